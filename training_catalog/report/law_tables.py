"""Legal acts by their effect on a day, the rows that name them, and the days on which much changes."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from enum import StrEnum

from training_catalog.report.tables import Cell, Column, ReportTable, Words, table
from training_catalog.types import Catalogue, Law

SOON = timedelta(days=365)


class Effect(StrEnum):
    """The state of an act on a day."""

    IN_FORCE = "in_force"
    ENDS_SOON = "ends_soon"
    """In force, but for less than a year."""
    NOT_YET = "not_yet"
    ENDED = "ended"
    UNDATED = "undated"
    """Issued, no date of effect found; taken for in force."""
    UNKNOWN = "unknown"
    """Neither day found; taken for in force."""


EFFECTS = {
    Effect.IN_FORCE: Words("Còn hiệu lực", "In force"),
    Effect.ENDS_SOON: Words("Hết hiệu lực trong 12 tháng tới", "Ends within 12 months"),
    Effect.NOT_YET: Words("Chưa có hiệu lực", "Not yet in force"),
    Effect.ENDED: Words("Hết hiệu lực", "Out of force"),
    Effect.UNDATED: Words("Đã ban hành, chưa rõ ngày hiệu lực", "Issued, date of effect not found"),
    Effect.UNKNOWN: Words("Chưa rõ ngày ban hành, ngày hiệu lực", "Neither date found"),
}


def effect_of(law: Law, today: date) -> Effect:
    """The state of the act on that day; it is out of force from its `ended_on`."""
    if law.ended_on and law.ended_on <= today:
        return Effect.ENDED
    if law.effective_from and law.effective_from > today:
        return Effect.NOT_YET
    if law.ended_on and law.ended_on <= today + SOON:
        return Effect.ENDS_SOON
    if law.effective_from:
        return Effect.IN_FORCE
    return Effect.UNDATED if law.issued_on else Effect.UNKNOWN


def effects_table(catalogue: Catalogue, *, today: date) -> ReportTable:
    """How many acts are in each state, and how many tasks name them."""
    uses = uses_of(catalogue)
    laws = {effect: [law for law in catalogue.laws.values() if effect_of(law, today) is effect] for effect in Effect}
    rows: list[tuple[Cell, ...]] = [
        (EFFECTS[effect], len(found), sum(law.law_id in uses for law in found), sum(uses[law.law_id] for law in found))
        for effect, found in laws.items()
    ]
    columns = (
        Column("effect", "Tình trạng", "Effect"),
        Column("acts", "Số văn bản", "Acts"),
        Column("used", "Có nhiệm vụ viện dẫn", "Named by tasks"),
        Column("uses", "Lượt viện dẫn", "Mentions"),
    )
    note = (
        f"Tính đến {today:%d/%m/%Y}. Văn bản hết hiệu lực được giữ để nhận ra khi hồ sơ cũ nhắc tới; "
        "nhiệm vụ viện dẫn văn bản hết hiệu lực là một lưu ý ở bảng Vấn đề.",
        f"On {today.isoformat()}. Ended acts are kept to recognise old papers; a task that names one is a problem.",
    )
    return table("acts_by_effect", ("Văn bản theo hiệu lực", "Acts by effect"), note, columns, rows)


def cliffs_table(catalogue: Catalogue, *, today: date) -> ReportTable:
    """The days to come on which acts end or begin, with the tasks they touch."""
    uses = uses_of(catalogue)
    days: dict[tuple[date, bool], list[str]] = {}
    for law in catalogue.laws.values():
        for day, is_end in ((law.ended_on, True), (law.effective_from, False)):
            if day and day > today:
                days.setdefault((day, is_end), []).append(law.law_id)
    rows: list[tuple[Cell, ...]] = []
    for (day, is_end), laws in sorted(days.items()):
        what = Words("hết hiệu lực", "ends") if is_end else Words("bắt đầu có hiệu lực", "begins")
        touched = sum(any(law in laws for law in task.laws) for task in catalogue.tasks.values())
        named = ", ".join(laws[:12]) + (" …" if len(laws) > 12 else "")
        rows.append((day.isoformat(), what, len(laws), touched, sum(uses[law] for law in laws), named))
    columns = (
        Column("day", "Ngày", "Day"),
        Column("what", "Sự kiện", "What"),
        Column("acts", "Số văn bản", "Acts"),
        Column("tasks", "Nhiệm vụ liên quan", "Tasks touched"),
        Column("uses", "Lượt viện dẫn", "Mentions"),
        Column("named", "Văn bản", "Which", is_wide=True),
    )
    note = (
        "Những ngày phải rà lại nhiệm vụ và chương trình.",
        "Days on which tasks and courses must be looked through again.",
    )
    return table("days_of_change", ("Các mốc thay đổi sắp tới", "Days of change to come"), note, columns, rows)


def undated_table(catalogue: Catalogue, *, today: date) -> ReportTable:
    """The acts whose day of effect nobody found, those that most tasks name first, with what is known of each."""
    uses = uses_of(catalogue)
    found = [law for law in catalogue.laws.values() if effect_of(law, today) in (Effect.UNDATED, Effect.UNKNOWN)]
    rows: list[tuple[Cell, ...]] = [
        (
            law.number, Words(law.title_vi, law.title_en), law.issued_on.isoformat() if law.issued_on else "–",
            EFFECTS[effect_of(law, today)], uses[law.law_id], law.origin.source,
        )
        for law in sorted(found, key=lambda law: -uses[law.law_id])
    ]  # fmt: skip
    columns = (
        Column("number", "Số, ký hiệu", "Number"),
        Column("title", "Tên", "Title", is_wide=True),
        Column("issued", "Ban hành", "Issued"),
        Column("state", "Tình trạng", "State"),
        Column("tasks", "Nhiệm vụ", "Tasks"),
        Column("source", "Nguồn", "Source", is_wide=True),
    )
    note = (
        "Tạm coi là đang áp dụng; tra được thì ghi effective_from vào laws.csv của đơn vị (change = x).",
        "Taken for in force; when found, write effective_from into your own laws.csv (change = x).",
    )
    title = ("Văn bản chưa rõ ngày hiệu lực", "Acts whose date of effect is not known")
    return table("acts_undated", title, note, columns, rows)


def acts_table(catalogue: Catalogue, *, today: date) -> ReportTable:
    """Every act with its dates and uses."""
    uses = uses_of(catalogue)
    rows: list[tuple[Cell, ...]] = [
        (
            law.number,
            Words(law.title_vi, law.title_en),
            law.effective_from.isoformat() if law.effective_from else "–",
            law.ended_on.isoformat() if law.ended_on else "–",
            EFFECTS[effect_of(law, today)],
            uses[law.law_id],
            str(law.origin.trust),
        )
        for law in catalogue.laws.values()
    ]
    columns = (
        Column("number", "Số, ký hiệu", "Number"),
        Column("title", "Tên", "Title", is_wide=True),
        Column("from", "Hiệu lực từ", "From"),
        Column("until", "Hết hiệu lực", "Until"),
        Column("effect", "Tình trạng", "Effect"),
        Column("tasks", "Nhiệm vụ", "Tasks"),
        Column("trust", "Tin cậy", "Trust"),
    )
    note = ("Toàn bộ văn bản trong danh mục.", "All acts of the register.")
    return table("acts", ("Danh mục văn bản", "Register of acts"), note, columns, rows, is_folded=True)


def uses_of(catalogue: Catalogue) -> Counter[str]:
    """How many tasks name each act."""
    return Counter(law_id for task in catalogue.tasks.values() for law_id in dict.fromkeys(task.laws))
