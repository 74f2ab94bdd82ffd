"""A civil servant: the own result and why, evidence, the plan, an objection, the own data; also on a phone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.checks import axe_violations, sideways
from tests.journeys.conftest import Visiting
from tests.journeys.preparing import course_is_planned, objection_is_open
from tests.journeys.site import Site
from tests.journeys.steps import follow

PDF = b"%PDF-1.4\n% certificate\n"


@pytest.mark.parametrize("has_script", [True, False], ids=["with scripts", "without scripts"])
def test_officer_reads_the_own_result_with_its_reason_and_what_would_change_it(
    act_as: Visiting, has_script: bool
) -> None:
    with act_as("officer", has_script=has_script) as visit:
        page = visit.open("/")
        expect(page.locator("h1")).to_have_text("Kết quả của tôi")
        expect(page.locator(".lead")).to_contain_text("Rà soát RUNA, tính đến ngày 22/11/2026")
        section = page.locator("main section").first
        expect(section).to_contain_text("quyết định của Đỗ Ký, ngày 22/11/2026")
        expect(section).to_contain_text("cần 2–3, ước lượng 2,1.")
        expect(section).to_contain_text("Một kết quả sát hạch.")
        expect(section).to_contain_text("cần 2–3, ước lượng 2,1 ± 0,4: chưa chắc chắn; sát hạch 2,2")
        expect(page.locator("blockquote").first).to_have_text("Tham mưu đăng ký hộ tịch và chứng thực")
        assert "Trần Văn Đức" not in page.content()
        assert visit.complaints == []


def test_officer_reads_the_result_in_english_with_english_numbers(act_as: Visiting) -> None:
    with act_as("officer", language="en", width=390) as visit:
        page = visit.open("/me")
        expect(page.locator("h1")).to_have_text("My result")
        expect(page.locator("main")).to_contain_text("needs 2–3, estimated 2.1")
        expect(page.locator("main")).to_contain_text("2.1 ± 0.4")
        assert sideways(page) == []
        assert visit.complaints == []


@pytest.mark.parametrize("has_script", [True, False], ids=["with scripts", "without scripts"])
def test_officer_objects_sees_the_deadline_and_takes_it_back(
    act_as: Visiting, busy_site: Site, has_script: bool
) -> None:
    objection_is_open(busy_site, is_there=False)
    with act_as("officer", has_script=has_script, width=390) as visit:
        page = visit.open("/me")
        follow(page.get_by_role("link", name="Tôi không đồng ý"))
        page.get_by_label("Điều gì chưa đúng, và vì sao?").fill("Ngắn")
        follow(page.get_by_role("button", name="Gửi kiến nghị"))
        expect(page.get_by_role("alert")).to_contain_text("từ 10 đến 4000 ký tự")
        expect(page.get_by_label("Điều gì chưa đúng, và vì sao?")).to_have_value("Ngắn")
        page.get_by_label("Điều gì chưa đúng, và vì sao?").fill("Chưa tính chứng chỉ năm 2025.")
        follow(page.get_by_role("button", name="Gửi kiến nghị"))
        expect(page.get_by_role("status")).to_contain_text("Đã gửi kiến nghị")
        expect(page.locator("main")).to_contain_text("Hạn trả lời: 01/12/2026. Chưa tính chứng chỉ năm 2025.")
        expect(page.get_by_role("link", name="Tôi không đồng ý")).to_have_count(0)
        follow(page.get_by_role("button", name="Rút kiến nghị"))
        expect(page.get_by_role("status")).to_contain_text("Đã rút kiến nghị")
        expect(page.get_by_role("link", name="Tôi không đồng ý")).to_be_visible()
        assert visit.complaints == []


def test_officer_adds_evidence_with_a_file_that_waits_for_the_unit_and_withdraws_it(act_as: Visiting) -> None:
    with act_as("officer") as visit:
        page = visit.open("/me/evidence")
        follow(page.get_by_role("link", name="Thêm minh chứng"))
        page.get_by_label("Loại minh chứng").select_option(label="Chứng chỉ")
        page.get_by_label("Nội dung").fill("Chứng chỉ bồi dưỡng kỹ năng tiếp công dân")
        page.get_by_label("Ngày cấp hoặc đến ngày").fill("2030-12-01")
        follow(page.get_by_role("button", name="Gửi minh chứng"))
        expect(page.get_by_role("alert")).to_contain_text("Ngày phải từ năm 1940 đến hôm nay.")
        assert axe_violations(page) == []
        expect(page.get_by_label("Nội dung")).to_have_value("Chứng chỉ bồi dưỡng kỹ năng tiếp công dân")
        page.get_by_label("Ngày cấp hoặc đến ngày").fill("2025-05-12")
        page.get_by_label("Bản chụp").set_input_files({"name": "chung-chi.pdf", "mimeType": "", "buffer": PDF})
        follow(page.get_by_role("button", name="Gửi minh chứng"))
        expect(page.get_by_role("status")).to_contain_text("Đã gửi minh chứng")
        card = page.locator("article", has_text="kỹ năng tiếp công dân")
        expect(card).to_contain_text("12/05/2025")
        with page.expect_download() as download:
            card.get_by_role("link", name="chung-chi.pdf").click()
        assert Path(download.value.path()).read_bytes() == PDF
        follow(card.get_by_role("button", name="Rút lại"))
        expect(page.get_by_role("status")).to_contain_text("Đã rút minh chứng")
        assert visit.complaints == []


def test_officer_marks_a_course_done_and_the_hours_follow(act_as: Visiting, busy_site: Site) -> None:
    course_is_planned(busy_site)
    with act_as("officer", width=390) as visit:
        page = visit.open("/me/plan")
        expect(page.locator(".hours")).to_contain_text("Đã học 0 tiết, cả kế hoạch 40 tiết: đủ mức tối thiểu 40 tiết")
        page.get_by_label("Ngày học xong").fill("20/11/2026")
        follow(page.get_by_role("button", name="Đánh dấu đã học"))
        expect(page.locator(".hours")).to_contain_text("Đã học 40 tiết")
        page.locator("summary", has_text="Nguyện vọng").click()
        page.get_by_label("Nguyện vọng về chương trình này").fill("Xin học buổi tối.")
        follow(page.get_by_role("button", name="Gửi nguyện vọng"))
        expect(page.locator("article.step")).to_contain_text("Nguyện vọng: Xin học buổi tối.")
        expect(page.locator(".hours")).to_contain_text("Đã học 40 tiết")
        follow(page.get_by_role("button", name="Chưa học xong"))
        expect(page.locator(".hours")).to_contain_text("Đã học 0 tiết")
        assert sideways(page) == []
        assert visit.complaints == []


def test_officer_takes_the_plan_and_all_own_data_along_and_sees_who_looked(act_as: Visiting, tmp_path: Path) -> None:
    with act_as("decider_a") as visit:
        visit.open("/runs/RUNA/people/01K9PERS0N0000000000000001")
    with act_as("officer") as visit:
        page = visit.open("/me/plan")
        with page.expect_download() as download:
            page.get_by_role("link", name="Tải PDF").click()
        assert download.value.suggested_filename == "ke-hoach-2027.pdf"
        assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
        page = visit.open("/me/data")
        expect(page.get_by_role("region", name="Ai đã xem")).to_contain_text("Tài khoản decider_a")
        with page.expect_download() as download:
            page.get_by_role("link", name="Tải về (JSON)").click()
        told = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
        assert "Nguyễn Thị Ánh Dương" in json.dumps(told, ensure_ascii=False)
        assert "Trần Văn Đức" not in json.dumps(told, ensure_ascii=False)
        assert visit.complaints == []


def test_officer_who_opens_the_pages_of_others_is_told_what_to_do_next(act_as: Visiting) -> None:
    with act_as("officer") as visit:
        for path in ("/people", "/runs", "/dashboard", "/admin", "/demand"):
            page = visit.open(path)
            expect(page.locator("h1")).to_have_text("Không có quyền")
        follow(page.get_by_role("link", name="Về trang chính"))
        expect(page.locator("h1")).to_have_text("Kết quả của tôi")
        page = visit.open("/runs/RUNA/people/01K9PERS0N0000000000000002")
        assert "Trần Văn Đức" not in page.content()
