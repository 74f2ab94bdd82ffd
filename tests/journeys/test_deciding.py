"""Who decides: a verdict with its reason, many at once, an objection answered; the fairness look before publishing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.api.world_rows import PEOPLE
from tests.journeys.checks import axe_violations
from tests.journeys.conftest import Visiting
from tests.journeys.preparing import group_asks, objection_is_open
from tests.journeys.site import Site
from tests.journeys.steps import follow

REVIEWED = "/runs/RUNA/people/01K9PERS0N0000000000000006"


@pytest.mark.parametrize("has_script", [True, False], ids=["with scripts", "without scripts"])
def test_decision_that_differs_needs_a_reason_and_keeps_what_was_typed(act_as: Visiting, has_script: bool) -> None:
    with act_as("decider_a", has_script=has_script) as visit:
        page = visit.open(REVIEWED)
        page.get_by_label("Đáp ứng", exact=True).check()
        page.get_by_label("Giải thích").fill("Đã xem bản gốc hồ sơ.")
        follow(page.get_by_role("button", name="Ký quyết định"))
        expect(page.get_by_role("alert")).to_contain_text("Chọn lý do")
        expect(page.get_by_label("Giải thích")).to_have_value("Đã xem bản gốc hồ sơ.")
        if has_script:
            assert axe_violations(page) == []
        page.get_by_label("Lý do khi khác").select_option(label="Đã xem minh chứng mà hệ thống chưa có")
        follow(page.get_by_role("button", name="Ký quyết định"))
        expect(page.get_by_role("status")).to_contain_text("Cả đề xuất của máy và quyết định đều được giữ lại")
        expect(page.locator("section h2 + p").first).to_contain_text("Chưa đáp ứng")
        expect(page.locator("section h2 + p").first).to_contain_text("quyết định của Tài khoản decider_a: Đáp ứng")
        expect(page.locator("main")).to_contain_text("khác đề xuất")
        expect(page.locator("main")).to_contain_text("Đã xem bản gốc hồ sơ.")
        assert visit.complaints == []


def test_proposals_are_signed_together_after_a_look(act_as: Visiting) -> None:
    with act_as("decider_a1") as visit:
        page = visit.open("/runs/RUN0PEN/confirm")
        expect(page.locator("h1")).to_have_text("2 đề xuất chờ xác nhận")
        page.get_by_label("Chọn Phạm Quốc Khánh").check()
        follow(page.get_by_role("button", name="Ký các đề xuất đã chọn"))
        expect(page.get_by_role("status")).to_contain_text("1 đề xuất đã được xác nhận.")
        expect(page.locator("h1")).to_have_text("1 đề xuất chờ xác nhận")
        expect(page.locator("main")).not_to_contain_text("Phạm Quốc Khánh")
        page = visit.open("/runs/RUN0PEN/verdicts?decided=yes")
        expect(page.locator("tbody")).to_contain_text("Phạm Quốc Khánh")
        assert visit.complaints == []


def test_objection_is_answered_and_the_person_reads_the_answer(act_as: Visiting, busy_site: Site) -> None:
    objection_is_open(busy_site)
    with act_as("decider_a") as visit:
        page = visit.open("/objections")
        follow(page.get_by_role("link", name="Nguyễn Thị Ánh Dương"))
        expect(page.locator("blockquote")).to_have_text("Chưa tính chứng chỉ năm 2025.")
        page.get_by_label("Trả lời").fill("Đã bổ sung chứng chỉ vào hồ sơ, sẽ rà soát lại.")
        follow(page.get_by_role("button", name="Chấp nhận kiến nghị", exact=True))
        expect(page.get_by_role("status")).to_contain_text("Đã trả lời")
        expect(page.locator("table")).not_to_contain_text("Nguyễn Thị Ánh Dương")
    with act_as("officer", has_script=False) as visit:
        page = visit.open("/me")
        expect(page.locator("main")).to_contain_text("Đã bổ sung chứng chỉ vào hồ sơ, sẽ rà soát lại.")
        expect(page.locator("main")).to_contain_text("Tài khoản decider_a trả lời ngày")


def test_nobody_answers_an_objection_twice(act_as: Visiting, busy_site: Site) -> None:
    objection_is_open(busy_site)
    with act_as("decider_a") as first, act_as("province_a") as second:
        for visit in (first, second):
            visit.open("/objections/0BJ0").get_by_label("Trả lời").fill("Giữ nguyên kết luận vì đã đối chiếu hồ sơ.")
        follow(first.page.get_by_role("button", name="Không chấp nhận"))
        expect(first.page.get_by_role("status")).to_contain_text("Đã trả lời")
        follow(second.page.get_by_role("button", name="Chấp nhận kiến nghị", exact=True))
        expect(second.page.locator("main")).to_contain_text("Kiến nghị đã được giải quyết")


def test_auditor_explains_a_difference_before_a_run_may_be_published(act_as: Visiting, busy_site: Site) -> None:
    group_asks(busy_site, "female")
    with act_as("province_a") as visit:
        page = visit.open("/runs/RUN0PEN/publish")
        expect(page.locator("main")).to_contain_text("1 chênh lệch giữa các nhóm cần giải trình trước.")
        expect(page.get_by_role("button", name="Công bố kết quả")).to_have_count(0)
    with act_as("auditor_a") as visit:
        page = visit.open("/fairness/RUN0PEN")
        expect(page.locator("h1")).to_have_text("1 chênh lệch cần giải trình trước khi công bố")
        for one in PEOPLE:
            assert one.name not in page.content()
        page.locator('main form[method="post"]').evaluate("form => { form.noValidate = true }")
        follow(page.get_by_role("button", name="Lưu giải trình"))
        expect(page.locator(".error-summary li")).to_have_count(1)
        assert axe_violations(page) == []
        page.get_by_label("Giải trình").fill("Nhóm này phần lớn mới tuyển, chưa có kết quả sát hạch.")
        follow(page.get_by_role("button", name="Lưu giải trình"))
        expect(page.get_by_role("status")).to_contain_text("Giải trình không sửa được nữa.")
        expect(page.locator("h1")).to_have_text("Không còn chênh lệch nào chờ giải trình")
        assert visit.complaints == []
    with act_as("province_a") as visit:
        page = visit.open("/runs/RUN0PEN/publish")
        expect(page.get_by_role("button", name="Công bố kết quả")).to_be_visible()


def test_auditor_sees_rates_of_groups_in_english_and_no_person(act_as: Visiting) -> None:
    with act_as("auditor_a", language="en") as visit:
        page = visit.open("/fairness/RUNA")
        expect(page.locator("table").first).to_contain_text("60%")
        for path in ("/people", "/runs/RUNA/verdicts", REVIEWED):
            expect(visit.open(path).locator("h1")).to_have_text("Not allowed")
