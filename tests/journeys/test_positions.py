"""A province takes a Word job description over: sent, looked at, corrected, used by its communes, retired again."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.checks import axe_violations
from tests.journeys.conftest import Visiting
from tests.journeys.steps import follow
from tests.training_catalog.word_form.forms import Form, write_form

LEVELS = (
    ("Nhóm năng lực chung", "- Đạo đức và bản lĩnh", ""),
    ("Nhóm năng lực chung", "- Sử dụng công nghệ thông tin", "2-3"),
    ("Nhóm năng lực chuyên môn", "- Khả năng thực hiện hoạt động chuyên môn, nghiệp vụ", "2-3"),
)
TITLE, CODE = "Công chức chăm sóc cây xanh", "HN-CX-01"


def test_a_word_file_becomes_a_position_that_the_communes_are_screened_with(act_as: Visiting, tmp_path: Path) -> None:
    file = write_form(tmp_path / "Bản mô tả cây xanh.docx", Form(title=TITLE, code=CODE, levels=LEVELS))
    with act_as("province_a") as visit:
        page = visit.open("/positions")
        follow(page.get_by_role("link", name="Đưa bản mô tả công việc vào"))
        page.get_by_label("Bản mô tả công việc").set_input_files(file)
        follow(page.get_by_role("button", name="Gửi và xem trước"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Đọc được gì từ bản mô tả?")
        expect(page.get_by_text("“Đạo đức và bản lĩnh” để trống cấp độ")).to_be_visible()
        expect(page.get_by_label("Mã vị trí")).to_have_value(CODE)
        assert axe_violations(page) == []

        follow(page.get_by_role("button", name="Đưa vào danh mục"))
        expect(page.get_by_role("alert")).to_contain_text("chỗ phải xem")
        page.get_by_label("Đạo đức và bản lĩnh").fill("9")
        follow(page.get_by_role("button", name="Lưu chỉnh sửa"))
        expect(page.get_by_role("alert")).to_contain_text("từ 1 đến 5")
        expect(page.get_by_label("Đạo đức và bản lĩnh")).to_have_value("9")
        page.get_by_label("Đạo đức và bản lĩnh").fill("2-3")
        page.get_by_label("Lĩnh vực").select_option("environment_land")
        page.get_by_label("Đã xem các vấn đề ở trên").check()
        follow(page.get_by_role("button", name="Đưa vào danh mục"))
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
        expect(page.get_by_role("status")).to_contain_text("Đã đưa vào danh mục")
        assert visit.complaints == []

    with act_as("hr_a1") as visit:
        page = visit.open("/positions?q=cay+xanh")
        follow(page.get_by_role("link", name=TITLE))
        expect(page.get_by_text("cần 2–3").first).to_be_visible()
        expect(page.get_by_text("Bản mô tả cây xanh.docx").first).to_be_visible()
        assert visit.complaints == []
    with act_as("hr_b1") as visit:
        expect(visit.open("/positions?q=cay+xanh").get_by_text("Không có vị trí nào khớp.")).to_be_visible()

    with act_as("province_a") as visit:
        page = visit.open(f"/positions/{CODE}")
        follow(page.get_by_role("link", name=re.compile("Ngừng dùng")))
        expect(page.get_by_role("heading", level=1)).to_have_text("Ngừng dùng bản mô tả riêng?")
        follow(page.get_by_role("button", name="Ngừng dùng"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Rà soát theo những vị trí nào?")
        expect(visit.open("/positions?q=cay+xanh").get_by_text("Không có vị trí nào khớp.")).to_be_visible()
        assert visit.complaints == []


def test_the_whole_way_works_in_english_without_scripts(act_as: Visiting, tmp_path: Path) -> None:
    file = write_form(tmp_path / "clerk.docx", Form(title="Chuyên viên về lĩnh vực tư pháp", code="II.04"))
    with act_as("administrator_a", language="en", has_script=False) as visit:
        page = visit.open("/positions/upload")
        page.get_by_label("Job description").set_input_files(file)
        follow(page.get_by_role("button", name="Send and preview"))
        expect(page.get_by_text("It takes the place of a national position")).to_be_visible()
        page.get_by_role("checkbox", name="Keep task 2").uncheck()
        if page.get_by_label("The problems above were looked at").count():
            page.get_by_label("The problems above were looked at").check()
        follow(page.get_by_role("button", name="Take into the catalogue"))
        expect(page.get_by_role("status")).to_contain_text("Taken into the catalogue")
        expect(page.get_by_text("Trồng cây trong sân.").first).to_be_visible()
        assert visit.complaints == []
