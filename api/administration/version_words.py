"""Differences between two versions of a catalogue as lines of a table, in the words of the reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from api.administration.version_contexts import DiffLine
from api.look.navigation import marked as N_  # noqa: N812 - the name that the extraction looks for
from recommender.documents.labels import CHANGES, place_of
from training_catalog.differences import ChangeKind, RowChange

Words = Callable[[str], str]
MOST_LINES: Final = 500
TABLES: Final[Mapping[str, str]] = {
    "positions": N_("Vị trí"), "tasks": N_("Nhiệm vụ"), "competencies": N_("Năng lực"),
    "courses": N_("Chương trình"), "blueprints": N_("Khung đề"), "laws": N_("Văn bản"),
    "systems": N_("Hệ thống thông tin"), "vocabularies": N_("Từ vựng"), "units": N_("Đơn vị"),
}  # fmt: skip
FIELDS: Final[Mapping[str, str]] = {
    "title_vi": N_("Tên"), "name_vi": N_("Tên"), "title_en": N_("Tên tiếng Anh"), "name_en": N_("Tên tiếng Anh"),
    "text_vi": N_("Nội dung"), "text_en": N_("Nội dung tiếng Anh"), "goal_vi": N_("Mục tiêu"),
    "goal_en": N_("Mục tiêu tiếng Anh"), "aliases": N_("Tên gọi khác"), "levels": N_("Cấp độ"),
    "level": N_("Cấp độ"), "standards": N_("Tiêu chuẩn"), "is_enabled": N_("có xét"),
    "valid_from": N_("từ ngày"), "valid_to": N_("đến ngày"), "minimum": N_("mức thấp nhất"),
    "accepted": N_("chấp nhận"), "legal_basis": N_("căn cứ"), "weight": N_("Mức quan trọng"),
    "kind": N_("Loại"), "wordings": N_("Cách gọi khác"), "laws": N_("Văn bản"), "systems": N_("Hệ thống thông tin"),
    "position_ids": N_("Vị trí"), "outcomes": N_("Kết quả"), "outline": N_("Nội dung"),
    "provider": N_("Cơ sở đào tạo, bồi dưỡng"), "positions": N_("Vị trí"), "duration_periods": N_("Số tiết"),
    "lasts": N_("Thời gian học"), "grants": N_("Cấp chứng chỉ"), "mandatory_for": N_("Bắt buộc với"),
    "department": N_("Phòng, ban"), "rank": N_("Ngạch"), "field": N_("Lĩnh vực"), "group": N_("Nhóm"),
    "source": N_("nguồn"), "trust": N_("độ tin cậy"), "origin": N_("Nguồn gốc"),
}  # fmt: skip
YES_NO: Final[Mapping[str, str]] = {"True": N_("có"), "False": N_("không")}


def diff_lines(changes: Sequence[RowChange], _: Words, language: str) -> tuple[DiffLine, ...]:
    """One line for a row that came or went, and for each field of a changed one; at most MOST_LINES."""
    return tuple(line for line, _number in zip(_lines(changes, _, language), range(MOST_LINES), strict=False))


def _lines(changes: Sequence[RowChange], _: Words, language: str) -> Iterator[DiffLine]:
    place = place_of(language)
    for change in changes:
        table, _dot, word = change.table.partition(".")
        name = change.name_en if place else change.name_vi
        kind = CHANGES[change.kind][place]
        said = f"{_(TABLES[table])} ({word})" if word else _(TABLES[table])
        if change.kind is not ChangeKind.CHANGED:
            yield DiffLine(kind=kind, table=said, row_id=change.row_id, name=name, field="", before="", after="")
        for one in change.fields:
            yield DiffLine(
                kind=kind, table=said, row_id=change.row_id, name=name, field=field_words(one.name, _),
                before=_value(one.before, _), after=_value(one.after, _),
            )  # fmt: skip


def field_words(name: str, _: Words) -> str:
    """`standards.degree.is_enabled` as “Tiêu chuẩn degree: có xét”; a code stays as it is."""
    first, _dot, rest = name.partition(".")
    middle, _dot, last = rest.rpartition(".")
    said = _(FIELDS[first]) if first in FIELDS else first
    if last in FIELDS:
        return f"{said} {middle}: {_(FIELDS[last])}" if middle else f"{said}: {_(FIELDS[last])}"
    return f"{said} {rest}".strip()


def _value(text: str, _: Words) -> str:
    return _(YES_NO[text]) if text in YES_NO else text or "–"
