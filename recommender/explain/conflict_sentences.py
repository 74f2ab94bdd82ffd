"""One sentence for each verdict on the sources that disagree most, from the conflicts and results of its estimates."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd

from recommender.types import Method

KEY = ["officer_id", "position_id"]
METHODS = {
    Method.TEST: ("sát hạch", "test"),
    Method.SUPERVISOR: ("cấp trên", "supervisor"),
    Method.PEER: ("đồng nghiệp", "peers"),
    Method.SELF: ("tự đánh giá", "self-rating"),
}
SENTENCE = (
    " Các nguồn đánh giá chưa thống nhất về: {name} ({high} {more}, {low} {less}){others}; cần đối chiếu.",
    " Sources disagree on: {name} ({high} {more}, {low} {less}){others}; compare them.",
)
OTHERS = (" và {count} yêu cầu khác", " and {count} more")


def conflict_sentences(rows: pd.DataFrame, estimates: pd.DataFrame, language: str) -> pd.Series:
    """The sentence of each officer × position in `rows`, "" where no sources conflict; the weightiest one is named."""
    at = 0 if language == "vi" else 1
    found = estimates[estimates["conflict"] != ""]
    ordered = found.sort_values([*KEY, "weight", "requirement_id"], ascending=[True, True, False, True])
    counts = ordered.groupby(KEY)["requirement_id"].size().to_dict()
    first = ordered.drop_duplicates(KEY)
    named = zip(first["officer_id"], first["position_id"], first.to_dict("records"), strict=True)
    said = {(who, where): _sentence(row, int(counts[who, where]) - 1, at) for who, where, row in named}
    keys = zip(rows["officer_id"], rows["position_id"], strict=True)
    return pd.Series([said.get(key, "") for key in keys], index=rows.index, dtype="str")


def _sentence(row: Mapping[Hashable, object], others: int, at: int) -> str:
    high, _, low = str(row["conflict"]).partition(">")
    return SENTENCE[at].format(
        name=row["name_vi" if at == 0 else "name_en"],
        high=METHODS[Method(high)][at], more=_level(row[high], at),
        low=METHODS[Method(low)][at], less=_level(row[low], at),
        others=OTHERS[at].format(count=others) if others else "",
    )  # fmt: skip


def _level(value: object, at: int) -> str:
    text = f"{float(str(value)):.1f}"
    return text.replace(".", ",") if at == 0 else text
