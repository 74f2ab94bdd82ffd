"""What is said beside a probability that few or no results are behind, from the evidence in the frames."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from recommender.documents.results_workbook.view import RunView
from recommender.types import Basis, Method, StandardStatus

Flags = npt.NDArray[np.bool_]

KEY = ["officer_id", "position_id"]


def beside_held(frame: pd.DataFrame, view: RunView) -> list[str]:
    """For each verdict; "" where enough results count, or where a standard settles the probability."""
    told = view.result.estimates.groupby(KEY, as_index=False)[["n_direct", "n_text"]].sum()
    amounts = frame[KEY].merge(told, on=KEY, how="left")[["n_direct", "n_text"]].fillna(0)
    is_silent = (frame["n_direct"] > 0) | (frame["standards"] == StandardStatus.UNFIT)
    said = _said(view, is_silent.to_numpy(dtype=bool), amounts["n_direct"] > 0, amounts["n_text"] > 0)
    thin = is_thin(frame, view)
    elsewhere = requirements_spoken_of(frame["officer_id"].where(thin, ""), view, by_others=True)
    few = view.say(
        "; mới có kết quả cho {0}/{1} yêu cầu, còn lại suy từ đó và mức chung của vị trí",
        "; results for {0}/{1} requirements, the rest inferred from them and the general level of the position",
    )
    other = view.say(
        "; chưa có kết quả cho vị trí này, suy từ kết quả về {0} yêu cầu của vị trí khác",
        "; no result for this position: inferred from results on {0} requirements of another one",
    )
    texts = [
        [few.format(*pair) for pair in zip(frame["n_direct"], frame["n_requirements"], strict=True)],
        [other.format(number) for number in elsewhere],
    ]
    is_other = thin & (amounts["n_direct"] == 0).to_numpy() & (elsewhere > 0).to_numpy()
    return list(map(str, np.select([thin & (frame["n_direct"] > 0).to_numpy(), is_other], texts, said)))


def few_results(view: RunView) -> str:
    """In place of a likelihood that too few results are behind."""
    return view.say("Tạm tính, chưa đủ kết quả để nói", "Provisional, too few results to say")


def is_thin(frame: pd.DataFrame, view: RunView) -> Flags:
    """Of each verdict, whether too few requirements have results for a likelihood, and no standard settles it."""
    is_open = (frame["coverage"] < view.settings.coverage_required) & (frame["standards"] != StandardStatus.UNFIT)
    flags: Flags = is_open.to_numpy(dtype=bool)
    return flags


def requirements_spoken_of(officers: pd.Series, view: RunView, *, by_others: bool) -> pd.Series:
    """Of each officer, how many requirements of any position held results speak of; `by_others`: own ratings apart."""
    known = view.result.estimates
    told = known[(known["basis"] == Basis.DIRECT) if by_others else (known["n_direct"] > 0)]
    told = told[told["officer_id"].isin(officers.unique())]  # few of a country, whose estimates are millions
    counts = told.groupby("officer_id")["requirement_id"].nunique()
    return officers.map(counts.to_dict()).fillna(0).astype("int64")


def beside_thought(frame: pd.DataFrame, view: RunView) -> list[str]:
    """For each proposed move: whether anybody but the officer has said anything of the officer at all."""
    known, results = view.result.estimates, view.inputs.assessments
    direct = known[known["n_direct"] > 0]
    by_others = [direct[direct["basis"] != Basis.OWN], results[results["method"] != Method.SELF]]

    def among(*parts: pd.DataFrame) -> pd.Series:
        return frame["officer_id"].isin(pd.concat([part["officer_id"] for part in parts]))

    is_assessed = among(*by_others).to_numpy(dtype=bool)
    said = _said(view, is_assessed, among(direct, results), among(known[known["n_text"] > 0]))
    few = view.say(
        "; mới có kết quả cho {0} yêu cầu, còn lại là mức chung của vị trí mới",
        "; results for {0} requirements, the rest is the general level of the new position",
    )
    counts = requirements_spoken_of(frame["officer_id"], view, by_others=True)
    is_few = is_thin_of(frame["officer_id"], view) & (counts > 0).to_numpy()
    return list(map(str, np.where(is_few, [few.format(count) for count in counts], said)))


def is_thin_of(officers: pd.Series, view: RunView) -> Flags:
    """Of each officer, whether too few requirements of every position held have results to speak of a likelihood."""
    most = view.result.verdicts.groupby("officer_id")["coverage"].max()
    flags: Flags = (officers.map(most).fillna(0.0) < view.settings.coverage_required).to_numpy(dtype=bool)
    return flags


def _said(view: RunView, is_silent: Flags, is_own: pd.Series, is_told: pd.Series) -> list[str]:
    own = view.say("; chỉ có tự đánh giá", "; own ratings only")
    record = view.say("; chưa có kết quả đánh giá, chỉ theo hồ sơ", "; no assessment result: by the record only")
    nothing = view.say(
        "; chưa có kết quả đánh giá, là mức chung của vị trí",
        "; no assessment result: the general level of the position",
    )
    return list(map(str, np.select([is_silent, is_own, is_told], ["", own, record], nothing)))
