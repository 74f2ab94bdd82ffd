"""The whole road once: a messy workbook, a run by a worker process, a signed decision, publishing, a person who reads
the result and objects, the answer, and the institute that sees how much to teach and no name.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visiting
from tests.journeys.site import Site
from tests.journeys.steps import follow, heading_once_done

LABEL = "Rà soát quý IV tỉnh Cao Bằng"
READING, SCREENING = "Đang đọc tệp", "Đang rà soát"
NAMES = (
    "Hoàng Thị Cẩm", "Nông Văn Dậu", "Bế Thị Hạnh", "Lục Văn Khôi", "Mã Thị Liên", "Đàm Văn Nghĩa", "Vi Thị Oanh",
    "Chu Văn Phong", "Tô Thị Quế", "Lương Văn Sơn",
)  # fmt: skip
DUTIES = "- Tham mưu đăng ký, quản lý hộ tịch\n- Chứng thực bản sao, chữ ký\n- Tiếp nhận hồ sơ tại bộ phận một cửa"


def messy_workbook(path: Path) -> Path:
    """As offices keep it: a title, merged headings, a blank row, days in three ways, marks apart, a wrong position."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "DS CBCC"
    sheet["A1"] = "ỦY BAN NHÂN DÂN PHƯỜNG THỤC PHÁN"
    sheet["A2"] = "DANH SÁCH CÁN BỘ, CÔNG CHỨC (tính đến 20/11/2026)"
    sheet.merge_cells("A2:H2")
    heads = (
        "TT", "Mã CC", "Họ  và tên", "Ngày, tháng, năm sinh", "Đơn vị", "Vị trí việc làm", "Trình độ chuyên môn",
        "Chuyên ngành", "Nhiệm vụ được phân công",
    )  # fmt: skip
    for column, head in enumerate(heads, 1):
        sheet.cell(4, column, head)
    for number, name in enumerate(NAMES):
        born = ("15/3/1985", "1985-03-15", "15.03.1985")[number % 3]
        shown = unicodedata.normalize("NFD", name) if number % 2 else f"  {name.upper()} "
        position = "Chuyên viên về lĩnh vực tư pháp" if number else "II.04"
        row = (number + 1, f"TP-{number:02d}", shown, born, "Phường Thục Phán", position, "ĐH", "Luật", DUTIES)
        for column, value in enumerate(row, 1):
            sheet.cell(6 + number, column, value)
    sheet.cell(6 + len(NAMES), 2, "TP-99")
    sheet.cell(6 + len(NAMES), 3, "Người Không Vị Trí")
    sheet.cell(6 + len(NAMES), 5, "Phường Thục Phán")
    sheet.cell(6 + len(NAMES), 6, "Phi công")
    book.save(path)
    return path


def upload_and_screen(act_as: Visiting, workbook: Path) -> str:
    """HR of the unit: the workbook in and confirmed; HR of the province: screened. The address of the run."""
    with act_as("hr_b1") as visit:
        page = visit.open("/imports")
        page.get_by_label("Danh sách cán bộ, công chức").set_input_files(workbook)
        follow(page.get_by_role("button", name="Gửi và xem trước"))
        assert heading_once_done(page, READING) == "Xem trước khi xác nhận"
        expect(page.locator("main")).to_contain_text("Hoàng Thị Cẩm")
        expect(page.locator("main")).to_contain_text("Phi công")
        follow(page.get_by_role("button", name="Xác nhận và ghi nhận"))
        expect(page.get_by_role("status")).to_contain_text("chạy rà soát trên dữ liệu mới")
        assert visit.complaints == []
    with act_as("province_b") as visit:
        page = visit.open("/runs/new")
        page.get_by_label("Tên đợt rà soát").fill(LABEL)
        follow(page.get_by_role("button", name="Chạy rà soát"))
        assert "cần người xem xét trước khi kết luận" in heading_once_done(page, SCREENING)
        expect(page.locator(".lead")).to_contain_text(f"{LABEL} · Tỉnh Cao Bằng")
        assert visit.complaints == []
        return page.url.removeprefix(visit.site.url)


def decide_and_publish(act_as: Visiting, run: str) -> None:
    """HR of the province: the person found without diacritics, the decision signed with a reason, the run published."""
    with act_as("province_b") as visit:
        page = visit.open(f"{run}/verdicts?q=hoang thi cam")
        expect(page.locator("tbody tr")).to_have_count(1)
        follow(page.get_by_role("link", name="Hoàng Thị Cẩm"))
        expect(page.locator("main")).to_contain_text("Tham mưu đăng ký, quản lý hộ tịch")
        page.get_by_label("Chưa đáp ứng", exact=True).check()
        page.get_by_label(re.compile("^Lý do (khi khác|quyết định)")).select_option(label="Lý do khác (ghi rõ)")
        page.get_by_label("Giải thích").fill("Cần học thêm về chứng thực trước khi kết luận lại.")
        follow(page.get_by_role("button", name="Ký quyết định"))
        expect(page.get_by_role("status")).to_contain_text("Đã ghi quyết định")
        page = visit.open(f"{run}/verdicts?decided=yes")
        expect(page.locator("tbody tr")).to_have_count(1)
        page = visit.open(f"{run}/publish")
        expect(page.locator("h1")).to_contain_text("Công bố kết quả cho")
        follow(page.get_by_role("button", name="Công bố kết quả"))
        expect(page).to_have_url(visit.site.url + run)
        assert visit.complaints == []


def account_of_the_person(act_as: Visiting) -> str:
    """The administrator: an account tied to the file; the link that opens it."""
    with act_as("administrator") as visit:
        page = visit.open("/admin/users/new")
        page.get_by_label("Xã, phường của tỉnh").select_option(label="Tỉnh Cao Bằng")
        follow(page.get_by_role("button", name="Hiện đơn vị để chọn"))
        page.get_by_label("Tên đăng nhập").fill("hoang.thi.cam")
        page.get_by_label("Họ và tên").fill("Hoàng Thị Cẩm")
        page.get_by_label("Mã cán bộ").fill("TP-00")
        page.get_by_label("Vai trò").select_option(label="Cán bộ, công chức")
        page.get_by_label("Trong đơn vị").select_option(label="Tỉnh Cao Bằng · Phường Thục Phán")
        follow(page.get_by_role("button", name="Tạo tài khoản"))
        return page.locator(".secret").inner_text().strip()


def read_and_object(page: Page, link: str, site: Site) -> None:
    """The person: comes in, reads the notice, the result and the plan, and objects."""
    page.goto(link)
    page.get_by_label("Mật khẩu mới", exact=True).fill("con đò nhỏ bên bến sông quê")
    page.get_by_label("Nhập lại mật khẩu mới").fill("con đò nhỏ bên bến sông quê")
    follow(page.get_by_role("button", name="Đặt mật khẩu và đăng nhập"))
    page.goto(f"{site.url}/")
    follow(page.get_by_role("button", name="Tôi đã đọc, tiếp tục"))
    expect(page.locator("h1")).to_have_text("Kết quả của tôi")
    expect(page.locator(".lead")).to_contain_text(LABEL)
    expect(page.locator("main")).to_contain_text("quyết định của Tài khoản province_b")
    follow(page.get_by_role("link", name="Xem kế hoạch bồi dưỡng"))
    expect(page.locator("h1")).to_contain_text("Kế hoạch bồi dưỡng năm")
    expect(page.locator("article.step").first).to_contain_text("tiết")
    page.goto(f"{site.url}/me")
    follow(page.get_by_role("link", name="Tôi không đồng ý"))
    page.get_by_label("Điều gì chưa đúng, và vì sao?").fill("Tôi đã học lớp chứng thực tháng 5/2026.")
    follow(page.get_by_role("button", name="Gửi kiến nghị"))
    expect(page.get_by_role("status")).to_contain_text("Đã gửi kiến nghị")


def test_messy_workbook_becomes_a_plan_the_person_reads_and_demand_the_institute_sees(
    act_as: Visiting, busy_site: Site, worker: None, tmp_path: Path
) -> None:
    run = upload_and_screen(act_as, messy_workbook(tmp_path / "ds cbcc cuối cùng (2).xlsx"))
    decide_and_publish(act_as, run)
    link = account_of_the_person(act_as)
    with act_as() as person:
        read_and_object(person.page, link, busy_site)
        with act_as("province_b") as visit:
            page = visit.open("/objections")
            follow(page.get_by_role("link", name="Hoàng Thị Cẩm"))
            expect(page.locator("blockquote")).to_contain_text("Tôi đã học lớp chứng thực tháng 5/2026.")
            page.get_by_label("Trả lời").fill("Chấp nhận: bổ sung chứng chỉ rồi rà soát lại.")
            follow(page.get_by_role("button", name="Chấp nhận kiến nghị", exact=True))
            expect(page.get_by_role("status")).to_contain_text("Đã trả lời")
        page = person.open("/me")
        expect(page.locator("main")).to_contain_text("Chấp nhận: bổ sung chứng chỉ rồi rà soát lại.")
        assert person.complaints == []
    with act_as("institute") as visit:
        page = visit.open("/demand")
        expect(page.locator(".lead")).to_contain_text(LABEL)
        expect(page.locator("h1")).to_have_text(
            re.compile(r"Cần tổ chức [1-9][\d.]* lượt học của [1-9]\d* chương trình")
        )
        for name in (*NAMES, "TP-00"):
            assert name not in page.content()
        assert visit.complaints == []
