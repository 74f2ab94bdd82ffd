"""Titles as offices write them, Vietnamese and English, lead to their position by the resolver of the readers."""

from __future__ import annotations

import pytest

from recommender.readers.cells.position_cells import PositionReader
from tests.recommender.readers.books import TODAY
from tests.shipped_catalogue import shipped_catalogue

TITLES = {
    "I.01": (
        "Chánh Văn phòng HĐND-UBND phường | Chánh VP UBND xã | Chief of Office | Head of the Office | "
        "CVP HĐND & UBND | Chánh Văn phòng Hội đồng nhân dân và UBND phường"
    ),
    "I.02": (
        "Phó Chánh văn phòng HĐND – UBND xã | Phó CVP | Deputy Chief of Office | PCVP | Phó Chánh Văn phòng UBND xã"
    ),
    "I.03": "Trưởng phòng chuyên môn UBND phường | Head of division",
    "I.03.KT": (
        "Trưởng phòng Kinh tế xã | Trưởng Phòng KT, HT và ĐT phường | Head of Economy Division | "
        "Trưởng Phòng Kinh tế, Hạ tầng và Đô thị phường"
    ),
    "I.03.VX": (
        "Trưởng phòng VHXH xã | Trưởng Phòng Văn hóa - Xã hội phường | Head of Culture and Society Division | TP VHXH"
    ),
    "I.04": "Deputy head of division | Phó Trưởng phòng UBND phường",
    "I.04.KT": (
        "Phó phòng KT | Phó Trưởng Phòng Kinh tế xã | Deputy Head of Economy Division | "
        "Phó Trưởng phòng Kinh tế, Hạ tầng và Đô thị phường"
    ),
    "I.04.VX": (
        "Phó phòng VHXH | Phó Trưởng phòng Văn hóa Xã hội xã | Deputy Head of Culture and Society Division | "
        "Phó Trưởng Phòng VH&XH"
    ),
    "I.05": (
        "Giám đốc Trung tâm PVHCC xã | Giám đốc TTHCC | Giám đốc Trung tâm Phục vụ hành chính công phường | "
        "Director of Public Service Centre | PASC Director | Giám đốc TT Phục vụ HCC"
    ),
    "I.06": (
        "Phó Giám đốc Trung tâm PVHCC | PGĐ Trung tâm Phục vụ hành chính công xã | "
        "Deputy Director of Public Service Centre | Deputy PASC Director | Phó GĐ TTPVHCC xã"
    ),
    "I.07": (
        "Chỉ huy trưởng Ban CHQS xã | CHT quân sự xã | Chỉ huy trưởng BCHQS phường | Military commander | "
        "Chỉ huy trưởng quân sự phường"
    ),
    "I.08": "Phó Chỉ huy trưởng Ban CHQS xã | Phó CHT quân sự xã | Deputy military commander | PCHT Ban CHQS xã",
    "II.01": (
        "Chuyên viên giúp việc Hội đồng nhân dân xã | CV giúp việc HĐND | Chuyên viên tham mưu HĐND | "
        "People's Council specialist | Công chức giúp việc HĐND xã"
    ),
    "II.02": (
        "Chuyên viên Văn phòng HĐND và UBND | CV Văn phòng | Công chức Văn phòng - Thống kê | "
        "Office specialist | CC VP-TK | Cán bộ văn phòng | Chuyên viên Văn phòng - Thống kê"
    ),
    "II.03": (
        "Chuyên viên quản trị công sở | CV hành chính quản trị | CV Hành chính - Văn phòng | "
        "Administration specialist | Chuyên viên Hành chính - Quản trị"
    ),
    "II.04": (
        "Công chức Tư pháp - Hộ tịch xã | CV tư pháp hộ tịch | Chuyên viên Tư pháp - Hộ tịch | "
        "Chuyên viên hộ tịch | Justice officer | Civil status officer | TP-HT | Cán bộ tư pháp | "
        "Tư pháp hộ tịch xã"
    ),
    "II.05": (
        "Chuyên viên về đối ngoại | CV đối ngoại | Công chức ngoại vụ | External relations specialist | "
        "Foreign affairs specialist | Chuyên viên phụ trách đối ngoại"
    ),
    "II.06": (
        "Chuyên viên Tài chính | CV Tài chính - Kế toán | Công chức Tài chính - Kế toán | "
        "Chuyên viên ngân sách | Finance specialist | Finance officer | TC-KT | Cán bộ tài chính - ngân sách | "
        "Công chức Tài chính | CC TC-KT"
    ),
    "II.07": (
        "Chuyên viên Kế hoạch và Đầu tư | CV kế hoạch, thống kê | Chuyên viên đầu tư công | "
        "Planning and investment specialist | Statistics officer | Công chức kế hoạch, đầu tư | "
        "Cán bộ thống kê"
    ),
    "II.08": (
        "Chuyên viên đăng ký hộ kinh doanh và HTX | CV đăng ký HKD | Công chức hỗ trợ kinh doanh | "
        "Business registration specialist | Business registration officer | Cán bộ đăng ký kinh doanh | "
        "Phụ trách hợp tác xã"
    ),
    "II.09": (
        "Chuyên viên Quy hoạch - Kiến trúc | CV quy hoạch xây dựng, kiến trúc | Chuyên viên kiến trúc | "
        "Urban planning specialist | Planning and architecture specialist | Cán bộ quy hoạch | "
        "Công chức quy hoạch - kiến trúc xã"
    ),
    "II.10": (
        "Chuyên viên quản lý xây dựng | CV hạ tầng - đô thị | Công chức trật tự đô thị | "
        "Construction specialist | Construction officer | Chuyên viên xây dựng cơ bản | Cán bộ xây dựng | "
        "Chuyên viên phụ trách xây dựng"
    ),
    "II.11": (
        "Chuyên viên giao thông | CV GTVT | Cán bộ giao thông | Transport specialist | Transport officer | "
        "Phụ trách giao thông"
    ),
    "II.12": (
        "Chuyên viên Công Thương | CV công nghiệp - thương mại | Chuyên viên quản lý chợ, thương mại | "
        "Industry and trade specialist | Trade officer | Cán bộ công thương | CV thương mại, dịch vụ"
    ),
    "II.13": (
        "Chuyên viên nông nghiệp và phát triển nông thôn | CV nông - lâm nghiệp | Cán bộ nông nghiệp | "
        "Chuyên viên thủy sản | Agriculture specialist | Agriculture officer | CV NN&PTNT | "
        "Công chức nông nghiệp và PTNT | Chuyên viên phụ trách nông nghiệp"
    ),
    "II.14": (
        "Chuyên viên ATTP nông lâm thủy sản | CV chất lượng nông lâm thủy sản | Chuyên viên OCOP và làng nghề | "
        "Food safety specialist (agriculture) | Agro-food safety specialist | "
        "Phụ trách an toàn thực phẩm nông nghiệp | CV ATTP nông nghiệp"
    ),
    "II.15": (
        "Chuyên viên quản lý đất đai | CV Địa chính - Môi trường | Cán bộ địa chính xã | "
        "Công chức ĐC-XD-NN&MT | Land specialist | Land administration officer | Cadastral officer | "
        "Công chức địa chính xã | Cán bộ quản lý đất đai | Chuyên viên phụ trách đất đai"
    ),
    "II.16": (
        "Chuyên viên bảo vệ môi trường | CV TN&MT | CV môi trường và tài nguyên nước | Environment specialist | "
        "Environment officer | Cán bộ môi trường | Phụ trách TNMT"
    ),
    "II.17": (
        "Chuyên viên tổ chức cán bộ | CV nội vụ, cải cách hành chính | Chuyên viên thi đua - khen thưởng | "
        "Home affairs officer | Personnel specialist | Cán bộ nội vụ | Chuyên viên phụ trách nội vụ"
    ),
    "II.18": (
        "Chuyên viên LĐ-TB&XH | Công chức LĐTBXH | CV người có công | Chuyên viên bảo trợ xã hội | "
        "Labour and social affairs officer | Social policy specialist | Cán bộ LĐTBXH | "
        "Công chức chính sách xã hội | Phụ trách lao động - người có công"
    ),
    "II.19": (
        "CV dân tộc, tôn giáo | Chuyên viên dân tộc | Chuyên viên tôn giáo | "
        "Ethnic and religious affairs officer | Cán bộ dân tộc tôn giáo"
    ),
    "II.20": (
        "CV giáo dục | Chuyên viên GD-ĐT | Công chức giáo dục - đào tạo | Education specialist | "
        "Education officer | Chuyên viên phụ trách giáo dục | Cán bộ giáo dục"
    ),
    "II.21": (
        "Chuyên viên văn hóa | CV văn hóa - thể thao - du lịch | Công chức văn hóa thông tin | "
        "Culture specialist | Culture and sport officer | Cán bộ văn hóa thể thao | "
        "Chuyên viên phụ trách văn hóa"
    ),
    "II.22": (
        "Chuyên viên thông tin truyền thông | CV thông tin cơ sở, CĐS | Cán bộ truyền thanh | "
        "Information and communication specialist | Media officer | Phụ trách truyền thanh | "
        "Chuyên viên thông tin, tuyên truyền"
    ),
    "II.23": (
        "CV khoa học công nghệ | Chuyên viên KHCN | Công chức KH&CN | Science and technology specialist | "
        "Science and technology officer | Phụ trách KH&CN"
    ),
    "II.24": (
        "Chuyên viên y tế | CV y tế - dân số | Cán bộ phụ trách y tế | Health officer | "
        "Public health specialist | Công chức y tế | Chuyên viên phụ trách y tế"
    ),
    "II.25": (
        "Chuyên viên Trung tâm PVHCC | CV một cửa | Công chức tiếp nhận hồ sơ | One-stop shop officer | "
        "Administrative procedures specialist | CV KSTTHC | Cán bộ một cửa | Chuyên viên TT PVHCC xã"
    ),
    "II.26": (
        "CV tiếp công dân | Chuyên viên khiếu nại tố cáo | CV tiếp dân, giải quyết KNTC | "
        "Citizen reception officer | Complaints officer | Cán bộ tiếp công dân | Phụ trách tiếp dân"
    ),
    "II.27": (
        "CV CNTT | CV chuyển đổi số | Cán bộ công nghệ thông tin | IT specialist | "
        "Digital transformation specialist | Cán bộ CNTT | Phụ trách chuyển đổi số"
    ),
    "II.28": (
        "CV kiểm tra liên ngành | Chuyên viên thanh tra, kiểm tra | Specialised inspection officer | "
        "Inspection specialist | Cán bộ kiểm tra chuyên ngành"
    ),
    "II.29": "Văn thư xã | Chuyên viên văn thư | CV văn thư | Clerk (records) | Records officer | Cán bộ văn thư xã",
    "II.30": "Chuyên viên lưu trữ | Cán bộ lưu trữ xã | Archives officer | Nhân viên lưu trữ",
    "II.31": (
        "Kế toán trưởng xã | Người phụ trách kế toán | Chief accountant | Head accountant | Phụ trách kế toán UBND xã"
    ),
    "II.32": (
        "Chuyên viên Kế toán | CV kế toán | Kế toán xã | Cán bộ kế toán | Accounting specialist | "
        "Accounting officer | Nhân viên kế toán"
    ),
    "II.33": "Thủ quỹ xã | Cán bộ thủ quỹ | Cashier | Treasurer | Nhân viên thủ quỹ xã",
    "II.34": "Trợ lý Ban CHQS | Trợ lý CHQS xã | Military assistant | Assistant, Military Command | Trợ lý quân sự xã",
    "III.01": "Nhân viên phục vụ cơ quan | Tạp vụ UBND xã | Office attendant | Cleaner | Nhân viên tạp vụ UBND xã",
    "III.02": "Bảo vệ | Bảo vệ UBND xã | Guard | Security guard | Nhân viên bảo vệ UBND phường",
    "III.03": "Lái xe | Lái xe UBND xã | Office driver | Driver | Lái xe của UBND xã",
}
"""By position; the readers get no department here, which would only help them."""

NOT_TITLES = (
    "Chuyên viên", "Công chức xã", "Chuyên viên chính", "Bí thư Đảng ủy", "Chủ tịch UBND xã", "Trưởng Công an xã",
    "Hiệu trưởng", "Kế toán Đảng ủy", "Chuyên viên Phòng Kinh tế", "Phòng Kinh tế", "Officer", "Staff",
)  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> PositionReader:
    return PositionReader(shipped_catalogue().positions, today=TODAY)


@pytest.mark.parametrize("position_id", sorted(TITLES))
def test_titles_as_offices_write_them_name_one_position(reader: PositionReader, position_id: str) -> None:
    found = {
        title: [held.position_id for held in reader.read(title).held] for title in TITLES[position_id].split(" | ")
    }
    assert {title: ids for title, ids in found.items() if ids != [position_id]} == {}


def test_the_list_has_every_position_and_enough_titles() -> None:
    assert set(TITLES) == set(shipped_catalogue().positions)
    assert sum(len(titles.split(" | ")) for titles in TITLES.values()) >= 250


@pytest.mark.parametrize("text", NOT_TITLES)
def test_a_department_a_party_post_or_a_bare_kind_of_officer_names_no_position(
    reader: PositionReader, text: str
) -> None:
    assert reader.read(text).held == ()


def test_two_posts_in_one_cell_stay_two(reader: PositionReader) -> None:
    cell = reader.read("Chuyên viên Tài chính (60%), Kế toán (40%)")
    assert [(held.position_id, held.share) for held in cell.held] == [("II.06", 0.6), ("II.32", 0.4)]
