"""A messy workbook with headings of its own: sent, its columns named by hand, its problems seen and taken back in red
cells, confirmed, undone; the next one with the same headings is read right by itself. With and without JavaScript.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.checks import axe_violations, sideways
from tests.journeys.conftest import Visiting
from tests.journeys.steps import follow, heading_once_done

READING = "Đang đọc tệp"
HEADS = ("TT", "Ký hiệu", "Người đang làm", "Ra đời", "Chỗ làm", "Việc đảm nhận", "Cỡ áo")
FIELDS = {
    "Ký hiệu": "Mã cán bộ, công chức", "Người đang làm": "Họ và tên", "Ra đời": "Ngày sinh", "Chỗ làm": "Đơn vị",
    "Việc đảm nhận": "Vị trí việc làm", "Cỡ áo": "Không dùng",
}  # fmt: skip


def messy_workbook(path: Path, people: dict[str, str]) -> Path:
    """A title in merged cells, a blank row, headings of one's own, a day that is none."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    sheet["A1"] = "UBND PHƯỜNG BA ĐÌNH"
    sheet["A2"] = "NGƯỜI LÀM VIỆC (quý IV)"
    sheet.merge_cells("A2:F2")
    for column, head in enumerate(HEADS, 1):
        sheet.cell(4, column, head)
    for number, (code, name) in enumerate(people.items()):
        born = "31/2/1985" if number == 0 else "02/03/1990"
        row = (number + 1, code, name, born, "Phường Ba Đình", "II.04", 40 + number)
        for column, value in enumerate(row, 1):
            sheet.cell(5 + number, column, value)
    sheet.cell(5 + len(people), 3, "=SUM(1,2)")
    book.save(path)
    return path


def send(page: Page, workbook: Path) -> str:
    """What the import is called once it was read."""
    page.get_by_label("Danh sách cán bộ, công chức").set_input_files(workbook)
    follow(page.get_by_role("button", name="Gửi và xem trước"))
    return heading_once_done(page, READING)


def name_columns(page: Page) -> None:
    """Says of each column what it is, and has the file read again."""
    for heading, field in FIELDS.items():
        page.get_by_label(f": {heading}").select_option(label=field)
    follow(page.get_by_role("button", name="Đọc lại theo cách này"))


def marked_copy(page: Page, path: Path) -> openpyxl.Workbook:
    """The workbook given back with its problems."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name="với các ô có vấn đề được tô màu và ghi chú").click()
    waiting.value.save_as(path)
    return openpyxl.load_workbook(path)


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("has_script", [True, False])
def test_a_messy_workbook_is_understood_mended_confirmed_and_undone(
    act_as: Visiting, tmp_path: Path, has_script: bool
) -> None:
    suffix = "A" if has_script else "B"
    people = {f"CB-91{suffix}": f"Cao Thị Lụa {suffix}", f"CB-92{suffix}": f"Đinh Công Mẫn {suffix}"}
    with act_as("hr_a1", has_script=has_script) as visit:
        page = visit.open("/imports")
        assert send(page, messy_workbook(tmp_path / "người làm.xlsx", people)) == "Không đọc được tệp"
        follow(page.get_by_role("link", name="Danh sách", exact=True))
        expect(page.locator("main")).to_contain_text("Cao Thị Lụa")
        expect(page.get_by_label("Tiêu đề bắt đầu ở hàng")).to_have_value("4")
        if has_script:
            assert axe_violations(page) == []
        name_columns(page)
        assert heading_once_done(page, READING) == "Xem trước khi xác nhận"
        expect(page.locator("main")).to_contain_text("Theo cách đã sửa")
        expect(page.locator("main")).to_contain_text("31/2/1985")
        sheet = marked_copy(page, tmp_path / "marked.xlsx")["Danh sách"]
        assert sheet["D5"].fill.fgColor.rgb == "FFFFC7CE"
        assert "31/2/1985" in sheet["D5"].comment.text
        follow(page.get_by_role("button", name="Xác nhận và ghi nhận"))
        expect(page.get_by_role("status")).to_contain_text("Đã ghi nhận")
        here = page.url.removeprefix(visit.site.url).partition("?")[0]
        expect(visit.open(f"/people?q=lua+{suffix}").locator("tbody tr")).to_have_count(1)
        follow(visit.open(here).get_by_role("button", name="Hoàn tác lần nhập này"))
        expect(page.get_by_role("status")).to_contain_text("Đã hoàn tác")
        expect(visit.open(f"/people?q=lua+{suffix}").locator("tbody tr")).to_have_count(0)
        assert visit.complaints == []
    forget(act_as)


@pytest.mark.usefixtures("worker")
def test_the_next_workbook_with_the_same_headings_is_read_by_itself_until_that_is_forgotten(
    act_as: Visiting, tmp_path: Path
) -> None:
    with act_as("hr_a1", width=390) as visit:
        page = visit.open("/imports")
        send(page, messy_workbook(tmp_path / "một.xlsx", {"CB-93": "Hà Thị Nụ"}))
        follow(page.get_by_role("link", name="Danh sách", exact=True))
        assert sideways(page) == []
        name_columns(page)
        assert heading_once_done(page, READING) == "Xem trước khi xác nhận"
        page = visit.open("/imports")
        later = messy_workbook(tmp_path / "hai.xlsx", {"CB-94": "Hà Thị Oanh", "CB-95": "Hà Thị Phượng"})
        assert send(page, later) == "Xem trước khi xác nhận"
        expect(page.locator("main")).to_contain_text("Theo cách đã nhớ")
        expect(page.locator("main")).to_contain_text("Hà Thị Phượng")
        assert visit.complaints == []
    forget(act_as)
    with act_as("hr_a1") as visit:
        page = visit.open("/imports")
        last = messy_workbook(tmp_path / "ba.xlsx", {"CB-96": "Hà Thị Quý"})
        assert send(page, last) == "Không đọc được tệp"


def forget(act_as: Visiting) -> None:
    """Takes back what was said of the headings of these workbooks."""
    with act_as("hr_a1") as visit:
        page = visit.open("/imports/headings")
        row = page.locator("tbody tr", has_text="Người đang làm")
        follow(row.get_by_role("button", name="Bỏ"))
        expect(page.get_by_role("status")).to_contain_text("Đã bỏ")
        expect(page.locator("tbody tr", has_text="Người đang làm")).to_have_count(0)
