"""The exported file holds exactly what was filtered, in order, and no cell of it can act as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import insert, select, update

from recommender.documents.list_file import FileForm
from recommender.errors import NotAllowed, NotFound
from recommender.permissions import Grant, Role, Viewer
from recommender.store import Connection, Store, jobs
from recommender.store.importing.put_people import officer_row
from recommender.store.job_run import Folders
from recommender.store.metadata import first_id
from recommender.store.results.verdicts import VerdictFilter, VerdictOrder, VerdictRow
from recommender.store.tables.jobs import JOB
from recommender.store.tables.people import OFFICER
from recommender.types import VerdictLabel
from recommender.workflows import export_people
from recommender.workflows.export_people import ExportRequest, ask_for_export, write_export
from recommender.workflows.run_jobs import Worker, WorkerSettings
from tests.recommender.store.factories import NOW, officer_id, viewer
from tests.recommender.workflows.account_factories import make_account

HR = viewer(Role.PROVINCE_HR, "01")
REQUEST = ExportRequest(run_id="RUN-1", order=VerdictOrder.NAME)


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_filtered_list_is_exported_as_it_is_shown(country: Store, tmp_path: Path) -> None:
    request = replace(REQUEST, form=FileForm.CSV, wanted=VerdictFilter(verdict=VerdictLabel.MEETS))
    assert len(write_export(country, HR, request, path=tmp_path / "x.csv")) == 3
    rows = read(tmp_path / "x.csv")
    assert [row[1] for row in rows] == ["Họ và tên", "Nguyễn Thị An", "Nguyễn Văn An", "Lê Thị Bưởi"]
    assert {row[6] for row in rows[1:]} == {"Đáp ứng"}


def test_pages_behind_the_file_lose_nobody(country: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_people, "ROWS_AT_ONCE", 2)
    request = replace(REQUEST, language="en")
    assert len(write_export(country, viewer(Role.PROVINCE_HR), request, path=tmp_path / "x.xlsx")) == 12
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    assert sheet is not None
    assert sheet.max_row == 13
    assert [sheet.cell(1, column).value for column in (1, 2)] == ["Code", "Name"]


@pytest.mark.parametrize("name", ["=1+1", " =1+1", "＝1+1"])
@pytest.mark.parametrize("form", list(FileForm))
def test_a_name_that_looks_like_a_formula_stays_text(country: Store, tmp_path: Path, form: FileForm, name: str) -> None:
    with country.writing() as conn:
        conn.execute(update(OFFICER).where(OFFICER.c.officer_id == officer_id("CB01")).values(name=name))
    path = tmp_path / f"x.{form}"
    write_export(country, HR, replace(REQUEST, form=form), path=path)
    if form is FileForm.CSV:
        assert f"'{name}" in [row[1] for row in read(path)]
    else:
        sheet = openpyxl.load_workbook(path).active
        assert sheet is not None
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == name]
        assert [cell.data_type for cell in cells] == ["s"] or [cell.quotePrefix for cell in cells] == [False]


def test_the_job_holds_the_filter_and_is_asked_for_by_whom_may(country: Store) -> None:
    wanted = VerdictFilter(unit_id="01", verdict=VerdictLabel.MEETS, is_decided=False)
    job_id = ask_for_export(country, HR, replace(REQUEST, wanted=wanted), now=NOW)
    with country.reading() as conn:
        job = conn.execute(select(JOB).where(JOB.c.job_id == job_id)).one()
    assert export_people._request(dict(job.payload)) == replace(REQUEST, wanted=wanted)
    with pytest.raises(NotAllowed):
        ask_for_export(country, viewer(Role.INSTITUTE), REQUEST, now=NOW)
    with pytest.raises(NotFound):
        ask_for_export(country, HR, replace(REQUEST, wanted=VerdictFilter(unit_id="02")), now=NOW)


def test_a_worker_that_lost_the_job_does_not_touch_the_file_of_the_next(
    country: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first stands still in the middle of its file until the second is done, and then goes on writing."""
    grant = Grant(role=Role.PROVINCE_HR, unit_id="01")
    asker = Viewer(user_id=make_account(country, "hr", grant), name="HR", grants=(grant,))
    job_id = ask_for_export(country, asker, replace(REQUEST, form=FileForm.CSV), now=NOW)
    clock, rows, is_first = [NOW], export_people._rows, [True]

    def now() -> datetime:
        return clock[0]

    folders = Folders(uploads=tmp_path, exports=tmp_path / "exports", anchors=tmp_path, backups=tmp_path)

    def worker(name: str) -> Worker:
        return Worker(country, WorkerSettings(name=name, folders=folders), clock=now)

    def slow(conn: Connection, viewer: Viewer, request: ExportRequest) -> Iterator[VerdictRow]:
        for place, row in enumerate(rows(conn, viewer, request)):
            if place == 2 and is_first[0]:
                is_first[0] = False
                clock[0] += timedelta(minutes=5)  # the lease has run out
                assert worker("second").run_one()
            yield row

    monkeypatch.setattr(export_people, "_rows", slow)
    assert worker("first").run_one()
    with country.reading() as conn:
        done = jobs.get_job(conn, asker, job_id)
    assert (done.n_attempts, done.result_file) == (2, f"{job_id}-2.csv")
    assert len(read(tmp_path / "exports" / done.result_file)) == 1 + done.result["rows"]
    assert {path.name for path in (tmp_path / "exports").iterdir()} == {f"{job_id}-1.csv", f"{job_id}-2.csv"}


def test_numbers_are_percentages_in_a_workbook_and_short_in_csv(country: Store, tmp_path: Path) -> None:
    write_export(country, HR, replace(REQUEST, form=FileForm.CSV), path=tmp_path / "x.csv")
    rows = read(tmp_path / "x.csv")
    assert {row[5] for row in rows[1:]} == {"1"}
    assert all(len(row[7]) <= len("0.957") for row in rows[1:])
    write_export(country, HR, replace(REQUEST, form=FileForm.XLSX), path=tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    assert sheet is not None
    for column in (6, 8, 13, 14):
        assert sheet.cell(2, column).number_format == "0%"
        assert sheet.cell(2, column).data_type == "n"


def test_a_workbook_names_who_could_not_be_reviewed(country: Store, tmp_path: Path) -> None:
    given = {"officer_id": first_id(NOW - timedelta(days=90)), "code": "CB99", "province_id": "01", "unit_id": "00001"}
    with country.writing() as conn:
        conn.execute(insert(OFFICER), [officer_row({**given, "name": "Lê Văn Sót"}, now=NOW)])
    people = write_export(country, HR, replace(REQUEST, form=FileForm.XLSX), path=tmp_path / "x.xlsx")
    assert given["officer_id"] in people
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book.sheetnames == ["Kết luận", "Chưa rà soát được"]
    assert [cell.value for cell in book["Chưa rà soát được"][2]][:2] == ["CB99", "Lê Văn Sót"]
    elsewhere = replace(REQUEST, form=FileForm.XLSX, wanted=VerdictFilter(unit_id="00002"))
    write_export(country, HR, elsewhere, path=tmp_path / "y.xlsx")
    assert openpyxl.load_workbook(tmp_path / "y.xlsx").sheetnames == ["Kết luận"]
