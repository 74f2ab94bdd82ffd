"""The sections of the menu that a viewer may open, in a fixed order, from one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from recommender.permissions import Action, Viewer


def marked(text: str) -> str:
    """The text as it is, marked for translation where it is shown."""
    return text


N_: Callable[[str], str] = marked


@dataclass(frozen=True, kw_only=True)
class Section:
    """An entry of the menu: its words (Vietnamese, translated where shown), address and what opens it."""

    label: str
    path: str
    does: str = ""
    """What one does there, in a line, for the home page."""
    actions: tuple[Action, ...] = ()
    """Any of them opens it; none = everybody who is signed in."""

    def is_current(self, path: str) -> bool:
        """Whether a page lies in this section."""
        return path == self.path or (self.path != "/" and path.startswith(f"{self.path}/"))


SECTIONS: Final = (
    Section(label=N_("Trang chính"), path="/"),
    Section(
        label=N_("Kết quả của tôi"),
        path="/me",
        does=N_("Đáp ứng vị trí đến đâu, vì sao, và điều gì sẽ làm thay đổi kết luận"),
        actions=(Action.SEE_OWN,),
    ),
    Section(
        label=N_("Kế hoạch của tôi"),
        path="/me/plan",
        does=N_("Các lớp nên học, thứ tự và số tiết so với mức tối thiểu"),
        actions=(Action.SEE_OWN,),
    ),
    Section(
        label=N_("Minh chứng"),
        path="/me/evidence",
        does=N_("Xem, bổ sung và sửa hồ sơ được dùng để đánh giá"),
        actions=(Action.SEE_OWN,),
    ),
    Section(
        label=N_("Dữ liệu của tôi"),
        path="/me/data",
        does=N_("Xem, tải về dữ liệu về mình và ai đã xem"),
        actions=(Action.SEE_OWN,),
    ),
    Section(
        label=N_("Tổng quan"),
        path="/dashboard",
        does=N_("Tình hình rà soát và bồi dưỡng theo đơn vị"),
        actions=(Action.SEE_TOTALS,),
    ),
    Section(
        label=N_("Nhập dữ liệu"),
        path="/imports",
        does=N_("Đưa tệp nhân sự, kết quả sát hạch và biên chế vào hệ thống"),
        actions=(Action.IMPORT,),
    ),
    Section(
        label=N_("Rà soát"),
        path="/runs",
        does=N_("Chạy rà soát, xem kết luận đề xuất và ký kết luận"),
        actions=(Action.SEE_PEOPLE,),
    ),
    Section(
        label=N_("Nhân sự"),
        path="/people",
        does=N_("Tìm một người, xem hồ sơ, kết luận và kế hoạch bồi dưỡng"),
        actions=(Action.SEE_PEOPLE,),
    ),
    Section(
        label=N_("Danh mục vị trí"),
        path="/positions",
        does=N_("Yêu cầu của từng vị trí; đưa bản mô tả công việc vào danh mục"),
        actions=(Action.SEE_PEOPLE, Action.MANAGE_CATALOGUE),
    ),
    Section(
        label=N_("Kiến nghị"),
        path="/objections",
        does=N_("Trả lời kiến nghị về kết luận trong thời hạn"),
        actions=(Action.ANSWER_OBJECTION,),
    ),
    Section(
        label=N_("Cân đối"),
        path="/balance",
        does=N_("Thừa, thiếu theo vị trí và đơn vị so với ba mốc biên chế"),
        actions=(Action.SEE_BALANCE,),
    ),
    Section(
        label=N_("Điều chuyển"),
        path="/moves",
        does=N_("Phương án điều chuyển để xem xét, kèm lý do"),
        actions=(Action.SEE_MOVES,),
    ),
    Section(
        label=N_("So sánh nhóm"),
        path="/fairness",
        does=N_("Các nhóm đáp ứng vị trí với tỷ lệ thế nào, chênh lệch nào phải giải trình"),
        actions=(Action.SEE_FAIRNESS,),
    ),
    Section(
        label=N_("Nhu cầu bồi dưỡng"),
        path="/demand",
        does=N_("Bao nhiêu người cần học gì, ở đâu, khi nào"),
        actions=(Action.SEE_DEMAND,),
    ),
    Section(
        label=N_("Cử đi học"),
        path="/classes",
        does=N_("Lớp đang nhận học viên, ai cần học, cử người và lấy mã học viên"),
        actions=(Action.SEE_PEOPLE,),
    ),
    Section(
        label=N_("Chương trình"),
        path="/courses",
        does=N_("Chương trình của cơ sở: thêm, sửa, kết quả đầu ra"),
        actions=(Action.EDIT_COURSES,),
    ),
    Section(
        label=N_("Lớp học"),
        path="/offerings",
        does=N_("Mở lớp, chỗ trống, đưa kết quả học tập vào"),
        actions=(Action.EDIT_COURSES,),
    ),
    Section(
        label=N_("Quản trị"),
        path="/admin",
        does=N_("Tài khoản, đơn vị, danh mục, thiết lập và nhật ký"),
        actions=(Action.MANAGE_USERS, Action.MANAGE_SETTINGS),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A section as the menu shows it."""

    label: str
    path: str
    does: str
    is_current: bool


def menu(viewer: Viewer | None, path: str) -> tuple[Entry, ...]:
    """The sections of this viewer; the most exact one that holds the page is current."""
    if viewer is None:
        return ()
    opened = [
        section for section in SECTIONS if not section.actions or any(viewer.may(action) for action in section.actions)
    ]
    holding = [section.path for section in opened if section.is_current(path)]
    current = max(holding, key=len, default="")
    return tuple(
        Entry(label=section.label, path=section.path, does=section.does, is_current=section.path == current)
        for section in opened
    )
