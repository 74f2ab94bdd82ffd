"""Coming in and going out: by password, by link, with the second step, with and without scripts, by keyboard alone."""

from __future__ import annotations

import re

import pyotp
from playwright.sync_api import Page, expect

from tests.journeys.checks import axe_violations
from tests.journeys.conftest import Visiting
from tests.journeys.server import NEWCOMER, PASSWORD
from tests.journeys.site import Site, Visit
from tests.journeys.steps import follow


def sign_in(page: Page, site: Site, login: str, password: str = PASSWORD) -> None:
    """Fills the sign-in form and sends it."""
    page.goto(f"{site.url}/sign-in")
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(password)
    follow(page.get_by_role("button", name="Đăng nhập"))


def set_up_authenticator(visit: Visit) -> str:
    """Walks from the page that explains the second step to the recovery codes; the authenticator's secret."""
    page = visit.page
    follow(page.get_by_role("button", name="Bắt đầu thiết lập"))
    secret = page.locator(".secret").inner_text().replace(" ", "")
    assert re.fullmatch(r"[A-Z2-7]{32}", secret)
    if visit.has_script:
        assert axe_violations(page) == []
    page.get_by_label("Mã xác thực").fill(visit.site.code_of(secret))
    follow(page.get_by_role("button", name="Hoàn tất thiết lập"))
    expect(page.get_by_role("heading", name="Giữ các mã dự phòng")).to_be_visible()
    return secret


def test_officer_signs_in_reads_the_notice_and_signs_out(visit_as: Visiting, site: Site) -> None:
    site.forget_notice("officer")
    with visit_as() as visit:
        page = visit.page
        sign_in(page, site, "officer")
        expect(page).to_have_url(f"{site.url}/notice?first=1")
        follow(page.get_by_role("button", name="Tôi đã đọc, tiếp tục"))
        expect(page).not_to_have_url(re.compile("/notice"))
        expect(page.locator("h1")).to_be_visible()
        page.locator("summary", has_text="Tài khoản officer").click()
        follow(page.get_by_role("button", name="Đăng xuất"))
        expect(page.get_by_role("status")).to_contain_text("Đã đăng xuất")
        page.goto(f"{site.url}/account/sessions")
        expect(page).to_have_url(re.compile(r"/sign-in\?next="))
        assert visit.complaints == []


def test_wrong_password_says_so_keeps_the_name_and_never_the_password(visit_as: Visiting, site: Site) -> None:
    with visit_as() as visit:
        sign_in(visit.page, site, "Officer", "không phải mật khẩu này")
        summary = visit.page.get_by_role("alert")
        expect(summary).to_be_focused()
        expect(summary).to_contain_text("Thông tin đăng nhập không đúng")
        expect(visit.page.get_by_label("Tên đăng nhập")).to_have_value("Officer")
        expect(visit.page.get_by_label("Mật khẩu")).to_have_value("")
        assert axe_violations(visit.page) == []
        assert visit.complaints == []


def test_hr_sets_up_the_second_step_and_comes_back_with_a_code(visit_as: Visiting, site: Site) -> None:
    with visit_as() as visit:
        page = visit.page
        sign_in(page, site, "hr_a2")
        expect(page.get_by_role("heading", name="Thiết lập xác thực hai bước")).to_be_visible()
        page.goto(f"{site.url}/account/sessions")
        expect(page).to_have_url(re.compile("/sign-in/enrol"))
        secret = set_up_authenticator(visit)
        recovery = page.locator(".recovery-codes li").all_inner_texts()
        assert len(set(recovery)) == 10
        follow(page.get_by_role("link", name="Đã cất mã, tiếp tục"))
        expect(page.get_by_role("navigation", name="Các mục")).to_be_visible()
        assert visit.complaints == []
    with visit_as() as again:
        sign_in(again.page, site, "hr_a2")
        field = again.page.get_by_label("Mã xác thực")
        wrong = "000000" if pyotp.TOTP(secret).generate_otp(0) != "000000" else "111111"
        field.fill(wrong)
        follow(again.page.get_by_role("button", name="Tiếp tục"))
        expect(again.page.get_by_role("alert")).to_contain_text("Mã chưa đúng hoặc đã dùng")
        assert axe_violations(again.page) == []
        again.page.get_by_label("Mã xác thực").fill(site.code_of(secret, steps_ahead=1))
        follow(again.page.get_by_role("button", name="Tiếp tục"))
        expect(again.page.get_by_role("navigation", name="Các mục")).to_be_visible()
    with visit_as() as last:
        sign_in(last.page, site, "hr_a2")
        last.page.get_by_label("Mã xác thực").fill(recovery[0].lower())
        follow(last.page.get_by_role("button", name="Tiếp tục"))
        expect(last.page.get_by_role("navigation", name="Các mục")).to_be_visible()
        last.open("/account/two-factor")
        expect(last.page.locator(".lead")).to_contain_text("Còn 9 mã dự phòng")


def test_newcomer_activates_the_account_without_scripts(visit_as: Visiting, site: Site) -> None:
    token = (site.folder / "activation").read_text()
    with visit_as(has_script=False) as visit:
        page = visit.open(f"/activate/{token}")
        expect(page.locator(".lead")).to_contain_text(NEWCOMER)
        page.get_by_label("Mật khẩu mới", exact=True).fill("matkhau12345")
        page.get_by_label("Nhập lại mật khẩu mới").fill("matkhau12345")
        follow(page.get_by_role("button", name="Đặt mật khẩu và đăng nhập"))
        expect(page.get_by_role("alert")).to_contain_text("dễ đoán")
        page.get_by_label("Mật khẩu mới", exact=True).fill("thuyền giấy qua sông mùa lũ")
        page.get_by_label("Nhập lại mật khẩu mới").fill("thuyền giấy qua suối mùa lũ")
        follow(page.get_by_role("button", name="Đặt mật khẩu và đăng nhập"))
        expect(page.get_by_role("alert")).to_contain_text("Hai lần nhập chưa giống nhau")
        page.get_by_label("Mật khẩu mới", exact=True).fill("thuyền giấy qua sông mùa lũ")
        page.get_by_label("Nhập lại mật khẩu mới").fill("thuyền giấy qua sông mùa lũ")
        follow(page.get_by_role("button", name="Đặt mật khẩu và đăng nhập"))
        set_up_authenticator(visit)
        follow(page.get_by_role("link", name="Đã cất mã, tiếp tục"))
        expect(page.locator("summary", has_text="Phan Thị Mới")).to_be_visible()
        page.goto(f"{site.url}/activate/{token}")
        expect(page.locator("h1")).to_contain_text("không còn dùng được")


def test_sign_in_by_keyboard_alone(visit_as: Visiting, site: Site) -> None:
    with visit_as() as visit:
        page = visit.open("/sign-in")
        press = page.keyboard.press
        press("Tab")
        expect(page.locator(":focus")).to_have_text("Đến nội dung chính")
        press("Enter")
        press("Tab")
        expect(page.get_by_label("Tên đăng nhập")).to_be_focused()
        page.keyboard.type("officer")
        press("Tab")
        page.keyboard.type(PASSWORD)
        with page.expect_navigation():
            press("Enter")
        expect(page.get_by_role("navigation", name="Các mục")).to_be_visible()
        page.locator("summary", has_text="Tài khoản officer").focus()
        press("Enter")
        expect(page.get_by_role("link", name="Phiên đăng nhập")).to_be_visible()
        press("Escape")
        expect(page.get_by_role("link", name="Phiên đăng nhập")).to_be_hidden()
        expect(page.locator("summary", has_text="Tài khoản officer")).to_be_focused()


def test_other_session_ends_at_once(visit_as: Visiting, site: Site) -> None:
    with visit_as() as first, visit_as() as second:
        sign_in(first.page, site, "officer")
        sign_in(second.page, site, "officer")
        second.open("/account/sessions")
        follow(second.page.get_by_role("button", name="Kết thúc mọi phiên khác"))
        expect(second.page.locator("h1")).to_have_text("Đang đăng nhập ở 1 nơi")
        first.open("/account/sessions")
        expect(first.page).to_have_url(re.compile("/sign-in"))
    # The session that every other journey uses ended with them; the world is given a new one.
    site.renew("officer")


def test_password_is_changed_and_the_old_one_no_longer_opens(visit_as: Visiting, site: Site) -> None:
    fresh = "gió mùa về trên bãi ngô"
    with visit_as("institute") as visit:
        page = visit.open("/account/password")
        page.get_by_label("Mật khẩu hiện tại").fill(PASSWORD)
        page.get_by_label("Mật khẩu mới", exact=True).fill(fresh)
        page.get_by_label("Nhập lại mật khẩu mới").fill(fresh)
        follow(page.get_by_role("button", name="Đổi mật khẩu"))
        expect(page.get_by_role("status")).to_contain_text("Đã đổi mật khẩu")
    with visit_as() as visit:
        sign_in(visit.page, site, "institute")
        expect(visit.page.get_by_role("alert")).to_be_visible()
        sign_in(visit.page, site, "institute", fresh)
        expect(visit.page.get_by_role("navigation", name="Các mục")).to_be_visible()
