"""Cell formats of the results workbook: made once for each combination of kind, tone and row, from one palette."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from recommender.types import StandardStatus, VerdictLabel

FONT = "Arial"
INK, QUIET, LINE, HEAD_FILL, SUM_FILL, INPUT_FILL = "#1F2933", "#5B6875", "#D3DAE1", "#E4EAF0", "#F1F4F7", "#FFFDF2"


class Kind(StrEnum):
    """What a column holds, hence how its cells are aligned and formatted."""

    TEXT = "text"
    """One line, not wrapped."""
    WRAP = "wrap"
    """Text that may take several lines."""
    SMALL = "small"
    """Several lines of small print: sources and legal bases."""
    CENTRE = "centre"
    """Short words and marks."""
    WHOLE = "whole"
    """Whole number."""
    DECIMAL = "decimal"
    """Number with one digit after the comma."""
    FINE = "fine"
    """Number with two digits after the comma."""
    SIGNED = "signed"
    """Difference with its sign."""
    PERCENT = "percent"
    """Share shown in percent."""
    DAY = "day"
    """Date."""
    INPUT = "input"
    """Left empty for a person to fill in."""
    INPUT_DAY = "input_day"
    """Left empty for a date."""


class Tone(StrEnum):
    """Quiet colours that go with a word and a shape; never red for a person."""

    GREEN = "green"
    AMBER = "amber"
    SLATE = "slate"
    BLUE = "blue"
    RANGE = "range"
    """Cells of the required range of levels."""


TONES: Mapping[Tone, tuple[str, str]] = {
    Tone.GREEN: ("#E4F2E8", "#164F2B"),
    Tone.AMBER: ("#FCF0D4", "#6E4300"),
    Tone.SLATE: ("#E3E8EE", "#33414F"),
    Tone.BLUE: ("#E1EDF8", "#1A4B7A"),
    Tone.RANGE: ("#D9E6F2", "#1F2933"),
}
"""Fill and ink; each pair has a contrast above 7:1."""
CHART_COLOURS: Mapping[str, str] = {
    VerdictLabel.MEETS: "#4F9D69", VerdictLabel.NEEDS_REVIEW: "#E2AE45", VerdictLabel.DOES_NOT_MEET: "#7D8C9C",
    "over": "#5B93C7", "short": "#E2AE45",
}  # fmt: skip
TONE_OF: Mapping[str, Tone] = {
    VerdictLabel.MEETS: Tone.GREEN, VerdictLabel.NEEDS_REVIEW: Tone.AMBER, VerdictLabel.DOES_NOT_MEET: Tone.SLATE,
    StandardStatus.FITS: Tone.GREEN, StandardStatus.CONSIDER: Tone.AMBER, StandardStatus.UNFIT: Tone.SLATE,
}  # fmt: skip
BY_KIND: Mapping[Kind, Mapping[str, object]] = {
    Kind.TEXT: {"align": "left", "indent": 1},
    Kind.WRAP: {"text_wrap": True, "align": "left", "indent": 1},
    Kind.SMALL: {"text_wrap": True, "align": "left", "indent": 1, "font_size": 8, "font_color": QUIET},
    Kind.CENTRE: {"align": "center", "text_wrap": True},
    Kind.WHOLE: {"num_format": "#,##0", "align": "right"},
    Kind.DECIMAL: {"num_format": "#,##0.0", "align": "right"},
    Kind.FINE: {"num_format": "#,##0.00", "align": "right"},
    Kind.SIGNED: {"num_format": "+#,##0.0;-#,##0.0;0", "align": "right"},
    Kind.PERCENT: {"num_format": "0%", "align": "right"},
    Kind.DAY: {"num_format": "dd/mm/yyyy", "align": "center"},
    Kind.INPUT: {"text_wrap": True, "align": "left", "indent": 1, "bg_color": INPUT_FILL},
    Kind.INPUT_DAY: {"num_format": "dd/mm/yyyy", "align": "center", "bg_color": INPUT_FILL},
}
ROW_KINDS: Mapping[str, Mapping[str, object]] = {
    "": {},
    "subtotal": {"bold": True, "bg_color": SUM_FILL},
    "total": {"bold": True, "bg_color": HEAD_FILL, "top": 1, "top_color": QUIET},
}
NAMED: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "font_size": 15},
    "answer": {"font_size": 11},
    "note": {"font_size": 9, "font_color": QUIET},
    "head": {
        "bold": True, "bg_color": HEAD_FILL, "text_wrap": True, "valign": "vcenter", "align": "center",
        "bottom": 1, "bottom_color": QUIET, "left": 1, "left_color": "#FFFFFF",
    },
    "group": {"bold": True, "bg_color": HEAD_FILL, "align": "center", "left": 1, "left_color": "#FFFFFF"},
    "headline": {"bold": True, "font_size": 13, "text_wrap": True, "valign": "vcenter"},
    "section": {"bold": True, "font_size": 12, "bottom": 2, "bottom_color": INK},
    "body": {"text_wrap": True, "valign": "top"},
    "lead": {"text_wrap": True, "valign": "top", "bold": True},
    "link": {"font_color": "#1A4B7A", "underline": 1},
    "chip": {"bold": True, "font_size": 11, "align": "center", "valign": "vcenter"},
}  # fmt: skip


class Styles:
    """Formats of one workbook, each made when it is first asked for."""

    def __init__(self, book: Workbook, language: str) -> None:
        self._book = book
        self._percent = "0%" if language == "en" else "0 %"
        self._made: dict[tuple[str, ...], Format] = {}

    def cell(self, kind: Kind, *, tone: str = "", row: str = "", is_quoted: bool = False) -> Format:
        """Format of a table cell. `is_quoted`: text that must stay text when somebody edits the cell."""
        key = (kind, tone, row, "quoted" if is_quoted else "")
        if key not in self._made:
            given = {"valign": "top", "bottom": 1, "bottom_color": LINE, **BY_KIND[kind], **ROW_KINDS[row]}
            if kind is Kind.PERCENT:
                given["num_format"] = self._percent
            if tone:
                fill, ink = TONES[Tone(tone)]
                given |= {"bg_color": fill, "font_color": ink, "bold": True}
            self._made[key] = self._new(given | ({"quote_prefix": True} if is_quoted else {}))
        return self._made[key]

    def named(self, name: str, *, tone: str = "") -> Format:
        """Format of a title, a head, a note …"""
        key = (name, tone)
        if key not in self._made:
            given = dict(NAMED[name])
            if tone:
                fill, ink = TONES[Tone(tone)]
                given |= {"bg_color": fill, "font_color": ink}
            self._made[key] = self._new(given)
        return self._made[key]

    def _new(self, given: Mapping[str, object]) -> Format:
        return self._book.add_format({"font_name": FONT, "font_size": 10, "font_color": INK, **given})
