"""What an import says about one person as rows for the copies of the tables of people, judged against the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, tuple_

from recommender import columns
from recommender.store.importing.import_changes import (
    OF_DECISION,
    OF_RESULT,
    SHOWN_FIELDS,
    Known,
    Rows,
    added_of,
    changes_of,
    completed,
    known_rows,
    news_of,
    unlike,
)
from recommender.store.importing.put_people import assessment_row, officer_row, personal_row, statement_row
from recommender.store.importing.returned_values import Replaced, replaced_values
from recommender.store.importing.staged_content import Staged, revived
from recommender.store.metadata import numbered_id
from recommender.store.tables.imports import ChangeKind, Refusal
from recommender.store.tables.people import (
    ASSESSMENT,
    EARLIER_DECISION,
    HOLDING,
    OFFICER,
    PERSONAL,
    STATEMENT,
)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A row of `staged_row` without its import, and the rows that stand behind it."""

    row: dict[str, Any]
    rows: Rows


@dataclass(frozen=True, kw_only=True)
class _Before:
    """What the store holds about the people of a part, and what imports had replaced of one of them."""

    known: Known
    replaced: Replaced


def judge_people(
    conn: Connection, record: Row[Any], staged: Sequence[tuple[int, Staged]], *, scope: Mapping[str, str]
) -> Iterator[Judged]:
    """What applying each would do, by what the store holds now; `scope`: unit → province of the import's units."""
    keys = [(scope.get(one.unit_id, ""), one.code) for _, one in staged]
    shown = [OFFICER.c[name] for name in (
        "officer_id", "version", *SHOWN_FIELDS, "province_id", "code", "content_digest", "erased_at"
    )]  # fmt: skip
    query = select(*shown).where(tuple_(OFFICER.c.province_id, OFFICER.c.code).in_(keys))
    there = {(row.province_id, row.code): row for row in conn.execute(query)}
    olds = [there.get(key) for key in keys]
    pairs = [(one, old) for (_, one), old in zip(staged, olds, strict=True) if old is not None]
    listed = [old.officer_id for one, old in pairs if _is_listed(one) and old.content_digest != one.digest]
    known = known_rows(
        conn, listed=listed, told_of=[old.officer_id for one, old in pairs if not _is_listed(one)]
    )  # fmt: skip
    replaced = replaced_values(conn, listed)
    for (number, one), key, old in zip(staged, keys, olds, strict=True):
        officer_id = old.officer_id if old is not None else numbered_id(record.made_at, record.import_id, number)
        if _is_listed(one):
            rows = _rows(one, record, old, officer_id=officer_id, province_id=key[0])
            if old is not None:
                rows = completed(rows, known, officer_id)
            before = _Before(known=known, replaced=replaced.get(officer_id, Replaced()))
            change, changes = _change(one, old, scope, rows=rows, before=before)
        else:
            rows = _news(one, record, officer_id=officer_id, known=known)
            change, changes = _change_told(one, old, scope, rows=rows, known=known)
        is_kept = change in (ChangeKind.ADDED, ChangeKind.CHANGED)
        yield Judged(
            row={
                "number": number, "code": one.code, "province_id": key[0], "unit_id": one.unit_id,
                "name": one.name or ("" if old is None else old.name),
                "change": str(change), "changes": changes, "digest": one.digest, "is_listed": _is_listed(one),
                "officer_id": officer_id if is_kept else None,
                "known_id": None if old is None else old.officer_id,
                "known_version": None if old is None else old.version,
            },
            rows=rows if is_kept else {},
        )  # fmt: skip


def _is_listed(one: Staged) -> bool:
    return one.content["officer"] is not None


def _change(
    one: Staged, old: Row[Any] | None, scope: Mapping[str, str], *, rows: Rows, before: _Before
) -> tuple[ChangeKind, list[list[str]]]:
    """Of a listed person; what a file says in other words but with the same meaning is no change."""
    refusal = refusal_of(one.unit_id, scope) or _refused_person(old, scope)
    if refusal is not None:
        return ChangeKind.REFUSED, refused(refusal)
    if old is None:
        return ChangeKind.ADDED, added_of(rows)
    if old.content_digest == one.digest:
        return ChangeKind.UNCHANGED, []
    changes = changes_of(rows, old, before.known, before.replaced)
    return (ChangeKind.CHANGED if changes else ChangeKind.UNCHANGED), changes


def _change_told(
    one: Staged, old: Row[Any] | None, scope: Mapping[str, str], *, rows: Rows, known: Known
) -> tuple[ChangeKind, list[list[str]]]:
    """Of a person whom no file lists: only news of results and decisions count."""
    refusal = Refusal.PERSON_UNKNOWN if old is None else refusal_of(one.unit_id, scope) or _refused_person(old, scope)
    if old is None or refusal is not None:
        return ChangeKind.REFUSED, refused(refusal or Refusal.PERSON_UNKNOWN)
    changes = news_of(rows, known, old.officer_id, is_listed=False)
    return (ChangeKind.CHANGED if changes else ChangeKind.UNCHANGED), changes


def refused(reason: Refusal) -> list[list[str]]:
    """The reason of a row that is not taken, as it stands in the row's changes."""
    return [[str(ChangeKind.REFUSED), "", str(reason)]]


def refusal_of(unit_id: str, scope: Mapping[str, str]) -> Refusal | None:
    """Why a row of this unit is not taken into units of the scope."""
    if unit_id in scope:
        return None
    return Refusal.UNIT_OUTSIDE if unit_id else Refusal.UNIT_UNREAD


def _refused_person(old: Row[Any] | None, scope: Mapping[str, str]) -> Refusal | None:
    if old is None or (old.unit_id in scope and not old.erased_at):
        return None
    return Refusal.PERSON_ERASED if old.erased_at else Refusal.PERSON_ELSEWHERE


def _rows(one: Staged, record: Row[Any], old: Row[Any] | None, *, officer_id: str, province_id: str) -> Rows:
    """Rows of a listed person for every table; the moment of the change is set when it is applied."""
    import_id, content = record.import_id, one.content
    ours = {"officer_id": officer_id}
    said = [statement_row({**revived(row, columns.STATEMENTS), **ours}, import_id=import_id)
            for row in content["statements"]]  # fmt: skip
    given = {
        **revived(content["officer"], columns.OFFICERS), **ours, "code": one.code, "province_id": province_id,
        "content_digest": one.digest,
    }  # fmt: skip
    if old is not None:
        given |= {name: given[name] or getattr(old, name) for name in SHOWN_FIELDS}
    officer = officer_row(given, now=record.made_at, import_id=import_id)
    return {
        OFFICER.name: [{**officer, "erased_at": None}],
        PERSONAL.name: [personal_row({**revived(content["personal"], columns.PERSONAL), **ours})],
        HOLDING.name: [{**row, **ours, "import_id": import_id} for row in content["holdings"]],
        STATEMENT.name: list({row["statement_id"]: row for row in said}.values()),
        ASSESSMENT.name: _results(one, officer_id, import_id),
        EARLIER_DECISION.name: _earlier(one, officer_id, import_id),
    }


def _news(one: Staged, record: Row[Any], *, officer_id: str, known: Known) -> Rows:
    """Results and decisions that say something else than what the store holds."""
    results = _results(one, officer_id, record.import_id)
    decisions = _earlier(one, officer_id, record.import_id)
    return {
        ASSESSMENT.name: unlike(results, known[ASSESSMENT.name].get(officer_id, ()), OF_RESULT),
        EARLIER_DECISION.name: unlike(decisions, known[EARLIER_DECISION.name].get(officer_id, ()), OF_DECISION),
    }


def _results(one: Staged, officer_id: str, import_id: str) -> list[dict[str, Any]]:
    """Results of one person; those of one day, topic, method and assessor are told apart by their turn."""
    turns: Counter[tuple[Any, ...]] = Counter()
    made = []
    for row in one.content["assessments"]:
        turns[key := tuple(row[name] for name in ("topic", "method", "dated_on", "assessor"))] += 1
        given = {**revived(row, columns.ASSESSMENTS), "officer_id": officer_id}
        made.append(assessment_row(given, turn=turns[key], import_id=import_id))
    return made


def _earlier(one: Staged, officer_id: str, import_id: str) -> list[dict[str, Any]]:
    """Earlier decisions of one person; one without a day cannot be told from others and is left out."""
    given = [{**revived(row, columns.DECISIONS), "officer_id": officer_id, "import_id": import_id}
             for row in one.content["decisions"]]  # fmt: skip
    return [row for row in given if row["decided_on"] is not None]
