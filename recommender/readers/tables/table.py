"""Table: the data rows of a sheet under its heading, with group rows, totals and signatures told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommender.readers.files.sheets import EMPTY, Numbers, Sheet, address
from recommender.readers.problem_log import ProblemLog, SheetLog
from recommender.readers.tables.header import HeadedColumn, Header, is_numbering, title_texts
from recommender.readers.tables.headings import TableKind
from recommender.readers.tables.hidden_cells import say_hidden
from training_catalog import fold

Rows = npt.NDArray[np.int64]
_ROMAN = re.compile(r"(?:[IVXLC]+|[A-ZĐ])\s*[.)]?")
_GROUP = re.compile(r"^(?:[IVXLC]+|[A-ZĐ]|\d{1,3})\s*[.)/-]\s+")
_NUMBER_BEFORE = re.compile(r"^(?:[IVXLC]+|[A-ZĐ]|\d{1,3})(?:\s*[.)/-]\s*|\s+)(?=\S{2})")
_TOTAL = re.compile(r"(?:tổng|cộng|total)\b.{0,40}|tong cong.{0,40}|tong so.{0,40}|cong|tong")
_UNIT_START = re.compile(
    r"(?:ubnd|uy ban|hdnd|xa|phuong|dac khu|thi tran|van phong|vp|phong|trung tam|ban chi huy|bch|khoi|to)\b"
)
_SIGNATURE = re.compile(
    r"(?:nguoi lap|thu truong|tm |kt |t m |chu tich|noi nhan|truong phong noi vu|giam doc so|nguoi tong hop|ky ten|"
    r"xac nhan cua|ke toan truong ky|.{0,40}ngay .{0,12}thang .{0,12}nam)"
)
_REMARK = re.compile(
    r"\s*(?:\(?\*+\)?\s*\S|[†‡]|\(?(?:ghi chu|luu y|chu thich|chu y|note|trong do"
    r"|danh sach (?:tren|nay|khong|gom|bao gom)"
    r"|bieu (?:tren|nay)|so lieu|nguon)\b)"
)
"""How a row begins that says something about the table; in folded text."""
_EXAMPLE = re.compile(r"\W*(?:ví dụ|example)\b")
"""How the row begins that shows how to fill a form in; a person's name may hold these words later on."""
IDENTITY = {
    TableKind.PEOPLE: ("officer_id", "citizen_id", "full_name", "family_middle", "given_name"),
    TableKind.CAREERS: ("officer_id", "full_name"),
    TableKind.STUDIES: ("officer_id", "full_name"),
    TableKind.ASSESSMENTS: ("officer_id", "citizen_id", "full_name", "family_middle", "given_name"),
    TableKind.QUOTAS: ("position",),
    TableKind.DECISIONS: ("officer_id", "full_name"),
    TableKind.RESULTS: ("learner",),
}
FEW = 3
"""A row with at most so many filled cells is looked at as a possible group, total or signature."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """Data rows of one sheet. `numbers` is the sheet's with vertically merged cells filled in."""

    sheet: Sheet
    header: Header
    numbers: Numbers
    rows: Rows
    groups: tuple[str, ...]
    """Texts of the group rows from top to bottom; `group_of` is the last one above each data row, -1 when none."""
    group_of: Numbers
    titles: tuple[str, ...]

    def columns(self, field: str) -> list[HeadedColumn]:
        """The columns of a field, left to right."""
        return [entry for entry in self.header.columns if entry.meaning and entry.meaning.field == field]

    def column(self, field: str) -> HeadedColumn | None:
        """The first column of a field, or None."""
        return next(iter(self.columns(field)), None)

    def numbers_of(self, column: int) -> Numbers:
        """Value numbers of a column at the data rows."""
        picked: Numbers = self.numbers[self.rows, column]
        return picked

    def is_uncalculated(self, column: int) -> npt.NDArray[np.bool_]:
        """At which data rows the column holds a formula without a value."""
        return np.isin(self.rows, [row for row, other in self.sheet.uncalculated if other == column])


def table_of(sheet: Sheet, header: Header, *, log: ProblemLog) -> Table:
    """The table under a heading; what is left out is written to the log."""
    numbers = _with_merged(sheet, header.first_row)
    identity = [
        entry.column
        for entry in header.columns
        if entry.meaning and entry.meaning.field in IDENTITY[header.kind]
    ]  # fmt: skip
    sorter = _RowSorter(sheet=sheet, header=header, identity=identity, numbers=numbers)
    sorter.sort(log.sheet(sheet))
    say_hidden(
        log.sheet(sheet), rows=sorter.rows.tolist(), columns=header.columns, hidden_rows=sheet.hidden_rows,
        hidden_columns=sheet.hidden_columns,
    )  # fmt: skip
    return Table(
        sheet=sheet,
        header=header,
        numbers=numbers,
        rows=sorter.rows,
        groups=tuple(sorter.groups),
        group_of=sorter.group_of,
        titles=tuple(title_texts(sheet, header.top)),
    )


def _with_merged(sheet: Sheet, first_row: int) -> Numbers:
    """Cell numbers with the value of a vertically merged cell in every row it covers."""
    numbers = sheet.numbers.copy(order="F")
    for top, left, bottom, _ in sheet.merged:
        if top >= first_row and bottom > top and left < sheet.column_count:
            numbers[top : bottom + 1, left] = numbers[top, left]
    return numbers


class _RowSorter:
    """Tells data rows from the others; ordinary rows are settled at once, the odd ones one by one."""

    def __init__(self, *, sheet: Sheet, header: Header, identity: list[int], numbers: Numbers) -> None:
        self.sheet, self.header, self.identity, self.numbers = sheet, header, identity, numbers
        self.rows: Rows = np.zeros(0, dtype=np.int64)
        self.groups: list[str] = []
        self.group_of: Numbers = np.zeros(0, dtype=np.int32)

    def sort(self, spot: SheetLog) -> None:
        first, last = self.header.first_row, self.sheet.row_count
        filled = (self.numbers[first:last] != EMPTY).sum(axis=1)
        named = (self.numbers[first:last][:, self.identity] != EMPTY).any(axis=1)
        unread = [(row - first, column) for row, column in self.sheet.uncalculated if first <= row < last]
        np.add.at(filled, [offset for offset, _ in unread], 1)
        nameless = {offset for offset, column in unread if column in self.identity and not named[offset]}
        few = min(FEW, (len(self.header.columns) - 1) // 2)
        is_data = named & (filled > few)
        groups = np.full(last - first, EMPTY, dtype=np.int32)
        is_odd = (filled > 0) & (~is_data | self._marked(first, last))
        last_sure = int(np.nonzero(is_data & ~is_odd)[0].max(initial=-1))
        counts: dict[str, int] = {}
        for offset in map(int, np.nonzero(is_odd)[0]):
            if offset in nameless:
                is_data[offset] = False
                continue
            role = self._role(first + offset, is_named=bool(named[offset]), is_short=bool(filled[offset] <= FEW))
            if role == "signature" and offset > last_sure:
                spot.add(
                    "rows_after_signature", address(first + offset, 0), count=str(int((filled[offset:] > 0).sum()))
                )
                is_data[offset:] = False
                break
            if role == "group":
                groups[offset] = len(self.groups)
                self.groups.append(_NUMBER_BEFORE.sub("", self._words(first + offset)))
            elif role == "remark":
                spot.add("row_remark", address(first + offset, 0), value=self._words(first + offset))
            elif role in ("stray", "signature"):
                spot.add("row_without_name", address(first + offset, 0), value=self._words(first + offset))
            is_data[offset] = role == "data"
            counts[role] = counts.get(role, 0) + 1
        for role, code in (("total", "rows_total"), ("example", "rows_example")):
            if counts.get(role):
                spot.add(code, count=str(counts[role]))
        self.rows = np.nonzero(is_data)[0] + first
        self._say_uncalculated(spot, nameless)
        self.group_of = _carried_down(groups)[self.rows - first]

    def _say_uncalculated(self, spot: SheetLog, nameless: set[int]) -> None:
        """Say which cells of the heading and of the rows hold formulas without a value, and which rows go with them."""
        heads = {entry.column: entry for entry in self.header.columns}
        rows = set(self.rows.tolist())
        lost = {offset + self.header.first_row for offset in nameless}
        lost |= {row for row, _ in self.sheet.uncalculated if row >= self.sheet.row_count}
        for row, column in self.sheet.uncalculated:
            head = heads.get(column)
            heading = head.heading if head else ""
            if self.header.top <= row < self.header.first_row:
                spot.add("formula_uncalculated", address(row, column), heading=heading)
            elif row in lost and column in self.identity:
                spot.add("formula_row_lost", address(row, column), heading=heading)
            elif row in rows and head is not None and self._is_wanted(head):
                spot.add("formula_uncalculated", address(row, column), heading=heading)

    def _is_wanted(self, head: HeadedColumn) -> bool:
        if head.meaning is None:
            return self.header.kind is TableKind.ASSESSMENTS
        return head.meaning.field not in ("unused", "number")

    def _marked(self, first: int, last: int) -> npt.NDArray[np.bool_]:
        """Rows whose identity or first column says total, group, example or a heading again."""
        looked = dict.fromkeys([0, *self.identity])
        marked = np.zeros(last - first, dtype=bool)
        for column in looked:
            values = self.sheet.values[column]
            odd = [index for index, value in enumerate(values) if isinstance(value, str) and _is_mark(value)]
            heads = {fold(entry.parts[-1]) for entry in self.header.columns if entry.column == column}
            odd += [index for index, value in enumerate(values) if isinstance(value, str) and fold(value) in heads]
            if odd:
                marked |= np.isin(self.numbers[first:last, column], odd)
        return marked

    def _role(self, row: int, *, is_named: bool, is_short: bool) -> str:
        """data, group, total, example, remark, signature, skipped (a heading again) or stray (nobody named)."""
        cells = self.sheet.row_texts(row)
        texts = [text for text in cells if text]
        if not texts or is_numbering(cells) or self._repeats_heading(row):
            return "skipped"
        heads = [cells[column] for column in dict.fromkeys([0, *self.identity]) if cells[column]]
        words = [text for text in texts if not _is_number(text)]
        if any(_EXAMPLE.match(text.lower()) for text in heads):
            return "example"
        if len(texts) == 1 and (_REMARK.match(texts[0]) or _REMARK.match(fold(texts[0]))):
            return "remark"
        if len(words) <= FEW and any(_TOTAL.fullmatch(text.lower()) for text in texts[:2]):
            return "total"
        signs = heads if is_named else texts
        if is_short and len(words) == len(texts) and any(_SIGNATURE.match(fold(text)) for text in signs):
            return "signature"
        named = [cells[column] for column in self.identity if cells[column]]
        if len(words) < FEW and self._heads_group(texts, named, is_named=is_named):
            return "group"
        return "data" if is_named else "stray"

    def _heads_group(self, texts: list[str], named: list[str], *, is_named: bool) -> bool:
        """Whether a row of one or two words heads the rows below: "I. UBND xã X", "A | Văn phòng"."""
        is_numbered = _ROMAN.fullmatch(texts[0]) is not None or _GROUP.match(texts[0]) is not None
        if not is_named:
            return is_numbered or len(texts) == 1 or any(_UNIT_START.match(_bare(text)) for text in texts[:2])
        names_unit = any(_UNIT_START.match(_bare(text)) for text in named)
        return names_unit or (is_numbered and not texts[0][0].isdigit() and len(texts) > 1)

    def _repeats_heading(self, row: int) -> bool:
        heads = {entry.column: fold(entry.parts[-1]) for entry in self.header.columns}
        same = sum(bool(head) and fold(self.sheet.text(row, column)) == head for column, head in heads.items())
        return same >= 2 and same * 2 >= len(heads)

    def _words(self, row: int) -> str:
        return " ".join(text for text in self.sheet.row_texts(row) if text)


def _is_mark(value: str) -> bool:
    return bool(
        _ROMAN.fullmatch(value.strip())
        or _TOTAL.fullmatch(value.lower())
        or _EXAMPLE.match(value.lower())
        or _UNIT_START.match(_bare(value))
    )


def _bare(text: str) -> str:
    return fold(_GROUP.sub("", text))


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[\d.,]+", text) is not None


def _carried_down(groups: Numbers) -> Numbers:
    """Each row's group: the last one that stands above it."""
    places = np.where(groups >= 0, np.arange(len(groups)), -1)
    last = np.maximum.accumulate(places) if len(places) else places
    carried: Numbers = np.where(last >= 0, groups[np.maximum(last, 0)], EMPTY).astype(np.int32)
    return carried
