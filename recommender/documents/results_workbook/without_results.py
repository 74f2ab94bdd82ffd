"""What is said beside a probability that no test and no other person is behind, from the evidence in the frames."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from recommender.documents.results_workbook.view import RunView
from recommender.types import Basis, Method, StandardStatus

Flags = npt.NDArray[np.bool_]

KEY = ["officer_id", "position_id"]


def beside_held(frame: pd.DataFrame, view: RunView) -> list[str]:
    """For each verdict; "" where others' results count, or where a standard settles the probability."""
    told = view.result.estimates.groupby(KEY, as_index=False)[["n_direct", "n_text"]].sum()
    amounts = frame[KEY].merge(told, on=KEY, how="left")[["n_direct", "n_text"]].fillna(0)
    is_silent = (frame["n_direct"] > 0) | (frame["standards"] == StandardStatus.UNFIT)
    return _said(view, is_silent.to_numpy(dtype=bool), amounts["n_direct"] > 0, amounts["n_text"] > 0)


def beside_thought(frame: pd.DataFrame, view: RunView) -> list[str]:
    """For each proposed move: whether anybody but the officer has said anything of the officer at all."""
    known, results = view.result.estimates, view.inputs.assessments
    direct = known[known["n_direct"] > 0]
    by_others = [direct[direct["basis"] != Basis.OWN], results[results["method"] != Method.SELF]]

    def among(*parts: pd.DataFrame) -> pd.Series:
        return frame["officer_id"].isin(pd.concat([part["officer_id"] for part in parts]))

    is_assessed = among(*by_others).to_numpy(dtype=bool)
    return _said(view, is_assessed, among(direct, results), among(known[known["n_text"] > 0]))


def _said(view: RunView, is_silent: Flags, is_own: pd.Series, is_told: pd.Series) -> list[str]:
    own = view.say("; chỉ có tự đánh giá", "; own ratings only")
    record = view.say("; chưa có kết quả đánh giá, chỉ theo hồ sơ", "; no assessment result: by the record only")
    nothing = view.say(
        "; chưa có kết quả đánh giá, là mức chung của vị trí",
        "; no assessment result: the general level of the position",
    )
    return list(map(str, np.select([is_silent, is_own, is_told], ["", own, record], nothing)))
