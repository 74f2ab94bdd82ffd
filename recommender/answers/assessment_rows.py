"""A scored test as assessment results that a screening reads: level of each person with its own deviation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from models.testing import Abilities, CutScore, levels_of
from recommender.answers.result_files import guarded_table
from recommender.documents.tables import write_whole

HEADINGS = ("Mã công chức", "Chủ đề", "Phương pháp", "Mức", "Độ lệch chuẩn", "Ngày đánh giá")
METHOD = "Sát hạch"
WITHIN = 1 / 12
"""Variance of where inside its level a person stands: levels are a unit wide on the scale of estimates."""
DECIMALS = 3


def assessment_table(
    ids: Sequence[str], abilities: Abilities, cuts: Sequence[CutScore], *, topic: str, taken: date
) -> pd.DataFrame:
    """HEADINGS, one row a person with an ability: mean level and its deviation over ability, cuts and level width."""
    levels = levels_of(abilities, cuts, minimum=cuts[0].level)
    table = pd.DataFrame(
        {
            "id": ids,
            "topic": topic,
            "method": METHOD,
            "level": levels.mean,
            "sd": np.sqrt(levels.sd**2 + WITHIN),
            "day": f"{taken:%d/%m/%Y}",
        }
    )
    known = table[table["level"].notna()].round({"level": DECIMALS, "sd": DECIMALS})
    return known.set_axis(list(HEADINGS), axis="columns").reset_index(drop=True)


def write_assessments(table: pd.DataFrame, path: Path) -> Path:
    """The table as a CSV that spreadsheets and `nangluc screen --assessments` read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    safe = guarded_table(table)
    return write_whole(path, lambda beside: safe.to_csv(beside, index=False, lineterminator="\n", encoding="utf-8-sig"))
