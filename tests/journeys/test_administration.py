"""The administrator: accounts by a link shown once, shut out and let in, the audit; and no person's file."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.checks import axe_violations
from tests.journeys.conftest import Visiting
from tests.journeys.server import PASSWORD
from tests.journeys.site import Site
from tests.journeys.steps import follow
from tests.journeys.test_signing_in import sign_in


def test_administrator_makes_an_account_and_its_owner_comes_in_by_the_link(act_as: Visiting, busy_site: Site) -> None:
    with act_as("administrator") as visit:
        page = visit.open("/admin/users")
        follow(page.get_by_role("link", name="Thêm tài khoản"))
        page.get_by_label("Tên đăng nhập").fill("truong.chinh.tri")
        page.get_by_label("Họ và tên").fill("Trường Chính trị Hoàng Văn Thụ")
        page.get_by_label("Vai trò").select_option(label="Cơ sở đào tạo, bồi dưỡng")
        page.get_by_label("Trong đơn vị").select_option(label="Cả nước")
        follow(page.get_by_role("button", name="Tạo tài khoản"))
        link = page.locator(".secret").inner_text().strip()
        assert link.startswith(f"{busy_site.url}/activate/")
        assert axe_violations(page) == []
        follow(page.get_by_role("link", name="Về tài khoản"))
        assert link not in page.content()
        assert axe_violations(page) == []
        expect(page.locator(".lead")).to_contain_text("Chưa kích hoạt")
    with act_as() as visit:
        page = visit.page
        page.goto(link)
        page.get_by_label("Mật khẩu mới", exact=True).fill("thuyền giấy qua sông mùa lũ")
        page.get_by_label("Nhập lại mật khẩu mới").fill("thuyền giấy qua sông mùa lũ")
        follow(page.get_by_role("button", name="Đặt mật khẩu và đăng nhập"))
        expect(page.locator("h1")).to_be_visible()
        page.goto(f"{busy_site.url}/notice?first=1")
        follow(page.get_by_role("button", name="Tôi đã đọc, tiếp tục"))
        expect(page.locator("h1")).to_contain_text("lượt học của")
        assert visit.complaints == []


def test_account_that_is_shut_out_is_out_at_once_and_let_in_again(act_as: Visiting, busy_site: Site) -> None:
    with act_as("administrator") as visit, act_as() as other:
        sign_in(other.page, busy_site, "institute_2")
        expect(other.page.get_by_role("navigation", name="Các mục")).to_be_visible()
        page = visit.open("/admin/users?q=institute_2")
        follow(page.get_by_role("link", name="institute_2", exact=True))
        follow(page.get_by_role("button", name="Khóa tài khoản"))
        expect(page.locator(".lead")).to_have_text("Tài khoản đang bị khóa.")
        other.open("/courses")
        expect(other.page).to_have_url(re.compile("/sign-in"))
        sign_in(other.page, busy_site, "institute_2", PASSWORD)
        expect(other.page.get_by_role("alert")).to_be_visible()
        follow(page.get_by_role("button", name="Mở khóa tài khoản"))
        expect(page.locator(".lead")).to_have_text("Đang dùng.")
        sign_in(other.page, busy_site, "institute_2", PASSWORD)
        expect(other.page.get_by_role("navigation", name="Các mục")).to_be_visible()
    busy_site.renew("institute_2")


def test_who_moves_to_another_unit_comes_in_again_with_the_new_role(act_as: Visiting, busy_site: Site) -> None:
    with act_as("administrator", has_script=False) as visit, act_as() as other:
        sign_in(other.page, busy_site, "institute_2")
        page = visit.open("/admin/users?q=institute_2")
        follow(page.get_by_role("link", name="institute_2", exact=True))
        follow(page.get_by_role("link", name="Đổi đơn vị, vai trò"))
        page.get_by_label("Xã, phường của tỉnh").select_option(value="01")
        follow(page.get_by_role("button", name="Hiện đơn vị để chọn"))
        page.get_by_label("Trong đơn vị").select_option(value="01")
        page.locator('input[value="fairness_auditor"]').check()
        follow(page.get_by_role("button", name="Xem điều gì thay đổi"))
        expect(page.locator("main")).to_contain_text("Giao: ")
        follow(page.get_by_role("button", name="Đổi đơn vị, vai trò"))
        expect(page.get_by_role("status")).to_contain_text("có hiệu lực từ lần đăng nhập tới")
        other.open("/courses")
        expect(other.page).to_have_url(re.compile("/sign-in"))
        sign_in(other.page, busy_site, "institute_2", PASSWORD)
        expect(other.open("/fairness").locator("h1")).to_be_visible()
        assert visit.complaints == []
    busy_site.renew("institute_2")


def test_audit_tells_who_looked_and_is_unbroken(act_as: Visiting) -> None:
    with act_as("hr_a1") as visit:
        visit.open("/people/01K9PERS0N0000000000000003")
    with act_as("administrator", has_script=False) as visit:
        page = visit.open("/admin/audit")
        page.get_by_label("Tên đăng nhập của người làm").fill("hr_a1")
        page.get_by_label("Về ai, về việc gì").fill("01K9PERS0N0000000000000003")
        follow(page.get_by_role("button", name="Tìm", exact=True))
        expect(page.locator("tbody tr").first).to_contain_text("Tài khoản hr_a1")
        assert "Lê Thị Thu Hà" not in page.content()
        follow(page.get_by_role("link", name="Kiểm tra nguyên vẹn"))
        expect(page.get_by_role("status")).to_contain_text("Nhật ký nguyên vẹn")


def test_administrator_walks_every_part_in_english_and_sees_no_file_of_a_person(act_as: Visiting) -> None:
    with act_as("administrator", language="en") as visit:
        page = visit.open("/admin")
        addresses = [link.get_attribute("href") or "" for link in page.locator(".card-grid a").all()]
        assert len(addresses) >= 6
        for address in addresses:
            page = visit.open(address)
            expect(page.locator("h1")).to_be_visible()
            expect(page.locator("html")).to_have_attribute("lang", "en")
            assert "Lê Thị Thu Hà" not in page.content()
        for path in ("/people", "/runs/RUNA/verdicts", "/me"):
            expect(visit.open(path).locator("h1")).to_have_text(re.compile("Not allowed|Not found"))
        assert visit.complaints == []
