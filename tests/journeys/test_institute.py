"""A training institute: from demand to a class, learners sent by HR, results as a file, and a token for a program."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.api.world_rows import OWN, PEOPLE, RUN_A
from tests.journeys.checks import axe_violations
from tests.journeys.conftest import Visiting
from tests.journeys.site import Site
from tests.journeys.steps import follow

WORDS = {
    "vi": ("Lưu lớp học", "Cử những người đã chọn", "Ghi kết quả", "Xem trước", "Hoàn thành"),
    "en": ("Save the class", "Send those chosen", "Record results", "Look at it first", "Passed"),
}

LEARNERS = {"vi": OWN, "en": PEOPLE[1]}
"""Another person in each language: who has passed a course is not sent again."""


def named(page: Page) -> list[str]:
    """People whose name stands on the page."""
    text = page.content()
    return [person.name for person in PEOPLE if person.name in text]


def filled_sheet(content: bytes, result: str, folder: Path) -> Path:
    """The institute's own sheet with the same result for every learner."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row=row, column=2, value=result)
        sheet.cell(row=row, column=4, value=24)
    path = folder / "results.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("language", ["vi", "en"])
def test_demand_becomes_a_class_with_results_and_no_name_is_seen(
    visit_as: Visiting, site: Site, tmp_path: Path, language: str
) -> None:
    save, send, record, look, passed = WORDS[language]
    learner = LEARNERS[language]
    with visit_as("institute", language=language) as visit:
        page = visit.open(f"/demand?run={RUN_A}&by=province")
        follow(page.locator('.heat a[href^="/offerings/new?course=PA-01"]').first)
        expect(page.locator("#course_id")).to_have_value("PA-01")
        page.locator("#status").select_option("open")
        page.locator("#seats").fill("2")
        page.locator("#starts_on").fill("2027-01-12")
        page.locator("#ends_on").fill("2027-01-14")
        follow(page.get_by_role("button", name=save))
        expect(page).to_have_url(re.compile(r"/offerings/[^/]+\?done=saved"))
        offering = re.search(r"/offerings/([^?]+)", page.url)
        assert offering is not None
        assert named(page) == []
        assert visit.complaints == []
    with visit_as("hr_a1", language=language) as visit:
        page = visit.open(f"/classes/{offering[1]}")
        assert axe_violations(page) == []
        page.locator('input[name="officers"]').evaluate_all("boxes => boxes.forEach(one => { one.checked = false })")
        follow(page.get_by_role("button", name=send))
        expect(page.locator(".error-summary li")).to_have_count(1)
        assert axe_violations(page) == []
        page.get_by_label(learner.name).check()
        follow(page.get_by_role("button", name=send))
        expect(page).to_have_url(re.compile(r"sent=1"))
        code = page.locator("td.mono").first.inner_text()
        assert visit.complaints == []
    with visit_as("institute", language=language) as visit:
        page = visit.open(f"/offerings/{offering[1]}")
        expect(page.get_by_role("rowheader", name=code)).to_be_visible()
        follow(page.get_by_role("link", name=record))
        with page.expect_download() as downloading:
            page.locator('a[href$="results.xlsx"]').click()
        sheet = filled_sheet(Path(downloading.value.path()).read_bytes(), passed, tmp_path)
        page.locator("#file").set_input_files(sheet)
        follow(page.get_by_role("button", name=look))
        expect(page.get_by_role("rowheader", name=code)).to_be_visible()
        assert axe_violations(page) == []
        follow(page.get_by_role("button", name=record))
        expect(page).to_have_url(re.compile(r"done=results"))
        assert named(page) == []
        assert visit.complaints == []
    with visit_as("hr_a1", language=language) as visit:
        page = visit.open(f"/classes/{offering[1]}")
        expect(page.get_by_role("row", name=learner.name)).to_contain_text(passed)
        assert visit.complaints == []
    if learner is OWN:
        with visit_as("officer") as visit:
            page = visit.open("/me/plan")
            expect(page.locator(".step.is-done").first).to_be_visible()
            assert visit.complaints == []


def test_a_sheet_with_mistakes_is_refused_cell_by_cell_without_scripts(visit_as: Visiting, tmp_path: Path) -> None:
    with visit_as("institute", has_script=False) as visit:
        page = visit.open("/offerings/0FF-1/results")
        wrong = tmp_path / "sai.csv"
        wrong.write_text(
            "Mã học viên;Kết quả;Điểm\n0000-0000;Hoàn thành;8\nkhông phải mã;Vắng;\n", encoding="utf-8-sig"
        )
        page.locator("#file").set_input_files(wrong)
        follow(page.get_by_role("button", name="Xem trước"))
        expect(page.locator("h1")).to_have_text("Cần sửa trước khi ghi kết quả")
        expect(page.get_by_role("rowheader", name="A3")).to_be_visible()
        expect(page.get_by_role("button", name="Ghi kết quả")).to_have_count(0)
        follow(page.get_by_role("link", name="Gửi lại tệp đã sửa"))
        expect(page.locator("h1")).to_have_text("Ghi kết quả của lớp")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_token_is_made_shown_once_and_ended(visit_as: Visiting, site: Site, language: str) -> None:
    make, end = {"vi": ("Tạo mã", "Kết thúc mã"), "en": ("Make the token", "End the token")}[language]
    with visit_as("institute_2", language=language) as visit:
        page = visit.open("/account/tokens/new")
        page.locator("#label").fill("Cổng nhu cầu")
        page.locator('input[value="see_demand"]').check()
        follow(page.get_by_role("button", name=make))
        secret = page.locator(".secret").inner_text()
        assert axe_violations(page) == []
        asked = {"headers": {"Authorization": f"Bearer {secret}"}}
        assert page.request.get(f"{site.url}/api/v1/demand", **asked).status == 200
        assert page.request.get(f"{site.url}/api/v1/tokens", **asked).status == 403
        visit.open("/account/tokens")
        assert secret not in page.content()
        follow(page.get_by_role("button", name=end).first)
        expect(page).to_have_url(f"{site.url}/account/tokens?done=ended")
        assert page.request.get(f"{site.url}/api/v1/demand", **asked).status == 401
        assert visit.complaints == []
