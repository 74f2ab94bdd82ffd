"""What is said beside a probability that no assessment result is behind, from the amounts of evidence in the frames."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from recommender.documents.results_workbook.view import RunView
from recommender.types import StandardStatus

Flags = npt.NDArray[np.bool_]

KEY = ["officer_id", "position_id"]


def beside_held(frame: pd.DataFrame, view: RunView) -> list[str]:
    """For each verdict; "" where results count, or where a standard settles the probability."""
    told = view.result.estimates.groupby(KEY, as_index=False)["n_text"].sum()
    n_text = frame[KEY].merge(told, on=KEY, how="left")["n_text"].fillna(0).to_numpy()
    is_silent = (frame["n_direct"] > 0) | (frame["standards"] == StandardStatus.UNFIT)
    return _said(is_silent.to_numpy(dtype=bool), n_text > 0, view)


def beside_thought(frame: pd.DataFrame, view: RunView) -> list[str]:
    """For each proposed move: whether the officer has any result at all."""
    known = view.result.estimates.groupby("officer_id")[["n_direct", "n_text"]].sum()
    officers = frame["officer_id"]
    is_assessed = officers.isin(known.index[known["n_direct"] > 0]) | officers.isin(
        view.inputs.assessments["officer_id"]
    )
    is_told = officers.isin(known.index[known["n_text"] > 0])
    return _said(is_assessed.to_numpy(dtype=bool), is_told.to_numpy(dtype=bool), view)


def _said(is_silent: Flags, is_told: Flags, view: RunView) -> list[str]:
    nothing = view.say(
        "; chưa có kết quả đánh giá, là mức chung của vị trí",
        "; no assessment result: the general level of the position",
    )
    record = view.say("; chưa có kết quả đánh giá, chỉ theo hồ sơ", "; no assessment result: by the record only")
    return ["" if silent else record if told else nothing for silent, told in zip(is_silent, is_told, strict=True)]
