"""The exported file holds exactly what was filtered, in order, and no cell of it can act as a formula."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select, update

from recommender.documents.list_file import FileForm
from recommender.errors import NotAllowed, NotFound
from recommender.permissions import Role
from recommender.store import Store
from recommender.store.tables.jobs import JOB
from recommender.store.tables.people import OFFICER
from recommender.store.verdicts import VerdictFilter, VerdictOrder
from recommender.types import VerdictLabel
from recommender.workflows import export_people
from recommender.workflows.export_people import ExportRequest, ask_for_export, write_export
from tests.recommender.store.factories import NOW, officer_id, viewer

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
