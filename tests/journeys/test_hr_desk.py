"""The HR desk of a unit and of a province: what waits, lists that are filtered in the address, files, evidence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.checks import axe_violations
from tests.journeys.conftest import Visiting
from tests.journeys.preparing import evidence_waits
from tests.journeys.site import Site
from tests.journeys.steps import follow


def names_in(page_rows: list[str]) -> list[str]:
    """The names of the rows of a table."""
    return [text.split("CB-")[0].strip() for text in page_rows]


@pytest.mark.parametrize("has_script", [True, False], ids=["with scripts", "without scripts"])
def test_province_hr_filters_the_verdicts_and_every_number_is_what_the_link_opens(
    act_as: Visiting, has_script: bool
) -> None:
    with act_as("province_a", has_script=has_script) as visit:
        page = visit.open("/runs/RUNA")
        expect(page.locator("h1")).to_have_text("1 vị trí cần người xem xét trước khi kết luận")
        follow(page.get_by_role("link", name="Mọi kết luận"))
        expect(page.locator("h1")).to_have_text("8 vị trí giữ trong danh sách")
        follow(page.locator(".facets").get_by_role("link", name=re.compile("^Cần xem xét")))
        expect(page).to_have_url(re.compile(r"verdict=needs_review"))
        expect(page.locator("h1")).to_have_text("3 vị trí giữ trong danh sách")
        assert names_in(page.locator("tbody th").all_inner_texts()) == [
            "Trần Văn Đức", "Hoàng Thị Ngọc Lan", "Bùi Xuân Phúc"
        ]  # fmt: skip
        page.get_by_label("Tìm theo họ tên hoặc mã").fill("bui xuan")
        follow(page.get_by_role("button", name="Tìm", exact=True))
        expect(page.locator("tbody tr")).to_have_count(1)
        expect(page.locator("tbody th")).to_contain_text("Bùi Xuân Phúc")
        expect(page.locator(".filters-on")).to_contain_text("Lọc: 2 đang bật")
        follow(page.get_by_role("link", name="Bỏ mọi bộ lọc"))
        expect(page.locator("tbody tr")).to_have_count(8)
        assert visit.complaints == []


def test_list_is_exported_exactly_as_it_is_filtered(act_as: Visiting) -> None:
    with act_as("province_a") as visit:
        page = visit.open("/runs/RUNA/verdicts?verdict=does_not_meet&sort=-name")
        shown = names_in(page.locator("tbody th").all_inner_texts())
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV").click()
        lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
        assert len(lines) == 1 + len(shown) == 3
        for name in shown:
            assert sum(name in line for line in lines) == 1
        assert "Trần Văn Đức" not in "\n".join(lines)


def test_province_hr_never_finds_the_people_of_another_province(act_as: Visiting) -> None:
    with act_as("province_a") as visit:
        page = visit.open("/people?q=nong thi quyen")
        expect(page.locator("h1")).to_have_text("0 cán bộ, công chức")
        page = visit.open("/people/01K9PERS0N0000000000000009")
        expect(page.locator("h1")).to_have_text("Không tìm thấy")
        assert "Quyên" not in page.content()
        page = visit.open("/runs/RUNB")
        expect(page.locator("h1")).to_have_text("Không tìm thấy")


def test_row_opens_the_file_of_the_person_in_english(act_as: Visiting) -> None:
    with act_as("hr_a1", language="en") as visit:
        page = visit.open("/people?q=duc")
        expect(page.locator("h1")).to_have_text(re.compile(r"^1 "))
        follow(page.locator("tbody td").first)
        expect(page.locator("h1")).to_contain_text("Trần Văn Đức")
        expect(page.locator("main")).to_contain_text("CB-0002")
        assert visit.complaints == []


def test_unit_hr_confirms_evidence_and_the_person_sees_it_counted(act_as: Visiting, busy_site: Site) -> None:
    evidence_waits(busy_site, "Chứng chỉ nghiệp vụ công tác hộ tịch mới")
    with act_as("hr_a1", has_script=False) as visit:
        page = visit.open("/")
        follow(page.get_by_role("link", name="minh chứng chờ xác nhận"))
        card = page.locator("article", has_text="nghiệp vụ công tác hộ tịch mới")
        expect(card).to_contain_text("Thêm một minh chứng vào hồ sơ")
        card.locator("summary").click()
        card.get_by_label("Lý do không xác nhận").fill("?")
        follow(card.get_by_role("button", name="Không xác nhận và gửi lý do"))
        expect(page.locator(".error-summary")).to_contain_text("Ghi lý do không xác nhận")
        expect(page.get_by_label("Lý do không xác nhận")).to_have_value("?")
        follow(page.get_by_role("button", name="Xác nhận", exact=True))
        expect(page).to_have_url(re.compile("/people/evidence"))
        expect(page.get_by_role("status")).to_contain_text("Đã xác nhận")
        expect(page.locator("main")).not_to_contain_text("nghiệp vụ công tác hộ tịch mới")
    with act_as("officer") as visit:
        page = visit.open("/me/evidence")
        card = page.locator("article", has_text="nghiệp vụ công tác hộ tịch mới")
        expect(card).to_contain_text("Được tính")


def test_unit_hr_asks_for_a_run_waits_and_gives_it_up(act_as: Visiting) -> None:
    with act_as("hr_a2") as visit:
        page = visit.open("/runs/new")
        page.get_by_label("Tên đợt rà soát").fill("Rà soát thử quý IV")
        follow(page.get_by_role("button", name="Chạy rà soát"))
        expect(page.locator("h1")).to_have_text("Đang rà soát")
        assert axe_violations(page) == []
        page.route("**/runs/waiting/**", lambda route: None)  # a question that is never answered is given up in silence
        with page.expect_request("**/runs/waiting/**"):
            pass
        page.goto(f"{visit.site.url}/admin/jobs")
        follow(page.locator("tbody").get_by_role("link", name="Chạy rà soát").first)
        expect(page.locator("h1")).to_have_text("Chạy rà soát")
        follow(page.get_by_role("button", name="Hủy việc này"))
        expect(page.get_by_role("status")).to_contain_text("Đã yêu cầu hủy")
        expect(page.locator("main")).to_contain_text("Đã hủy")
        follow(page.get_by_role("navigation", name="Vị trí trang").get_by_role("link").first)
        expect(page.locator("h1")).to_contain_text("đang chờ")
        assert visit.complaints == []


def test_shortage_is_read_by_baseline_and_narrowed_to_one_position(act_as: Visiting) -> None:
    with act_as("province_a") as visit:
        page = visit.open("/balance")
        expect(page.locator("h1")).to_have_text("Thiếu 8 vị trí")
        follow(page.locator("main").get_by_role("link", name="Chuyên viên về lĩnh vực tư pháp").first)
        expect(page.locator(".filters-on")).to_contain_text("Chuyên viên về lĩnh vực tư pháp")
        expect(page.locator("tbody").last.locator("tr")).to_have_count(2)
        follow(page.get_by_role("link", name="Định mức", exact=True))
        expect(page).to_have_url(re.compile("against=norm"))
        assert visit.complaints == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("path", ["/moves", "/runs/RUNA/verdicts"])
def test_no_column_of_the_desk_is_cut_at_the_width_of_a_desk(visit_as: Visiting, path: str, language: str) -> None:
    with visit_as("province_a", language=language) as visit:
        frame = visit.open(path).locator(".table-frame")
        expect(frame).to_be_visible()
        assert frame.evaluate("frame => frame.scrollWidth - frame.clientWidth") <= 0
