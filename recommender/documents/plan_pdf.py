"""A person's training plan as a tagged PDF (PDF/UA-1), from the plan that pages show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from recommender.documents.labels import MODES, Pair, number_text, place_of
from recommender.documents.typeset import typeset
from recommender.working_days import office_day

WORDS: Mapping[str, Pair] = MappingProxyType({
    "title": ("Kế hoạch bồi dưỡng năm {year}", "Training plan {year}"),
    "hours": (
        "{done} tiết đã học, {left} tiết còn trong kế hoạch; mức tối thiểu mỗi năm {least} tiết.",
        "{done} periods taken, {left} more planned; the yearly minimum is {least} periods.",
    ),
    "source": ("Lập theo {label}. In ngày {day}.", "Made from {label}. Printed on {day}."),
    "course": ("Chương trình", "Course"),
    "periods": ("Số tiết", "Periods"),
    "mode": ("Hình thức", "Mode"),
    "state": ("Tình trạng", "State"),
    "done": ("đã học", "taken"),
    "planned": ("chưa học", "not taken"),
    "besides": ("Ngoài kế hoạch", "Besides the plan"),
    "guessed": ("ước tính {n}", "estimated {n}"),
    "note": (
        "Đây là đề xuất; người có thẩm quyền quyết định việc cử đi học.",
        "This is a proposal; the authority decides who is sent to which class.",
    ),
})  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """A course of the plan."""

    name: str
    reason: str
    quarter: str
    """"" when it was taken besides the plan."""
    mode: str
    periods: float | None
    """None: not told by the provider."""
    counted_periods: float
    is_done: bool


@dataclass(frozen=True, kw_only=True)
class PlanDocument:
    """Whose plan of which year it is, and what it was made from; texts in the language of the document."""

    lines: tuple[PlanLine, ...]
    year: int
    periods_done: float
    periods_least: float
    person: str
    unit: str
    run_label: str
    language: str


def plan_pdf(document: PlanDocument, *, now: datetime) -> bytes:
    """The plan as a PDF; the same plan at the same moment gives the same bytes."""
    return typeset("plan.typ", _content(document, now), now=now)


def _content(document: PlanDocument, now: datetime) -> dict[str, object]:
    place = place_of(document.language)
    word = {key: pair[place] for key, pair in WORDS.items()}
    left = sum(line.counted_periods for line in document.lines if not line.is_done)
    number = {"done": document.periods_done, "left": left, "least": document.periods_least}
    labels = list(dict.fromkeys(line.quarter for line in document.lines))
    return {
        "language": document.language, "author": document.unit, "title": word["title"].format(year=document.year),
        "person": document.person, "unit": document.unit,
        "hours": word["hours"].format(**{key: _number(value, place) for key, value in number.items()}),
        "source": word["source"].format(label=document.run_label, day=f"{office_day(now):%d/%m/%Y}"),
        "columns": [word[key] for key in ("course", "periods", "mode", "state")],
        "quarters": [
            {
                "label": label or word["besides"],
                "rows": [_row(line, word, place) for line in document.lines if line.quarter == label],
            }
            for label in labels
        ],
        "note": word["note"],
    }  # fmt: skip


def _row(line: PlanLine, word: Mapping[str, str], place: int) -> dict[str, str]:
    guessed = word["guessed"].format(n=_number(line.counted_periods, place))
    return {
        "name": line.name, "reason": line.reason, "periods": _number(line.periods, place) if line.periods else guessed,
        "mode": MODES[line.mode][place] if line.mode in MODES else line.mode,
        "state": word["done"] if line.is_done else word["planned"],
    }  # fmt: skip


def _number(value: float, place: int) -> str:
    return number_text(value, "en" if place else "vi", digits=0 if value == round(value) else 1)
