"""A draft run does not stop an import from being undone; a published one, a decision or an objection does."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from recommender import columns
from recommender.errors import Conflict
from recommender.permissions import Role
from recommender.store import Store
from recommender.store.catalogue_now import shipped_catalogue
from recommender.store.people import PeopleFilter, find_people
from recommender.store.results.run_frames import RunRecord, finish_run, start_run, write_results
from recommender.store.results.verdicts import VerdictFilter, find_verdicts
from recommender.store.tables.people import OFFICER
from recommender.store.tables.runs import RESULTS, RUN
from recommender.types import OverrideReason, VerdictLabel
from recommender.workflows.decide import DecideRequest, decide
from recommender.workflows.import_workbook import confirm_import, undo_import_of
from tests.recommender.store.contents import contents, count
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

LATER = NOW + timedelta(hours=1)
UNIT_ID, UNIT = communes(1)[0]


@pytest.fixture
def country(store: Store) -> Store:
    know_province(store)
    return store


def imported(store: Store, folder: Path, *, name: str, now: datetime = NOW) -> str:
    lines = [Line(code="CB1", name=name, unit=UNIT)]
    import_id = staged(store, folder, people_file(folder, lines, name=f"{name}.csv"))
    confirm_import(store, HR, import_id, now=now)
    return import_id


def draft(store: Store) -> None:
    """A finished run over everybody, not published."""
    with store.writing() as conn:
        people = conn.execute(select(OFFICER.c.officer_id).where(OFFICER.c.erased_at.is_(None))).scalars().all()
        start_run(conn, RunRecord(
            run_id="R1", unit_id=PROVINCE, label="Thử", today=date(2026, 11, 22), settings={}, catalogue_digest="",
            catalogue_version="", encoder="", encoder_digest="", fallback="", model_version="", program="", job_id=None,
            made_by="U", made_by_name="U", started_at=LATER,
        ))  # fmt: skip
        frames = {name: spec.empty() for name, (spec, _) in RESULTS.items()}
        frames["verdicts"] = columns.VERDICTS.frame([
            {"officer_id": one, "unit_id": UNIT_ID, "position_id": POSITION, "share": 1.0, "verdict": "meets",
             "probability": 0.97} for one in people
        ])  # fmt: skip
        write_results(conn, "R1", frames, catalogue=shipped_catalogue())
        values = {"status": "finished", "finished_at": LATER, "counts": {}, "inputs_digest": "i", "results_digest": "r"}
        finish_run(conn, "R1", values=values)


def test_a_draft_run_stays_and_the_import_is_undone(country: Store, tmp_path: Path) -> None:
    imported(country, tmp_path, name="Lê Ân")
    before = contents(country, but=("version",))
    second = imported(country, tmp_path, name="Lê Ẩn", now=NOW + timedelta(minutes=1))
    draft(country)
    verdicts = contents(country, ("verdict", "run"))
    assert undo_import_of(country, HR, second, now=LATER) == 1
    assert contents(country, but=("version",)) == before
    assert contents(country, ("verdict", "run")) == verdicts


def test_a_draft_run_still_names_people_who_were_taken_away(country: Store, tmp_path: Path) -> None:
    first = imported(country, tmp_path, name="Lê Ân")
    draft(country)
    undo_import_of(country, HR, first, now=LATER)
    with country.reading() as conn:
        assert find_people(conn, HR, PeopleFilter()).rows == ()
        assert [row.name for row in find_verdicts(conn, HR, "R1", wanted=VerdictFilter()).rows] == ["Lê Ân"]
    assert [count(country, name) for name in ("personal", "holding", "statement")] == [0, 0, 0]
    again = imported(country, tmp_path, name="Lê Ân Mới")
    with country.reading() as conn:
        assert [row.name for row in find_people(conn, HR, PeopleFilter()).rows] == ["Lê Ân Mới"]
    undo_import_of(country, HR, again, now=LATER)
    with country.reading() as conn:
        assert find_people(conn, HR, PeopleFilter()).rows == ()


def test_a_published_run_stops_it_and_is_named(country: Store, tmp_path: Path) -> None:
    first = imported(country, tmp_path, name="Lê Ân")
    draft(country)
    with country.writing() as conn:
        conn.execute(update(RUN).values(status="published", published_at=LATER, published_by_name="U"))
    before = contents(country)
    with pytest.raises(Conflict, match=r"“Thử” .* published"):
        undo_import_of(country, HR, first, now=LATER)
    assert contents(country) == before


def test_a_decision_on_a_draft_stops_it(country: Store, tmp_path: Path) -> None:
    first = imported(country, tmp_path, name="Lê Ân")
    draft(country)
    with country.reading() as conn:
        (row,) = find_people(conn, HR, PeopleFilter()).rows
    decider = viewer(Role.DECISION_MAKER, PROVINCE)
    decide(country, decider, DecideRequest(
        run_id="R1", officer_id=row.officer_id, position_id=POSITION, decided=VerdictLabel.DOES_NOT_MEET,
        reason_code=OverrideReason.RECORD_WRONG, reason_text="Văn bằng của người khác",
    ), now=LATER)  # fmt: skip
    with pytest.raises(Conflict, match="decisions or objections"):
        undo_import_of(country, HR, first, now=LATER)
