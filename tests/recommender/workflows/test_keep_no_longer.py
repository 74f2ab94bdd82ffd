"""Workbooks and backups go when they have been kept long enough, and never while something still needs them."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from recommender.errors import InputError
from recommender.permissions import Role
from recommender.store import Store, jobs
from recommender.store.audit import AuditFilter as Wanted
from recommender.store.audit import AuditRow, find_audit
from recommender.store.importing.forget_imports import forget_imports
from recommender.store.importing.forget_workbooks import LOST_AFTER, remove_files
from recommender.store.importing.rereading import start_again
from recommender.store.job_run import Folders
from recommender.store.tables.everything import METADATA
from recommender.store.tables.imports import IMPORT, ImportStatus
from recommender.store.tables.jobs import JobKind, JobStatus
from recommender.store.tables.people import OFFICER
from recommender.workflows.back_up import back_up, list_backups
from recommender.workflows.erase_person import EraseRequest, erase_person
from recommender.workflows.import_workbook import (
    BeginRequest,
    ImportFile,
    begin_import,
    cancel_import,
    confirm_import,
    stage_import,
    undo_import_of,
)
from recommender.workflows.keep_no_longer import Kept, keep_no_longer
from tests.recommender.store.contents import contents
from tests.recommender.store.factories import viewer
from tests.recommender.workflows.import_factories import HR, NOW, Line, communes, know_province, people_file, staged

KEPT = Kept()
OVER = NOW + KEPT.workbooks + timedelta(minutes=1)
NOT_YET = NOW + KEPT.workbooks - timedelta(minutes=1)


@pytest.fixture
def country(store: Store) -> Store:
    know_province(store)
    return store


def sent(folder: Path, *names: str) -> ImportFile:
    """A list of people with these names, as an upload."""
    unit = communes(1)[0][1]
    lines = [Line(code=f"CB{number}", name=name, unit=unit) for number, name in enumerate(names)]
    return people_file(folder, lines, name=f"list of {len(names)}.csv")


def swept(store: Store, folder: Path, now: datetime) -> int:
    folders = Folders(uploads=folder, exports=folder / "exports", anchors=folder, backups=folder / "backups")
    return keep_no_longer(store, folders, kept=KEPT, now=now)


def status_of(store: Store, import_id: str) -> str:
    with store.reading() as conn:
        status: str = conn.execute(select(IMPORT.c.status).where(IMPORT.c.import_id == import_id)).scalar_one()
    return status


def everything(store: Store) -> str:
    """All that the tables hold, but the audit."""
    with store.reading() as conn:
        return "".join(
            str(tuple(row)) for name, table in METADATA.tables.items() if not name.startswith("audit")
            for row in conn.execute(select(table))
        )  # fmt: skip


def read_by_a_worker(store: Store, folder: Path, file: ImportFile) -> str:
    """An import that waits to be confirmed, its job done."""
    import_id = staged(store, folder, file)
    with store.writing() as conn:
        held = jobs.claim(conn, "w", now=NOW)
        assert held is not None
        assert jobs.finish(conn, held, jobs.Outcome(status=JobStatus.DONE), now=NOW)
    return import_id


def cancelled(store: Store) -> list[AuditRow]:
    with store.reading() as conn:
        return list(find_audit(conn, viewer(Role.ADMINISTRATOR), Wanted(action="cancel_import")).rows)


def test_the_workbook_of_an_applied_import_goes_after_its_time_and_it_can_still_be_undone(
    country: Store, tmp_path: Path
) -> None:
    empty = contents(country)
    file = sent(tmp_path, "Lê Ân")
    import_id = staged(country, tmp_path, file)
    confirm_import(country, HR, import_id, now=NOW)
    assert (swept(country, tmp_path, NOT_YET), (tmp_path / file.stored_as).exists()) == (0, True)
    assert (swept(country, tmp_path, OVER), (tmp_path / file.stored_as).exists()) == (1, False)
    assert undo_import_of(country, HR, import_id, now=OVER) == 1
    people = ("officer", "holding", "personal", "statement")
    left = contents(country)
    assert [left[name] for name in people] == [empty[name] for name in people]


def test_the_workbook_of_a_cancelled_import_goes_at_once(country: Store, tmp_path: Path) -> None:
    file = sent(tmp_path, "Lê Ân")
    cancel_import(country, HR, staged(country, tmp_path, file), now=NOW)
    assert (swept(country, tmp_path, NOW), (tmp_path / file.stored_as).exists()) == (1, False)


def test_an_import_that_nobody_confirmed_is_given_up_and_its_workbook_goes(country: Store, tmp_path: Path) -> None:
    file = sent(tmp_path, "Lê Ân")
    import_id = read_by_a_worker(country, tmp_path, file)
    assert "Lê Ân" in everything(country)
    assert (swept(country, tmp_path, NOT_YET), status_of(country, import_id)) == (0, ImportStatus.STAGED)
    assert (swept(country, tmp_path, OVER), status_of(country, import_id)) == (1, ImportStatus.CANCELLED)
    assert [(row.actor, row.subject_id) for row in cancelled(country)] == [("worker", import_id)]
    assert not (tmp_path / file.stored_as).exists()
    forget_imports(country)
    assert "Lê Ân" not in everything(country)


def test_an_import_that_is_being_read_again_is_not_given_up(country: Store, tmp_path: Path) -> None:
    file = sent(tmp_path, "Lê Ân")
    import_id = read_by_a_worker(country, tmp_path, file)
    with country.writing() as conn:
        job_id = jobs.enqueue(conn, JobKind.IMPORT, {"import_id": import_id}, viewer=HR, unit_id="20", now=OVER)
        start_again(conn, import_id, {}, job_id=job_id)
    assert (swept(country, tmp_path, OVER), status_of(country, import_id)) == (0, ImportStatus.READING)
    assert (tmp_path / file.stored_as).exists()


def test_a_workbook_that_another_import_still_needs_stays(country: Store, tmp_path: Path) -> None:
    """Commands name a kept file by its content: given up once and sent again, both imports have the same file."""
    file = sent(tmp_path, "Lê Ân")
    cancel_import(country, HR, staged(country, tmp_path, file), now=NOW)
    again = staged(country, tmp_path, file)
    assert (swept(country, tmp_path, NOW), (tmp_path / file.stored_as).exists()) == (0, True)
    assert confirm_import(country, HR, again, now=NOW) == {"added": 1}


def test_a_file_whose_request_ended_on_its_way_goes_after_a_day_and_nothing_else_does(
    country: Store, tmp_path: Path
) -> None:
    lost, strange, needed = (tmp_path / name for name in (f"{'0a' * 16}.xlsx", "notes.xlsx", f"{'0b' * 16}.docx"))
    for path in (lost, strange, needed):
        path.write_bytes(b"x")
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    with country.writing() as conn:
        payload = {"stored_as": needed.name}
        jobs.enqueue(conn, JobKind.POSITIONS, payload, viewer=HR, unit_id="20", now=NOW)
    assert swept(country, tmp_path, NOW + LOST_AFTER - timedelta(minutes=1)) == 0
    assert swept(country, tmp_path, NOW + LOST_AFTER + timedelta(minutes=1)) == 1
    assert [path.exists() for path in (lost, strange, needed)] == [False, True, True]


def test_files_that_are_gone_are_told_when_they_are_to_be_read(country: Store, tmp_path: Path) -> None:
    file = sent(tmp_path, "Lê Ân")
    begun = begin_import(country, HR, BeginRequest(unit_id="20", files=(file,)), now=NOW)
    (tmp_path / file.stored_as).unlink()
    with pytest.raises(InputError, match="no longer kept"):
        stage_import(country, begun.import_id, tmp_path, clock=lambda: NOW, tell=lambda *told: None)


def test_erasing_a_person_removes_the_workbooks_that_named_him_and_no_others(country: Store, tmp_path: Path) -> None:
    about, later = sent(tmp_path, "Lê Ân", "Vũ Bão"), sent(tmp_path, "Lê Ân")
    confirm_import(country, HR, staged(country, tmp_path, about), now=NOW)
    confirm_import(country, HR, staged(country, tmp_path, later), now=NOW)
    renamed = people_file(tmp_path, [Line(code="XX", name="Đỗ Cúc", unit=communes(1)[0][1])], name="other.csv")
    confirm_import(country, HR, staged(country, tmp_path, renamed), now=NOW)
    with country.reading() as conn:
        officer_id = conn.execute(select(OFFICER.c.officer_id).where(OFFICER.c.name == "Lê Ân")).scalar_one()
    request = EraseRequest(officer_id=officer_id, reason="Theo đề nghị của người liên quan")
    assert erase_person(country, HR, request, uploads=tmp_path, now=NOW) == 2
    left = [(tmp_path / file.stored_as).exists() for file in (about, later, renamed)]
    assert left == [False, False, True]
    assert "Lê Ân" not in everything(country)


def test_a_workbook_that_waits_stays_when_a_person_in_it_is_erased_but_shows_the_name_no_more(
    country: Store, tmp_path: Path
) -> None:
    confirm_import(country, HR, staged(country, tmp_path, sent(tmp_path, "Lê Ân", "Vũ Bão")), now=NOW)
    waiting = sent(tmp_path, "Lê Ân", "Vũ Bão", "Hồ Dư")
    import_id = staged(country, tmp_path, waiting)
    with country.reading() as conn:
        officer_id = conn.execute(select(OFFICER.c.officer_id).where(OFFICER.c.name == "Lê Ân")).scalar_one()
    request = EraseRequest(officer_id=officer_id, reason="Theo đề nghị của người liên quan")
    assert erase_person(country, HR, request, uploads=tmp_path, now=NOW) == 1
    assert (tmp_path / waiting.stored_as).exists()
    assert "Lê Ân" not in everything(country)
    assert confirm_import(country, HR, import_id, now=NOW) == {"added": 1, "unchanged": 1}


def test_no_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "uploads").mkdir()
    (tmp_path / "kept.txt").write_text("x")
    assert remove_files(tmp_path / "uploads", ("../kept.txt", str(tmp_path / "kept.txt"), "none.csv", "")) == 0
    assert (tmp_path / "kept.txt").exists()


def test_backups_go_after_their_time_but_never_the_newest(sqlite_store: Store, tmp_path: Path) -> None:
    know_province(sqlite_store)
    backups = tmp_path / "backups"
    for days in (0, 10, 20):
        moment = NOW + timedelta(days=days)
        back_up(sqlite_store, backups, uploads=tmp_path / "none", actor="test", now=moment)
    newest = list_backups(backups)
    assert swept(sqlite_store, tmp_path, NOW + KEPT.backups + timedelta(days=11)) == 2
    assert list_backups(backups) == newest[:1]
    assert swept(sqlite_store, tmp_path, NOW + 10 * KEPT.backups) == 0
