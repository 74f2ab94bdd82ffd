"""Who no longer serves is not reviewed and not counted, stays with the history, and can be taken back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from recommender.errors import Conflict, NotFound, UsageError
from recommender.permissions import Role
from recommender.store import Store
from recommender.store.importing.absent_people import absent_people
from recommender.store.people import PeopleFilter, find_people
from recommender.store.results.run_frames import count_people, read_inputs_of
from recommender.store.service_ends import service_end_of
from recommender.store.totals.holders import count_holders, count_holders_of
from recommender.workflows.end_service import EndRequest, end_service, resume_service
from recommender.workflows.erase_person import EraseRequest, erase_person
from recommender.workflows.import_workbook import confirm_import, undo_import_of
from tests.recommender.store.factories import viewer
from tests.recommender.workflows.import_factories import (
    HR,
    NOW,
    POSITION,
    PROVINCE,
    Line,
    communes,
    know_province,
    people_file,
    staged,
)

HOME, OTHER = communes(2)
LAST = date(2026, 10, 31)
LINES = [Line(code=f"CB{number}", name=f"Lê Văn {name}", unit=HOME[1]) for number, name in enumerate("ABCD")]
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def known(store: Store, tmp_path: Path) -> Store:
    know_province(store)
    confirm_import(store, HR, staged(store, tmp_path, people_file(tmp_path, LINES)), now=NOW)
    return store


def id_of(store: Store, code: str) -> str:
    with store.reading() as conn:
        (row,) = find_people(conn, HR, PeopleFilter(text=code)).rows
        return row.officer_id


def retired(officer_id: str, *, on: date = LAST, reason: str = "retired") -> EndRequest:
    return EndRequest(officer_id=officer_id, ended_on=on, reason=reason, note=" QĐ  12 ")


def test_who_no_longer_serves_is_neither_reviewed_nor_counted_until_taken_back(known: Store) -> None:
    gone = id_of(known, "CB1")
    end_service(known, viewer(Role.UNIT_HR, HOME[0]), retired(gone), now=LATER)
    with known.reading() as conn:
        inputs = read_inputs_of(conn, PROVINCE)
        assert gone not in set(inputs.officers["officer_id"])
        assert gone not in set(inputs.holdings["officer_id"])
        assert (count_people(conn, PROVINCE), count_holders(conn, HR)) == (3, {POSITION: 3})
        assert count_holders_of(conn, HR, POSITION) == 3
        noted = service_end_of(conn, gone)
    assert noted is not None
    assert (noted.ended_on, noted.reason, noted.note) == (LAST, "retired", "QĐ  12")
    assert id_of(known, "CB1") == gone
    resume_service(known, HR, gone, now=LATER)
    with known.reading() as conn:
        assert (count_people(conn, PROVINCE), service_end_of(conn, gone)) == (4, None)
    with pytest.raises(Conflict):
        resume_service(known, HR, gone, now=LATER)


def test_a_day_to_come_and_an_unknown_reason_are_refused(known: Store) -> None:
    gone = id_of(known, "CB1")
    for request in (retired(gone, on=date(2027, 1, 1)), retired(gone, reason="bored")):
        with pytest.raises(UsageError):
            end_service(known, HR, request, now=LATER)


def test_hr_of_another_unit_finds_nobody_to_note(known: Store) -> None:
    with pytest.raises(NotFound):
        end_service(known, viewer(Role.UNIT_HR, OTHER[0]), retired(id_of(known, "CB1")), now=LATER)


def test_the_note_goes_with_the_person_and_keeps_the_import_from_being_undone(known: Store, tmp_path: Path) -> None:
    gone = id_of(known, "CB1")
    end_service(known, HR, retired(gone), now=LATER)
    new = people_file(tmp_path, [*LINES, Line(code="CB9", name="Vũ Hà", unit=HOME[1])], name="more.csv")
    second = staged(known, tmp_path, new)
    confirm_import(known, HR, second, now=LATER)
    end_service(known, HR, retired(id_of(known, "CB9")), now=LATER)
    with pytest.raises(Conflict):
        undo_import_of(known, HR, second, now=LATER)
    erase_person(
        known, HR, EraseRequest(officer_id=gone, reason="Theo yêu cầu của người này"), uploads=tmp_path, now=LATER
    )
    with known.reading() as conn:
        assert service_end_of(conn, gone) is None


def test_a_new_list_of_a_unit_names_who_is_not_in_it_and_still_serves(known: Store, tmp_path: Path) -> None:
    end_service(known, HR, retired(id_of(known, "CB1")), now=LATER)
    again = staged(known, tmp_path, people_file(tmp_path, [LINES[2], LINES[3]], name="new.csv"))
    with known.reading() as conn:
        absent = absent_people(conn, HR, again)
    assert [one.code for one in absent.rows] == ["CB0"]
    assert absent.total == 1


def test_a_file_that_corrects_one_person_misses_nobody(known: Store, tmp_path: Path) -> None:
    again = staged(known, tmp_path, people_file(tmp_path, [LINES[2]], name="one.csv"))
    with known.reading() as conn:
        assert absent_people(conn, HR, again).total == 0
