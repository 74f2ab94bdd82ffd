"""The one piece of evidence that moves each verdict most, and the sentence that names it.

What every piece does exactly takes a row for each requirement of its officer; so the few that can matter most are
picked by how far they move single requirements, and only those are asked about exactly.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np
import pandas as pd

from recommender.columns import number_of, text_of
from recommender.explain.conflict_sentences import METHODS
from recommender.explain.evidence_effects import LEAST_SHIFT, evidence_effects, without_each
from recommender.settings import Settings
from recommender.types import EvidenceKind, Method, VerdictLabel
from recommender.verdict import KEY, Suitability

CANDIDATES = 3
"""Pieces of evidence asked about exactly, for each officer and position."""
GATE_WEIGHT = 4.0
"""How much more a gate counts than another requirement of its weight when candidates are picked."""
LONGEST_QUOTE = 90
PIECE = ["officer_id", "evidence_id"]
SAID = ["text", "kind", "method", "level", "dated_on", "place"]
SENTENCE = (
    " Minh chứng tác động nhiều nhất: “{quote}” ({about}), {moves}.",
    " Evidence that matters most: “{quote}” ({about}), which {moves}.",
)
JOINT = (
    " Nhiều minh chứng cùng cho thấy, không minh chứng riêng nào quyết định; tiêu biểu: “{quote}” ({about}).",
    " Several pieces of evidence say so and none decides by itself; for example: “{quote}” ({about}).",
)
"""Where even the piece that matters most moves the verdict less than LEAST_SHIFT."""
NO_PIECE = (
    " Trong các minh chứng tác động nhiều nhất, không minh chứng riêng nào làm tăng khả năng đáp ứng; xem từng yêu "
    "cầu.",
    " Of the evidence that matters most no single piece raises the likelihood of meeting; see the requirements.",
)
"""Of one who meets."""
NO_DAY = ("không ghi ngày", "no date on record")
PLACE = ("nguồn: {place}", "source: {place}")
NO_PLACE = ("không ghi nguồn", "no source on record")
KINDS = {
    EvidenceKind.DEGREE: ("văn bằng", "degree"),
    EvidenceKind.CERTIFICATE: ("chứng chỉ", "certificate"),
    EvidenceKind.POLITICAL_THEORY: ("lý luận chính trị", "political theory"),
    EvidenceKind.DUTY: ("nhiệm vụ đang được giao", "current duty"),
    EvidenceKind.PAST_POST: ("công việc đã qua", "past post"),
    EvidenceKind.TRAINING: ("bồi dưỡng đã học", "training taken"),
    EvidenceKind.RATING: ("xếp loại hằng năm", "yearly rating"),
    EvidenceKind.RESULT: ("kết quả đánh giá", "assessment result"),
}
MOVES = (
    {True: "làm tăng khả năng đáp ứng", False: "làm giảm khả năng đáp ứng"},
    {True: "raises the likelihood of meeting", False: "lowers the likelihood of meeting"},
)
LEVEL = ("mức {level}", "level {level}")
COUNTED = (" tính là {level}", " counted as {level}")
"""Where what its assessor is known to give too much was taken off; own ratings are higher than tests, too."""


def telling_evidence(
    verdicts: pd.DataFrame,
    estimates: pd.DataFrame,
    seen: pd.DataFrame,
    *,
    settings: Settings,
    judge: Suitability | None = None,
) -> pd.DataFrame:
    """KEY, evidence_id, effect (log odds), counted: for each verdict on competency the piece that speaks most for it.

    For one who meets it raises the probability most, however little (then rather what others say than an own rating);
    for one who does not it lowers it most, else either, by LEAST_SHIFT or more. Verdicts that standards alone decide
    have none. `verdicts`: VERDICTS with the columns of `verdict_features`; `seen`: rows of `observations`.
    """
    asked = verdicts[_on_competency(verdicts)]
    picked = _candidates(asked, estimates, seen)
    mine = estimates.merge(asked[KEY], on=KEY, how="inner")
    some = seen.merge(picked, on=["officer_id", "evidence_id"], how="inner")
    effects = evidence_effects(mine, some, asked, settings=settings, judge=judge, least=0.0)
    effects = effects.merge(asked[[*KEY, "verdict"]], on=KEY, how="inner")
    sign = number_of(effects["verdict"], {str(VerdictLabel.MEETS): 1.0, str(VerdictLabel.DOES_NOT_MEET): -1.0})
    effects["speaks"] = (effects["effect"] * sign).where(sign.notna(), effects["effect"].abs())
    is_enough = (effects["effect"].abs() >= LEAST_SHIFT) | (effects["verdict"] == VerdictLabel.MEETS)
    heard = pd.MultiIndex.from_frame(seen.loc[_of_others(seen), PIECE])
    is_heard = pd.MultiIndex.from_frame(effects[PIECE]).isin(heard)
    effects["is_late"] = ~is_heard & (effects["speaks"] < LEAST_SHIFT)
    ordered = effects[(effects["speaks"] > 0) & is_enough].sort_values(
        [*KEY, "is_late", "speaks", "evidence_id"], ascending=[True, True, True, False, True]
    )
    counted = some[some["is_direct"]].groupby(PIECE)["value"].mean().rename("counted")
    return ordered.drop_duplicates(KEY)[[*KEY, "evidence_id", "effect"]].merge(counted, on=PIECE, how="left")


def _on_competency(verdicts: pd.DataFrame) -> pd.Series:
    """Verdicts that the competency question has a say in."""
    meets = verdicts["verdict"] == VerdictLabel.MEETS
    fails = verdicts["failed_questions"].str.contains("competency")
    unsure = verdicts["review_reasons"].str.contains("uncertain")
    return meets | fails | unsure


def _candidates(asked: pd.DataFrame, estimates: pd.DataFrame, seen: pd.DataFrame) -> pd.DataFrame:
    """officer_id, evidence_id of the pieces that move the requirements of some verdict most, and one of others."""
    mine = estimates.merge(asked[KEY], on=KEY, how="inner")
    without = without_each(mine, seen)
    now = without[[*KEY, "requirement_id"]].merge(
        mine[[*KEY, "requirement_id", "p_meets"]], on=[*KEY, "requirement_id"], how="left"
    )["p_meets"]
    weight = without["weight"] * np.where(without["is_gate"], GATE_WEIGHT, 1.0)
    shift = (weight * (now.to_numpy() - without["p_meets"])).abs()
    total = without[[*KEY, "evidence_id"]].assign(shift=shift).groupby([*KEY, "evidence_id"], as_index=False).sum()
    total = total.sort_values([*KEY, "shift", "evidence_id"], ascending=[True, True, False, True])
    most = total[total.groupby(KEY, sort=False).cumcount() < CANDIDATES]
    others = total.merge(seen.loc[_of_others(seen), PIECE].drop_duplicates(), on=PIECE)
    return pd.concat([most, others.drop_duplicates(KEY)])[PIECE].drop_duplicates()


def _of_others(seen: pd.DataFrame) -> pd.Series:
    """Results that somebody else gave."""
    return seen["is_direct"] & (seen["method"] != Method.SELF)


def telling_sentences(rows: pd.DataFrame, telling: pd.DataFrame, evidence: pd.DataFrame, language: str) -> pd.Series:
    """The sentence of each verdict in `rows`; "" where no evidence is named, but for one who meets that there is none.

    `rows`: KEY, verdict.
    """
    at = 0 if language == "vi" else 1
    told = evidence.loc[evidence["evidence_id"].isin(telling["evidence_id"]), [*PIECE, *SAID]]
    found = telling.merge(told, on=PIECE, how="left")
    said = {
        (row["officer_id"], row["position_id"]): (SENTENCE if abs(row["effect"]) >= LEAST_SHIFT else JOINT)[at].format(
            quote=_short(str(row["text"])),
            about=_about(row, at),
            moves=MOVES[at][bool(row["effect"] > 0)],
        )
        for row in found.to_dict("records")
    }
    keys = pd.Series(list(zip(rows["officer_id"], rows["position_id"], strict=True)), index=rows.index, dtype="object")
    sentences = text_of(keys, said)
    return sentences.mask((rows["verdict"] == VerdictLabel.MEETS) & (sentences == ""), NO_PIECE[at])


def _about(row: Mapping[Hashable, object], at: int) -> str:
    """Method or kind, level, day and place of a piece; also what it was counted as, where that is another level."""
    known = METHODS[Method(str(row["method"]))] if row["method"] else KINDS[EvidenceKind(str(row["kind"]))]
    parts = [known[at]]
    level, counted, day = row["level"], row["counted"], row["dated_on"]
    if isinstance(level, float) and np.isfinite(level):
        parts.append(LEVEL[at].format(level=_level(level, at)))
        if isinstance(counted, float) and np.isfinite(counted) and _level(counted, at) != _level(level, at):
            parts[-1] += COUNTED[at].format(level=_level(counted, at))
    parts.append(_day(day) if isinstance(day, pd.Timestamp) and not pd.isna(day) else NO_DAY[at])
    place = PLACE[at].format(place=row["place"]) if row["place"] else NO_PLACE[at]
    return ", ".join([*parts, place])


def _day(day: pd.Timestamp) -> str:
    """The day, or the year alone of 1 January: what is dated by its year is kept so."""
    return f"{day:%Y}" if (day.month, day.day) == (1, 1) else f"{day:%d/%m/%Y}"


def _level(level: float, at: int) -> str:
    return f"{level:.1f}".replace(".", "," if at == 0 else ".")


def _short(text: str) -> str:
    line = text.replace("\n", " ").strip()
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1].rstrip() + "…"
