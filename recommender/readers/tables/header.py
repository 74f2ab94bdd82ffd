"""The heading of a table: which rows hold it and what each column means, found in a sheet with titles above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from recommender.readers.cells.result_words import qualifies_results
from recommender.readers.files.sheets import Sheet
from recommender.readers.tables.headings import Meaning, TableKind, has_needed, meaning, near_meaning
from training_catalog import fold

SEARCHED_ROWS = 40
COUNTERS = ("stt", "tt", "so tt", "so thu tu", "no")
TALLEST = 3
_NUMBERING = re.compile(r"\(?\s*(?:\d{1,3}|[A-Za-zĐđ])\s*\)?(?:\s*[=+].*)?")
_ORDINAL = re.compile(r"\d{1,3}")


@dataclass(frozen=True, kw_only=True)
class HeadedColumn:
    """One column of a table: its heading by rows, and what that means (None = not known)."""

    column: int
    parts: tuple[str, ...]
    meaning: Meaning | None

    @property
    def heading(self) -> str:
        """The heading in one line."""
        return " – ".join(self.parts)


@dataclass(frozen=True, kw_only=True)
class Header:
    """The heading rows of a table and its columns; data starts at `first_row`."""

    kind: TableKind
    top: int
    height: int
    first_row: int
    columns: tuple[HeadedColumn, ...]

    @property
    def known(self) -> int:
        """How many different fields the columns mean."""
        return len({entry.meaning.field for entry in self.columns if entry.meaning})


@dataclass(frozen=True, kw_only=True)
class Span:
    """Rows that may be a heading, with the texts of each column from top to bottom."""

    top: int
    height: int
    parts: tuple[tuple[str, ...], ...]
    first_row: int


def spans(sheet: Sheet) -> list[Span]:
    """Every run of one to TALLEST rows near the top of a sheet that may be a heading, whatever its words mean."""
    found = []
    for top in range(min(sheet.row_count, SEARCHED_ROWS)):
        if sheet.filled(top) < 2:
            continue
        for height in range(1, TALLEST + 1):
            if top + height > sheet.row_count or (height > 1 and not _continues(sheet, top, height)):
                break
            found.append(_span(sheet, top, height))
    return found


def _span(sheet: Sheet, top: int, height: int) -> Span:
    first_row = top + height
    if first_row < sheet.row_count and is_numbering(sheet.row_texts(first_row)):
        first_row += 1
    return Span(top=top, height=height, parts=_joined_parts(sheet, top, height), first_row=first_row)


def find_header(sheet: Sheet, kind: TableKind) -> Header | None:
    """The heading with most known fields in the first rows; None when no row has the fields the kind needs."""
    return best_header(spans(sheet), kind)


def best_header(candidates: Sequence[Span], kind: TableKind) -> Header | None:
    """The span with most known fields, as a heading; None when none has the fields the kind needs."""
    best: Header | None = None
    best_rank = (0, 0, 0)
    for span in candidates:
        header = header_of(span, kind)
        rank = (header.known, sum(len(entry.parts) > 1 for entry in header.columns), -span.height)
        if has_needed(_fields(header), kind) and rank > best_rank:
            best, best_rank = header, rank
    return best and with_near_headings(best)


def with_near_headings(header: Header) -> Header:
    """The header with columns not understood, or understood by the row above only, taken for what they are like.

    A field that has its column is not given away, and topics of results may be called like anything.
    """
    if header.kind is TableKind.ASSESSMENTS:
        return header
    taken = _fields(header)
    columns = []
    for entry in header.columns:
        near = near_meaning(entry.parts, header.kind) if entry.meaning is None or entry.meaning.option else None
        if near and near.field not in taken:
            taken.add(near.field)
            entry = replace(entry, meaning=near)
        columns.append(entry)
    return replace(header, columns=tuple(columns))


def _fields(header: Header) -> set[str]:
    return {entry.meaning.field for entry in header.columns if entry.meaning}


def header_at(sheet: Sheet, top: int, height: int, kind: TableKind) -> Header:
    """The heading that certain rows are, whatever they say."""
    return with_near_headings(header_of(_span(sheet, top, height), kind))


def header_of(span: Span, kind: TableKind) -> Header:
    """The rows of a span as the heading of a table of this kind."""
    columns = tuple(
        HeadedColumn(column=column, parts=parts, meaning=meaning(parts, kind))
        for column, parts in enumerate(span.parts)
        if parts
    )
    return Header(
        kind=kind, top=span.top, height=span.height, first_row=span.first_row, columns=_first_of_pair(columns)
    )


def _joined_parts(sheet: Sheet, top: int, height: int) -> tuple[tuple[str, ...], ...]:
    """Heading texts of every column from top to bottom; merged cells count for all they cover, repeats once."""
    rows = [_spread(sheet, row, is_last=row == top + height - 1) for row in range(top, top + height)]
    return tuple(tuple(dict.fromkeys(text for text in texts if text)) for texts in zip(*rows, strict=True))


def _spread(sheet: Sheet, row: int, *, is_last: bool) -> list[str]:
    """The texts of a heading row with merged cells filled; without merging known, an upper text reaches right."""
    texts = _with_merged(sheet, row)
    if not sheet.merged and not is_last:
        for column in range(1, len(texts)):
            if not texts[column] and sheet.text(row + 1, column) and sheet.text(row + 1, column - 1):
                texts[column] = texts[column - 1]
    return texts


def _with_merged(sheet: Sheet, row: int) -> list[str]:
    """The texts of a row in one line each, merged cells counting for all they cover."""
    texts = [text.replace("\n", " ") for text in sheet.row_texts(row)]
    covered = [entry for entry in sheet.merged if entry[0] <= row <= entry[2]]
    for first_row, first, _, last in covered:
        if first_row < sheet.row_count and first < len(texts):
            text = sheet.text(first_row, first).replace("\n", " ")
            for column in range(first, min(last + 1, len(texts))):
                texts[column] = text
    return texts


def _continues(sheet: Sheet, top: int, height: int) -> bool:
    """Whether the row that ends a heading of this height belongs to it and is no data."""
    row = top + height - 1
    texts = sheet.row_texts(row)
    above = [_with_merged(sheet, upper) for upper in range(top, row)]
    if _is_counted(above, texts):
        return False
    filled = [column for column, text in enumerate(texts) if text]
    if any(top <= first < row <= last for first, _, last, _ in _inside(sheet, top, row)):
        return True
    spanning = [(first, last) for first_row, first, _, last in sheet.merged if first_row == row - 1 and last > first]
    if any(texts[column] for first, last in spanning for column in range(first, min(last + 1, len(texts)))):
        return not _looks_like_data(texts)
    if len(filled) > 1 and all(qualifies_results(texts[column]) for column in filled):
        return True
    gaps = [column for column in filled if not any(upper[column] for upper in above)]
    return len(filled) > 1 and len(gaps) * 2 >= len(filled) and not _looks_like_data(texts)


def _is_counted(above: list[list[str]], texts: list[str]) -> bool:
    """Whether a row carries a number under the heading STT, as data rows do."""
    counters = [column for upper in above for column, text in enumerate(upper) if fold(text) in COUNTERS]
    return any(texts[column].isdigit() for column in counters)


def _inside(sheet: Sheet, top: int, row: int) -> list[tuple[int, int, int, int]]:
    """Merged cells of this table that go down from a heading row above `row`; titles above do not count."""
    return [entry for entry in sheet.merged if entry[0] >= top and entry[2] > entry[0] and entry[2] >= row]


def _looks_like_data(texts: list[str]) -> bool:
    numbers = sum(bool(re.fullmatch(r"[\d.,/%-]+", text)) for text in texts if text)
    return numbers * 3 > sum(bool(text) for text in texts) and not is_numbering(texts)


def _first_of_pair(columns: tuple[HeadedColumn, ...]) -> tuple[HeadedColumn, ...]:
    """The same columns; one heading "Họ và tên" over two columns means family and middle name, then given name."""
    named = [entry for entry in columns if entry.meaning and entry.meaning.field == "full_name"]
    if len(named) != 2 or named[1].column != named[0].column + 1 or named[0].parts != named[1].parts:
        return columns
    pair = {named[0].column: Meaning(field="family_middle"), named[1].column: Meaning(field="given_name")}
    return tuple(
        HeadedColumn(column=entry.column, parts=entry.parts, meaning=pair.get(entry.column, entry.meaning))
        for entry in columns
    )


def is_numbering(texts: list[str]) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3), or A B 1 2."""
    given = [text.strip() for text in texts if text.strip()]
    if len(given) < 3 or not all(_NUMBERING.fullmatch(text) for text in given):
        return False
    ordinals = [int(found[0]) for text in given if (found := _ORDINAL.search(text.split("=")[0]))]
    rising = all(later == earlier + 1 for earlier, later in pairwise(ordinals))
    return rising and (not ordinals or ordinals[0] <= 3) and len(ordinals) * 2 >= len(given)


def title_texts(sheet: Sheet, top: int) -> list[str]:
    """The texts above a heading, in reading order: names of office, title, date."""
    return [text for row in range(top) for text in sheet.row_texts(row) if text]


def names_no_table(sheet: Sheet) -> bool:
    """Whether a sheet is a guide, as in our own templates, by its name."""
    return fold(sheet.name) in {"huong dan", "guide"}
