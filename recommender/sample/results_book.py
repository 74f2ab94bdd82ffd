"""The assessments workbook: wide tables of campaigns on the competencies, and long lists of results by topic."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from recommender.sample.dirt import ROMAN, Dirt, Mess, drawn
from recommender.sample.draws import Flags, Floats, Ints
from recommender.sample.population import Sample
from recommender.sample.sheet_writer import Book, Cell, SheetWriter, address

EPOCH = date(1970, 1, 1)
METHOD_WORDS = {
    "test": ("Sát hạch", "Bài kiểm tra"),
    "supervisor": ("Cấp trên đánh giá", "Lãnh đạo trực tiếp đánh giá"),
    "peer": ("Đồng nghiệp đánh giá",),
    "self": ("Tự đánh giá",),
}
SCALE_WORDS = {"100": "Thang điểm 100", "10": "Thang điểm 10", "level": "Mức 1-5"}
WIDE_LEFT = ("STT", "Mã công chức", "Họ và tên", "Đơn vị", "Hình thức đánh giá", "Ngày đánh giá", "Người đánh giá")
LONG = (
    "STT",
    "Mã công chức",
    "Họ và tên",
    "Nội dung đánh giá",
    "Hình thức",
    "Điểm",
    "Thang điểm",
    "Mức đạt",
    "Ngày đánh giá",
    "Người đánh giá",
)
MOST_ROWS = 200_000
"""Rows of a long sheet; readers refuse sheets of more than 300,000."""


def write_results(book: Book, sample: Sample, officers: Flags, mess: Mess) -> None:
    """Sheets of the results of these officers."""
    rows = np.flatnonzero(officers[sample.results.officer])
    campaigns = sample.results.campaign[rows]
    for campaign in np.unique(campaigns[campaigns >= 0]).tolist():
        _wide(book, sample, rows[campaigns == campaign], int(campaign), mess)
    long = rows[campaigns < 0]
    if len(long) == 0:
        return
    for part, start in enumerate(range(0, len(long), MOST_ROWS), start=1):
        name = "Kết quả theo nội dung" + (f" {part}" if len(long) > MOST_ROWS else "")
        _long(book.sheet(name), sample, long[start : start + MOST_ROWS], mess)


def _wide(book: Book, sample: Sample, rows: Ints, campaign: int, mess: Mess) -> None:
    """One campaign: a row an officer, a column a topic; the scale stands in a column or in a second header row."""
    results = sample.results
    method, scale = str(results.method[rows[0]]), str(results.scale[rows[0]])
    columns = _distinct_topics(sample, rows)
    place = {requirement: index for index, requirement in enumerate(columns)}
    below = campaign % 2 == 0
    left = WIDE_LEFT if below else (*WIDE_LEFT, "Thang điểm")
    headings = [*left, *columns.values()]
    sheet = book.sheet(f"Đợt {campaign + 1} {METHOD_WORDS[method][0]}")
    title = f"{METHOD_WORDS[method][0]} - {SCALE_WORDS[scale]}"
    sheet.titles(("KẾT QUẢ ĐÁNH GIÁ NĂNG LỰC CÔNG CHỨC", title), len(headings))
    sheet.row(headings, sheet.formats.header)
    if below:
        sheet.row([*[None] * len(left), *[f"({SCALE_WORDS[scale]})"] * len(columns)], sheet.formats.header)
    word = METHOD_WORDS[method][campaign % len(METHOD_WORDS[method])]
    comma = drawn(mess.dirt.decimal_comma, mess.rng, len(rows))
    for number, group in enumerate(_by_officer(results.officer[rows]), start=1):
        first = rows[group[0]]
        cells = _identity(sample, number, int(results.officer[first]))
        unit = str(sample.communes.name[sample.posts.unit[results.officer[first]]])
        day = EPOCH + timedelta(days=int(results.day[first]))
        cells += [unit, word, f"{day:%d/%m/%Y}", str(results.assessor[first])]
        cells += [] if below else [SCALE_WORDS[scale]]
        values: list[Cell] = [None] * len(columns)
        notes: list[tuple[int, Cell, float]] = []
        for index in group.tolist():
            value = float(results.value[rows[index]])
            column = place[int(results.requirement[rows[index]])]
            values[column] = _number(value, as_text=bool(comma[index]))
            if isinstance(values[column], str):
                notes.append((len(left) + column, values[column], value))
        row = sheet.row([*cells, *values])
        for at, written, value in notes:
            mess.planted.note(sheet.name, address(row, at), "decimal_comma", str(cells[1]), written, value)


def _distinct_topics(sample: Sample, rows: Ints) -> dict[int, str]:
    """Topic of each requirement that occurs, in order of requirements."""
    results = sample.results
    requirement, first = np.unique(results.requirement[rows], return_index=True)
    return {int(key): str(results.topic[rows[place]]) for key, place in zip(requirement, first, strict=True)}


def _by_officer(officer: Ints) -> Iterator[Ints]:
    """Runs of the same officer (rows stand in order of officers)."""
    cuts = np.flatnonzero(np.diff(officer)) + 1
    yield from np.split(np.arange(len(officer)), cuts)


def _long(sheet: SheetWriter, sample: Sample, rows: Ints, mess: Mess) -> None:
    """One result a row."""
    results, dirt, planted, rng = sample.results, mess.dirt, mess.planted, mess.rng
    sheet.titles(("TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ THEO NỘI DUNG",), len(LONG))
    sheet.header(LONG)
    size = len(rows)
    style = rng.random((3, size))
    empty, strange = drawn(dirt.no_answer, rng, size), drawn(dirt.stranger, rng, size)
    twice, month = drawn(dirt.duplicate_result, rng, size), drawn(dirt.month_year, rng, size)
    for turn, row in enumerate(rows.tolist()):
        officer_id = str(sample.people.officer_id[results.officer[row]])
        cells = _identity(sample, turn + 1, int(results.officer[row]))
        score, level, kind = _answer(results.scale[row], float(results.value[row]), dirt, style[:, turn])
        notes: list[tuple[int, str, object]] = (
            [(5 if score is not None else 7, kind, float(results.value[row]))] if kind else []
        )
        if empty[turn]:
            notes = [(5, "no_answer", score if score is not None else level)]
            score = level = None
        if strange[turn]:
            cells[1], cells[2] = f"CB99-{turn:05d}", "Nguyễn Văn Lạ"
            notes.append((1, "stranger", officer_id))
        method = str(results.method[row])
        words = METHOD_WORDS[method]
        day = EPOCH + timedelta(days=int(results.day[row]))
        when = f"{day.month}/{day.year}" if month[turn] else f"{day:%d/%m/%Y}"
        notes += [(8, "month_year", day.isoformat())] if month[turn] else []
        top = None if results.scale[row] == "level" else int(results.scale[row])
        values: list[Cell] = [*cells, str(results.topic[row]), words[turn % len(words)], score, top, level, when]
        values.append(str(results.assessor[row]))
        at = sheet.row(values)
        for column, name, clean in notes:
            planted.note(sheet.name, address(at, column), name, officer_id, values[column], clean)
        if twice[turn]:
            at = sheet.row(values)
            planted.note(sheet.name, address(at, 0), "duplicate_result", officer_id, officer_id, "")


def _answer(scale: str, value: float, dirt: Dirt, style: Floats) -> tuple[Cell, Cell, str]:
    """Score, level and kind of dirt of one answer."""
    if scale == "level":
        if style[0] < dirt.level_words:
            return None, f"Mức {value:.0f}", "level_words"
        if style[0] < dirt.level_words + dirt.level_roman:
            return None, ROMAN[int(value)], "level_roman"
        return None, int(value), ""
    if scale == "100" and style[1] < dirt.fraction:
        return f"{value:.0f}/100", None, "fraction"
    score = _number(value, as_text=bool(style[2] < dirt.decimal_comma))
    return score, None, "decimal_comma" if isinstance(score, str) else ""


def _number(value: float, *, as_text: bool) -> int | float | str:
    if value == int(value):
        return int(value)
    return f"{value:g}".replace(".", ",") if as_text else value


def _identity(sample: Sample, number: int, officer: int) -> list[Cell]:
    return [number, str(sample.people.officer_id[officer]), str(sample.people.name[officer])]
