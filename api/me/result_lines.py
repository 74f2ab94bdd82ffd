"""The own result as the PDF shows it, from what the page of the result shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from api.look import formats
from api.look.result_parts import position_result
from api.look.words import word
from api.me.contexts import MyPosition
from recommender.documents.result_pdf import ResultDocument
from recommender.store.people import Person
from recommender.store.results.runs import RunView
from recommender.types import VerdictLabel
from recommender.workflows.object_to_verdict import ANSWER_WORKING_DAYS

Words = Callable[[str], str]


def result_document(
    run: RunView, person: Person, positions: tuple[MyPosition, ...], *, _: Words, language: str, now: datetime
) -> ResultDocument:
    """The document of all positions of a person in a run."""
    source = _("%(label)s, tính đến ngày %(today)s, công bố ngày %(published)s. In ngày %(printed)s.") % {
        "label": run.label, "today": formats.day(run.today), "published": formats.day(run.published_at),
        "printed": formats.day(now),
    }  # fmt: skip
    return ResultDocument(
        positions=tuple(position_result(one.explained, one.objection, _, language) for one in positions),
        person=person.person.name,
        unit=person.person.unit_name, source=source, answer_days=ANSWER_WORKING_DAYS, language=language,
    )  # fmt: skip


def result_in_a_sentence(positions: Sequence[MyPosition], _: Words, language: str) -> str:
    """How many positions are held, and how many of each verdict; "" without a position."""
    rows = [one.explained.full.verdict for one in positions]
    counts = Counter(str(row.decided or row.verdict) for row in rows)
    if len(rows) < 2:
        return "".join(f"{word(code, 'verdict', language)}." for code in counts)
    parts = ", ".join(
        f"{counts[code]} {word(code, 'verdict', language).lower()}" for code in map(str, VerdictLabel) if counts[code]
    )  # fmt: skip
    return _("%(n)s vị trí đang giữ: %(parts)s.") % {"n": len(rows), "parts": parts}
