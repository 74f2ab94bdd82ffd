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
    actions: tuple[Action, ...] = ()
    """Any of them opens it; none = everybody who is signed in."""

    def is_current(self, path: str) -> bool:
        """Whether a page lies in this section."""
        return path == self.path or (self.path != "/" and path.startswith(f"{self.path}/"))


SECTIONS: Final = (
    Section(label=N_("Trang chính"), path="/"),
    Section(label=N_("Kết quả của tôi"), path="/me", actions=(Action.SEE_OWN,)),
    Section(label=N_("Kế hoạch của tôi"), path="/me/plan", actions=(Action.SEE_OWN,)),
    Section(label=N_("Minh chứng"), path="/me/evidence", actions=(Action.SEE_OWN,)),
    Section(label=N_("Dữ liệu của tôi"), path="/me/data", actions=(Action.SEE_OWN,)),
    Section(label=N_("Tổng quan"), path="/dashboard", actions=(Action.SEE_TOTALS,)),
    Section(label=N_("Nhập dữ liệu"), path="/imports", actions=(Action.IMPORT,)),
    Section(label=N_("Rà soát"), path="/runs", actions=(Action.SEE_PEOPLE,)),
    Section(label=N_("Nhân sự"), path="/people", actions=(Action.SEE_PEOPLE,)),
    Section(label=N_("Kiến nghị"), path="/objections", actions=(Action.ANSWER_OBJECTION,)),
    Section(label=N_("Vị trí việc làm"), path="/positions", actions=(Action.SEE_PEOPLE, Action.MANAGE_CATALOGUE)),
    Section(label=N_("Cân đối"), path="/balance", actions=(Action.SEE_BALANCE,)),
    Section(label=N_("Điều chuyển"), path="/moves", actions=(Action.SEE_MOVES,)),
    Section(label=N_("Nhu cầu bồi dưỡng"), path="/demand", actions=(Action.SEE_DEMAND,)),
    Section(label=N_("Chương trình"), path="/courses", actions=(Action.EDIT_COURSES,)),
    Section(label=N_("Lớp học"), path="/offerings", actions=(Action.EDIT_COURSES,)),
    Section(label=N_("Quản trị"), path="/admin", actions=(Action.MANAGE_USERS, Action.MANAGE_SETTINGS)),
)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A section as the menu shows it."""

    label: str
    path: str
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
        Entry(label=section.label, path=section.path, is_current=section.path == current) for section in opened
    )
