"""A person can take the own data away and have it erased; nobody else can."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect, select

from recommender.errors import NotAllowed, NotFound, UsageError
from recommender.permissions import Role, Viewer
from recommender.store import Store, jobs
from recommender.store.jobs import Outcome
from recommender.store.people import PeopleFilter, find_people
from recommender.store.results.runs import CountBy, count_verdicts
from recommender.store.results.verdicts import VerdictFilter, find_verdicts
from recommender.store.tables.everything import METADATA
from recommender.store.tables.imports import IMPORT, IMPORT_PROBLEM
from recommender.store.tables.jobs import JobKind, JobStatus
from recommender.store.tables.requests import ANSWERED_REQUEST
from recommender.workflows.erase_person import EraseRequest, erase_person
from recommender.workflows.export_person import export_person
from tests.recommender.store.factories import NOW, officer_id, put_world, viewer

SELF = viewer(Role.OFFICER, code="CB02")
HR = viewer(Role.PROVINCE_HR, "01")
NAME = "Đặng Thị Ánh"


@pytest.fixture
def country_on_both(store: Store) -> Store:
    put_world(store)
    return store


def test_a_person_takes_away_all_that_is_said_of_published_runs(country_on_both: Store) -> None:
    content = export_person(country_on_both, SELF, officer_id("CB02"), now=NOW).content
    text = json.dumps(content, ensure_ascii=False)
    assert NAME in text
    data = content["data"]
    assert [row["run_id"] for row in data["verdict"]] == ["RUN-1"]
    assert len(data["statement"]) == len(data["assessment"]) == 2
    assert "looks" in content
    assert officer_id("CB01") not in text


def test_hr_exports_a_person_of_the_own_units_only(country_on_both: Store) -> None:
    content = export_person(country_on_both, HR, officer_id("CB02"), now=NOW).content
    assert len(content["data"]["verdict"]) == 2
    with pytest.raises(NotFound):
        export_person(country_on_both, viewer(Role.UNIT_HR, "00003"), officer_id("CB02"), now=NOW)
    with pytest.raises(NotAllowed):
        export_person(country_on_both, viewer(Role.INSTITUTE), officer_id("CB02"), now=NOW)
    with pytest.raises(NotAllowed):
        export_person(country_on_both, SELF, officer_id("CB01"), now=NOW)


def put_traces(store: Store) -> None:
    """What is left about a person beside the tables that are about people."""
    answered = {
        "user_id": "U", "request_key": "a key of HR", "digest": b"d", "asked_at": NOW, "status": 201, "headers": {},
        "body": json.dumps({"officer_id": officer_id("CB02"), "text": NAME}, ensure_ascii=False),
    }  # fmt: skip
    problem = dict.fromkeys((column.name for column in IMPORT_PROBLEM.c), "") | {"import_id": "I1", "number": 1}
    batch = {column.name: "" for column in IMPORT.c if not column.nullable} | {
        "import_id": "I1", "unit_id": "01", "status": "applied", "files": [], "mapping": {}, "counts": {},
        "staged_parts": 0, "made_at": NOW, "options": {},
    }  # fmt: skip
    with store.writing() as conn:
        conn.execute(insert(ANSWERED_REQUEST), [answered])
        conn.execute(insert(IMPORT), [{name: batch[name] for name in batch if name in IMPORT.c}])
        told = {"message_vi": f"{NAME} có hai dòng.", "message_en": f"{NAME} has two rows.", "value": f"{NAME} (PCT)"}
        conn.execute(insert(IMPORT_PROBLEM), [problem | {"value": NAME}, problem | told | {"number": 2}])
        shown = {"first_rows": [["CB02", NAME]], "columns": [{"heading": "Họ tên", "examples": [NAME]}]}
        waiting = batch | {"import_id": "I2", "status": "staged", "mapping": {"sheets": [shown], "corrections": []}}
        conn.execute(insert(IMPORT), [{name: waiting[name] for name in waiting if name in IMPORT.c}])


def test_files_with_rows_of_people_cannot_be_fetched_once_somebody_in_them_was_erased(
    country_on_both: Store, tmp_path: Path
) -> None:
    held = finished_export(country_on_both)
    request = EraseRequest(officer_id=officer_id("CB02"), reason="Theo đề nghị của người liên quan")
    erase_person(country_on_both, HR, request, uploads=tmp_path, now=NOW)
    with country_on_both.reading() as conn:
        assert jobs.get_job(conn, HR, held).result_file == ""


def finished_export(store: Store) -> str:
    with store.writing() as conn:
        jobs.enqueue(conn, JobKind.EXPORT, {}, viewer=HR, unit_id="01", now=NOW)
        held = jobs.claim(conn, "w", now=NOW)
        assert held is not None
        jobs.finish(conn, held, Outcome(status=JobStatus.DONE, result_file=f"{held.job_id}-1.csv"), now=NOW)
    return held.job_id


def test_after_erasing_no_table_holds_the_name_or_a_result(country_on_both: Store, tmp_path: Path) -> None:
    request = EraseRequest(officer_id=officer_id("CB02"), reason="Theo đề nghị của người liên quan")
    put_traces(country_on_both)
    erase_person(country_on_both, HR, request, uploads=tmp_path, now=NOW + timedelta(hours=1))
    left = {}
    with country_on_both.reading() as conn:
        for name in inspect(country_on_both.engine).get_table_names():
            if name in ("alembic_version", "audit", "audit_subject"):
                continue
            table = METADATA.tables[name]
            rows = [dict(row._mapping) for row in conn.execute(select(table))]
            assert not [row for row in rows if NAME in str(row.values())], name
            kept = [row for row in rows if officer_id("CB02") in map(str, row.values())]
            if kept:
                left[name] = len(kept)
        assert left == {"officer": 1}
        assert NAME not in [row.name for row in find_people(conn, HR, PeopleFilter()).rows]
        assert len(find_verdicts(conn, HR, "RUN-1", wanted=VerdictFilter()).rows) == 6
        assert sum(one.total for one in count_verdicts(conn, HR, "RUN-1", by=CountBy.POSITION)) == 6


@pytest.mark.parametrize(
    ("who", "refusal"),
    [(SELF, NotAllowed), (viewer(Role.UNIT_HR, "00001"), NotAllowed), (viewer(Role.PROVINCE_HR, "02"), NotFound)],
)
def test_only_the_province_erases(
    country_on_both: Store, tmp_path: Path, who: Viewer, refusal: type[Exception]
) -> None:
    request = EraseRequest(officer_id=officer_id("CB02"), reason="Theo đề nghị của người liên quan")
    with pytest.raises(refusal):
        erase_person(country_on_both, who, request, uploads=tmp_path, now=NOW)


def test_erasing_needs_a_reason_and_happens_once(country_on_both: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        erase_person(
            country_on_both, HR, EraseRequest(officer_id=officer_id("CB02"), reason="x"), uploads=tmp_path, now=NOW
        )
    request = EraseRequest(officer_id=officer_id("CB02"), reason="Theo đề nghị của người liên quan")
    erase_person(country_on_both, HR, request, uploads=tmp_path, now=NOW)
    with pytest.raises(NotFound):
        erase_person(country_on_both, HR, request, uploads=tmp_path, now=NOW)


def test_results_of_others_cannot_be_removed(country_on_both: Store) -> None:
    table = METADATA.tables["verdict"]
    for statement in (table.delete(), table.update().values(verdict="meets")):
        with pytest.raises(Exception, match="never change"), country_on_both.writing() as conn:
            conn.execute(statement)
