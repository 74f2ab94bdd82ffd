"""Five journeys by keyboard alone: no pointer, the focus seen at every step, the way over the head of each page."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visiting
from tests.journeys.keys import Keys
from tests.journeys.preparing import course_is_planned, objection_is_open
from tests.journeys.server import PASSWORD
from tests.journeys.site import Site


def test_keyboard_signs_in_and_out(act_as: Visiting, busy_site: Site) -> None:
    with act_as() as visit:
        page, keys = visit.open("/sign-in"), Keys(visit.page)
        keys.skip()
        keys.to(page.get_by_label("Tên đăng nhập"))
        keys.type("officer")
        keys.to(page.get_by_label("Mật khẩu"))
        keys.type(PASSWORD)
        keys.to(page.get_by_role("button", name="Đăng nhập"))
        keys.go()
        expect(page.locator("h1")).to_have_text("Kết quả của tôi")
        keys.to(page.locator("summary", has_text="Tài khoản officer"))
        keys.press("Enter")
        keys.to(page.get_by_role("button", name="Đăng xuất"))
        keys.go("Space")
        expect(page.get_by_role("status")).to_contain_text("Đã đăng xuất")
        assert visit.complaints == []
    busy_site.renew("officer")


def test_keyboard_decides_on_a_verdict(act_as: Visiting) -> None:
    with act_as("decider_a") as visit:
        page, keys = visit.open("/runs/RUNA/verdicts?verdict=does_not_meet"), Keys(visit.page)
        keys.skip()
        keys.to(page.get_by_role("link", name="Lê Thị Thu Hà"))
        keys.go()
        expect(page.locator("h1")).to_have_text("Lê Thị Thu Hà")
        keys.skip()
        keys.to(page.get_by_label("Đáp ứng", exact=True))
        keys.press("ArrowDown")
        expect(page.get_by_label("Chưa đáp ứng", exact=True)).to_be_checked()
        keys.press("ArrowUp")
        expect(page.get_by_label("Đáp ứng", exact=True)).to_be_checked()
        keys.to(page.get_by_label("Lý do khi khác"))
        keys.press("ArrowDown", times=4)
        expect(page.get_by_label("Lý do khi khác")).to_have_value("work_results")
        keys.to(page.get_by_label("Giải thích"))
        keys.type("Kết quả công việc năm 2026 đạt yêu cầu.")
        keys.to(page.get_by_role("button", name="Ký quyết định"))
        keys.go()
        expect(page.get_by_role("status")).to_contain_text("Đã ghi quyết định")
        expect(page.locator("main")).to_contain_text("Kết quả công việc năm 2026 đạt yêu cầu.")
        assert visit.complaints == []


def test_keyboard_lodges_an_objection_after_a_mistake(act_as: Visiting, busy_site: Site) -> None:
    objection_is_open(busy_site, is_there=False)
    with act_as("officer") as visit:
        page, keys = visit.open("/me"), Keys(visit.page)
        keys.skip()
        keys.to(page.get_by_role("link", name="Tôi không đồng ý"))
        keys.go()
        keys.skip()
        keys.to(page.get_by_label("Điều gì chưa đúng, và vì sao?"))
        keys.type("Sai rồi.")
        keys.to(page.get_by_role("button", name="Gửi kiến nghị"))
        keys.go()
        expect(page.get_by_role("alert")).to_be_focused()
        keys.to(page.get_by_label("Điều gì chưa đúng, và vì sao?"))
        keys.press("End")
        keys.type(" Chứng chỉ năm 2025 chưa được tính.")
        keys.to(page.get_by_role("link", name="Quay lại"))
        keys.to(page.get_by_role("button", name="Gửi kiến nghị"), "Shift+Tab")
        keys.go("Space")
        expect(page.get_by_role("status")).to_contain_text("Đã gửi kiến nghị")
        expect(page.locator("main")).to_contain_text("Sai rồi. Chứng chỉ năm 2025 chưa được tính.")
        assert visit.complaints == []


def test_keyboard_marks_a_course_done_and_wishes(act_as: Visiting, busy_site: Site) -> None:
    course_is_planned(busy_site)
    with act_as("officer", width=390) as visit:
        page, keys = visit.open("/me"), Keys(visit.page)
        keys.to(page.locator("summary", has_text="Các mục"))
        keys.press("Enter")
        keys.to(page.get_by_role("link", name="Kế hoạch của tôi"))
        keys.go()
        expect(page.locator("h1")).to_have_text("Kế hoạch bồi dưỡng năm 2027")
        keys.skip()
        keys.to(page.locator("summary", has_text="Nguyện vọng"))
        keys.press("Space")
        keys.to(page.get_by_label("Nguyện vọng về chương trình này"))
        keys.type("Học trực tuyến.")
        keys.to(page.get_by_role("button", name="Gửi nguyện vọng"))
        keys.go()
        expect(page.locator("article.step")).to_contain_text("Nguyện vọng: Học trực tuyến.")
        keys.skip()
        keys.to(page.get_by_label("Ngày học xong"))
        keys.type("20/11/2026")
        keys.to(page.get_by_role("button", name="Đánh dấu đã học"))
        keys.go("Space")
        expect(page.locator(".hours")).to_contain_text("Đã học 40 tiết")
        assert visit.complaints == []


def test_keyboard_filters_searches_and_pages_a_list(act_as: Visiting) -> None:
    with act_as("province_b") as visit:
        page, keys = visit.open("/runs/RUNB/verdicts"), Keys(visit.page)
        keys.skip()
        keys.to(page.locator(".facets").get_by_role("link", name=re.compile("^Cần xem xét")))
        keys.go()
        expect(page.locator("tbody tr")).to_have_count(1)
        keys.skip()
        keys.to(page.get_by_role("link", name="Bỏ mọi bộ lọc"))
        keys.go()
        expect(page.locator("tbody tr")).to_have_count(4)
        visit.open("/people")
        keys.skip()
        keys.to(page.get_by_label("Tìm"))
        keys.type("trieu dong")
        keys.go()
        expect(page.locator("h1")).to_have_text("60 cán bộ, công chức")
        expect(page.locator("tbody tr")).to_have_count(50)
        keys.skip()
        keys.to(page.get_by_role("link", name="Trang sau"))
        keys.go()
        expect(page.locator("tbody tr")).to_have_count(10)
        keys.skip()
        keys.to(page.get_by_role("link", name="Về trang đầu"))
        keys.go()
        expect(page.locator("tbody tr")).to_have_count(50)
        assert visit.complaints == []
