"""Every macro on one page with things as an office has them: what the look is judged and tested on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace as Thing
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader

from api.look.addresses import Address
from api.look.forms import Choice, Field
from api.look.navigation import menu
from api.look.tables import Column, Facet, FacetOption, Filter, Table
from api.rendering import TEMPLATES, Shell, environment
from recommender.permissions import Grant, Role, Viewer

FOLDER = Path(__file__).resolve().parent
VIEWER = Viewer(user_id="u1", name="Nguyễn Thị Ánh", grants=(Grant(role=Role.PROVINCE_HR, unit_id="01"),))
NAMES = (
    ("Lê Văn Đức Anh", "Văn phòng – Thống kê", "meets", 0.94, 56),
    ("Nguyễn Hoàng Thanh Bình", "Tư pháp – Hộ tịch", "needs_review", 0.62, 40),
    ("Trần Thị Mỹ Chi", "Địa chính – Nông nghiệp – Xây dựng và Môi trường", "does_not_meet", 0.12, 24),
    ("Phạm Minh Đạt", "Tài chính – Kế toán", "meets", 0.91, 48),
    ("Hoàng Thị Ngọc Giàu", "Văn hóa – Xã hội", "needs_review", 0.55, 40),
)


def frame(language: str, *, path: str = "/runs/1/verdicts", theme: str = "") -> Shell:
    """The frame around the page of somebody of a province."""
    return Shell(
        language=language, theme=theme, viewer=VIEWER, unit_name="Thành phố Hà Nội", menu=menu(VIEWER, path),
        here=path, version="0.1.0", contact="Sở Nội vụ, 024 3825 0000",
    )  # fmt: skip


def gallery(language: str, *, path: str = "/runs/1/verdicts", theme: str = "") -> str:
    """The page of all macros."""
    shown = environment(language).overlay(loader=ChoiceLoader([FileSystemLoader(TEMPLATES), FileSystemLoader(FOLDER)]))
    return shown.get_template("gallery.html").render(shell=frame(language, path=path, theme=theme), **_things())


def _things() -> dict[str, Any]:
    return {
        "title": "27 người cần xem xét lại trước khi kết luận",
        "lead": "Trong 1.260 người đã rà soát, 1.021 người đáp ứng vị trí đang giữ.",
        "run_name": "Đợt rà soát quý IV/2026",
        "day": date(2026, 3, 5),
        "texts": Thing(
            signed="Đã ký 12 kết luận",
            note="Người được kết luận sẽ thấy kết quả khi đợt rà soát được công bố.",
            open="Đang xem xét",
            quote="Tham mưu giải quyết hồ sơ đăng ký hộ tịch trên phần mềm dùng chung",
            kind="Nhiệm vụ đang được giao",
            source="nhan_su.xlsx, trang Hồ sơ, ô F12",
            matched="khớp với “Đăng ký, quản lý hộ tịch” theo nghĩa, độ tin cậy 0,71",
            verb="Ký kết luận",
            back="Quay lại",
            erase="Xóa dữ liệu",
            says="Nhu cầu lớn nhất là kỹ năng số: 412 lượt người, gấp đôi lĩnh vực kế tiếp.",
            caption="Lượt người cần bồi dưỡng theo chương trình, năm 2027",
            unit="lượt người",
        ),
        "figures": [
            Thing(value="1.260", label="người đã rà soát", note="", url=""),
            Thing(value="81 %", label="đáp ứng vị trí", note="1.021 người", url="/x"),
            Thing(value="27", label="cần xem xét", note="", url="/x"),
            Thing(value="44,5", label="tiết bình quân một người", note="tối thiểu 40", url=""),
        ],
        "todos": [
            Thing(count=27, label="kết luận chờ ký", url="/a", note="12 trường hợp chưa chắc chắn đứng đầu danh sách"),
            Thing(count=3, label="kiến nghị sắp đến hạn", url="/b", note="sớm nhất 25/11/2026"),
            Thing(count=0, label="tệp nhập có lỗi", url="/c", note=""),
        ],
        "reasons": [
            "Tiêu chuẩn: ngành đào tạo gần với danh mục, cần người có thẩm quyền xem xét.",
            "Năng lực: ước lượng đạt 72 % yêu cầu (mức cần 80 %).",
            "Mới có kết quả đánh giá cho 35 % yêu cầu.",
        ],
        "change": "Có kết quả sát hạch mới đạt mức 3 về: Đăng ký hộ tịch (hiện ước lượng 1,9, cần mức 2) → đáp ứng",
        "strips": [
            Thing(minimum=2, maximum=3, level=1.6, sd=0.4, test=1.4, supervisor=2.0, peer=None, self_rating=3.1),
            Thing(minimum=2, maximum=3, level=2.9, sd=0.3, test=2.9, supervisor=3.2, peer=2.6, self_rating=3.4),
            Thing(minimum=3, maximum=3, level=2.6, sd=0.7, test=None, supervisor=2.6, peer=None, self_rating=None),
            Thing(minimum=1, maximum=2, level=None, sd=None, test=None, supervisor=None, peer=None, self_rating=None),
        ],
        **_table(),
        **_forms(),
        **_charts(),
    }


def _table() -> dict[str, Any]:
    address = Address.of("/runs/1/verdicts", [("verdict", "needs_review"), ("field", "tu-phap"), ("sort", "-p")])
    columns = (
        Column(label="Họ và tên", sort="name"),
        Column(label="Vị trí việc làm", sort="position"),
        Column(label="Kết luận đề xuất", sort="verdict"),
        Column(label="Khả năng đáp ứng", sort="p", is_number=True),
        Column(label="Bồi dưỡng", unit="tiết", is_number=True),
        Column(label="Vì sao", is_wide=True),
    )
    rows = [
        Thing(
            id=i,
            name=name,
            code=f"HN-{i:04}",
            position=position,
            verdict=verdict,
            p=p,
            hours=hours,
            reason="Mới có kết quả đánh giá cho 35 % yêu cầu, chưa đủ để kết luận",
        )
        for i, (name, position, verdict, p, hours) in enumerate(NAMES * 4)
    ]
    table = Table(
        caption="Kết luận đề xuất",
        columns=columns,
        rows=rows,
        address=address,
        total=1260,
        next_cursor="abc",
        filters=(
            Filter(label="Cần xem xét", off=address.without("verdict")),
            Filter(label="Tư pháp", off=address.without("field")),
        ),
        exports=(("Excel", address.to("/x.xlsx")), ("CSV", address.to("/x.csv"))),
    )
    empty = Table(
        caption="Trống",
        columns=columns,
        rows=[],
        address=address,
        empty="Không ai khớp với bộ lọc này.",
        empty_next="Bỏ bớt một điều kiện.",
        filters=table.filters,
    )
    options = tuple(
        FacetOption(label=text, address=address.toggled("verdict", code), count=count, is_on=code == "needs_review")
        for text, code, count in (
            ("Đáp ứng", "meets", 1021),
            ("Cần xem xét", "needs_review", 27),
            ("Chưa đáp ứng", "does_not_meet", 212),
        )
    )
    return {
        "table": table,
        "empty_table": empty,
        "facet_list": [Facet(label="Kết luận", options=options)],
        "search": Field(name="q", label="Tìm theo tên hoặc mã, không cần dấu", kind="search", is_required=True),
        "names": [name for name, *_ in NAMES],
    }


def _forms() -> dict[str, Any]:
    picks = (
        Choice(value="a", label="Hồ sơ có minh chứng mới", hint="Nêu số, ngày của văn bản"),
        Choice(value="b", label="Đánh giá trực tiếp khác với ước lượng"),
    )
    fields = (
        Field(
            name="who",
            label="Tên đăng nhập",
            value="anh.nt",
            hint="Thư công vụ hoặc mã cán bộ",
            error="Nhập tên đăng nhập",
            is_required=True,
            autocomplete="username",
        ),
        Field(name="when", label="Ngày quyết định", hint="Ví dụ 05/03/2026", width="short", inputmode="numeric"),
        Field(
            name="unit",
            label="Đơn vị",
            choices=(Choice(value="", label="Chọn đơn vị"), Choice(value="1", label="Phường Ba Đình")),
            is_required=True,
        ),
        Field(name="reason", label="Lý do", choices=picks, value="a", error="Chọn một lý do", is_required=True),
        Field(name="text", label="Giải thích", hint="Người được kết luận sẽ đọc nội dung này"),
        Field(name="file", label="Tệp minh chứng", kind="file", hint="PDF, ảnh, tối đa 10 MB"),
        Field(name="sure", label="Tôi đã đọc minh chứng", value="yes"),
    )
    return {"fields": fields}


def _charts() -> dict[str, Any]:
    labels = ("Kỹ năng số", "Hộ tịch", "Tiếp công dân", "Đất đai", "Soạn thảo văn bản")
    return {
        "bars": [
            Thing(label=label, value=value, url="/x")
            for label, value in zip(labels, (412, 204, 180, 77, 9), strict=True)
        ],
        "mixes": [
            Thing(label=label, meets=80 - i * 9, needs_review=3 + i * 2, does_not_meet=12 + i * 5, url="/x")
            for i, label in enumerate(("Phường Ba Đình", "Phường Hoàn Kiếm", "Xã Đông Anh"))
        ],
        "balances": [
            Thing(label=label, value=value, url="") for label, value in zip(labels, (3, -1.5, 0, 2, -4), strict=True)
        ],
        "heat": [
            Thing(label=label, url="", values=[(i + 2) * (j + 1) ** 2 if (i + j) % 4 else None for j in range(4)])
            for i, label in enumerate(labels)
        ],
        "groups": [
            Thing(
                label="Quý I/2027",
                steps=[
                    Thing(
                        name="Kỹ năng số cho cán bộ cấp xã",
                        periods=16,
                        reason="Khắc phục: Ứng dụng công nghệ thông tin (mức 1,6, cần 2).",
                        is_done=True,
                    )
                ],
            ),
            Thing(
                label="Quý II/2027",
                steps=[
                    Thing(
                        name="Nghiệp vụ hộ tịch",
                        periods=24,
                        reason="Khắc phục: Đăng ký, quản lý hộ tịch.",
                        is_done=False,
                    ),
                    Thing(name="Tiếp công dân", periods=8, reason="Phát triển thêm.", is_done=False),
                ],
            ),
        ],
    }
