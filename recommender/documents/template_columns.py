"""Columns of the workbooks that offices fill in: heading, meaning, example and list to choose from."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).parent / "data" / "template_columns.csv"


class TemplateKind(StrEnum):
    """The four workbooks."""

    PEOPLE = "people"
    """Danh sách công chức."""
    ASSESSMENTS = "assessments"
    """Kết quả đánh giá, sát hạch."""
    QUOTAS = "quotas"
    """Biên chế theo vị trí việc làm."""
    DECISIONS = "decisions"
    """Quyết định của người có thẩm quyền."""


class Choice(StrEnum):
    """Lists to choose from."""

    POSITIONS = "positions"
    """Vị trí việc làm của danh mục."""
    METHODS = "methods"
    """Hình thức đánh giá."""
    LEVELS = "levels"
    """Mức 1-5."""
    SEXES = "sexes"
    """Nam, Nữ."""
    YES = "yes"
    """x hoặc để trống."""
    LABELS = "labels"
    """Kết luận."""
    RANKS = "ranks"
    """Ngạch."""
    POLITICAL_THEORY = "political_theory"
    """Trình độ lý luận chính trị."""


@dataclass(frozen=True, kw_only=True)
class TemplateColumn:
    """One column. Text columns keep codes and days as typed; `is_required` columns are marked."""

    heading: str
    heading_en: str
    meaning_vi: str
    meaning_en: str
    example: str
    width: int
    is_text: bool
    is_required: bool
    choice: Choice | None


TITLES = {
    TemplateKind.PEOPLE: ("Danh sách công chức", "List of officers"),
    TemplateKind.ASSESSMENTS: ("Kết quả đánh giá, sát hạch", "Assessment results"),
    TemplateKind.QUOTAS: ("Biên chế theo vị trí việc làm", "Posts by position"),
    TemplateKind.DECISIONS: ("Quyết định của người có thẩm quyền", "Decisions signed"),
}


@lru_cache(maxsize=1)
def template_columns() -> Mapping[TemplateKind, tuple[TemplateColumn, ...]]:
    """The columns of each workbook, left to right."""
    found: dict[TemplateKind, list[TemplateColumn]] = {kind: [] for kind in TemplateKind}
    with FILE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found[TemplateKind(row["kind"])].append(_column(row))
    return MappingProxyType({kind: tuple(columns) for kind, columns in found.items()})


def _column(row: Mapping[str, str]) -> TemplateColumn:
    return TemplateColumn(
        heading=row["heading"],
        heading_en=row["heading_en"],
        meaning_vi=row["meaning_vi"],
        meaning_en=row["meaning_en"],
        example=row["example"],
        width=int(row["width"]),
        is_text=row["is_text"] == "yes",
        is_required=row["is_required"] == "yes",
        choice=Choice(row["choice"]) if row["choice"] else None,
    )
