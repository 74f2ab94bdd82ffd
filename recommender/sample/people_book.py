"""The people workbook: staff lists as offices keep them, one sheet a commune or one list with group rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from recommender.sample.dirt import NAME_DIRT, UNKNOWN_TITLES, Mess, drawn, name_kinds
from recommender.sample.draws import Ints
from recommender.sample.population import Sample
from recommender.sample.sheet_writer import MOTTO, Book, Cell, SheetWriter, address
from training_catalog import PositionIndex
from training_catalog.types import Position, PositionGroup

EPOCH = date(1970, 1, 1)
FACTS: tuple[tuple[str, str, str], ...] = (
    ("degree", "Trình độ chuyên môn", "Trình độ đào tạo"),
    ("major", "Chuyên ngành đào tạo", "Trình độ đào tạo"),
    ("school", "Nơi đào tạo", "Trình độ đào tạo"),
    ("graduated", "Năm tốt nghiệp", "Trình độ đào tạo"),
    ("theory", "Lý luận chính trị", "Bồi dưỡng"),
    ("state_management", "QLNN", "Bồi dưỡng"),
    ("it", "Tin học", "Bồi dưỡng"),
    ("language", "Ngoại ngữ", "Bồi dưỡng"),
    ("certificates", "Chứng chỉ khác", "Bồi dưỡng"),
    ("courses", "Các lớp bồi dưỡng đã học", ""),
    ("duties", "Nhiệm vụ được phân công", ""),
    ("career", "Quá trình công tác", ""),
    ("rating_2024", "Xếp loại năm 2024", "Kết quả xếp loại"),
    ("rating_2025", "Xếp loại năm 2025", "Kết quả xếp loại"),
)
"""Column of Sample.cells, heading, and the merged heading above it in two-row headers."""
ALIASES_TRIED = 6


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a sheet is laid out."""

    splits_name: bool
    """Họ đệm | Tên, and Nam | Nữ with an x."""
    has_unit: bool
    """Columns of unit code and unit name."""
    has_groups: bool
    """A two-row merged header."""
    is_numbered: bool
    """A row (1), (2), … below the header."""
    real_dates: bool
    """Date cells instead of text."""


OWN_SHEETS = (
    Style(splits_name=False, has_unit=False, has_groups=False, is_numbered=True, real_dates=False),
    Style(splits_name=True, has_unit=False, has_groups=True, is_numbered=False, real_dates=False),
)
LIST_SHEET = Style(splits_name=False, has_unit=True, has_groups=False, is_numbered=False, real_dates=True)
MOST_OWN_SHEETS = 40
"""Communes with a sheet of their own, at most; with more communes all are in the list."""


def write_people(book: Book, sample: Sample, communes: Ints, mess: Mess) -> None:
    """Sheets of these communes: two of three have a sheet of their own, the others stand in one list."""
    writer = _PeopleWriter(sample, mess)
    own = communes if len(communes) <= MOST_OWN_SHEETS else communes[:0]
    listed = communes if len(own) == 0 else communes[2::3]
    for turn, commune in enumerate(own):
        if turn % 3 != 2:
            writer.own_sheet(book, int(commune), OWN_SHEETS[turn % 3])
    if len(listed):
        writer.list_sheet(book, listed)


class _PeopleWriter:
    """Rows of the sample as cells, with the dirt planted on the way."""

    def __init__(self, sample: Sample, mess: Mess) -> None:
        self.sample, self.catalogue = sample, sample.catalogue
        self.dirt, self.planted, self.rng = mess.dirt, mess.planted, mess.rng
        positions = sample.posts.positions
        catalogue = sample.catalogue
        index = PositionIndex(catalogue.positions)
        self.titles = [_titles(catalogue.positions[key], index) for key in positions]
        self.ranks = {key: term.name_vi for key, term in catalogue.vocabularies["ranks"].items()}
        self.first = np.searchsorted(sample.posts.officer, np.arange(sample.posts.officers + 1))
        self.members = np.searchsorted(sample.posts.unit, np.arange(len(sample.communes) + 1))
        self.departments = {key: term.name_vi for key, term in catalogue.vocabularies["departments"].items()}

    def own_sheet(self, book: Book, commune: int, style: Style) -> None:
        """One commune on its own sheet; the titles name it."""
        communes = self.sample.communes
        name = str(communes.name[commune])
        sheet = book.sheet(name)
        headings, groups = _headings(style)
        province = str(communes.province[commune])
        lines = (f"ỦY BAN NHÂN DÂN {name.upper()}", province.upper(), *MOTTO, "DANH SÁCH CÁN BỘ, CÔNG CHỨC NĂM 2026")
        sheet.titles(lines, len(headings))
        sheet.header(headings, groups, numbered=style.is_numbered)
        number = self._rows(sheet, commune, style, 1)
        sheet.row([None, "Tổng cộng", number - 1], sheet.formats.bold)
        sheet.signature(name, len(headings))

    def list_sheet(self, book: Book, communes: Ints) -> None:
        """Several communes in one list, each below a row that names it."""
        sheet = book.sheet("Danh sách")
        headings, groups = _headings(LIST_SHEET)
        sheet.titles(("SỞ NỘI VỤ", "DANH SÁCH CÔNG CHỨC CẤP XÃ (tháng 10/2026)"), len(headings))
        sheet.header(headings, groups)
        number = 1
        for turn, commune in enumerate(communes.tolist(), start=1):
            name, province = self.sample.communes.name[commune], self.sample.communes.province[commune]
            sheet.row([None, f"{turn}. UBND {name}, {province}"], sheet.formats.bold)
            number = self._rows(sheet, commune, LIST_SHEET, number)
        sheet.row([None, f"Tổng số: {number - 1} người"], sheet.formats.bold)

    def _rows(self, sheet: SheetWriter, commune: int, style: Style, number: int) -> int:
        """Rows of one commune; the number of the next one."""
        officers = range(int(self.members[commune]), int(self.members[commune + 1]))
        size, dirt, rng = len(officers), self.dirt, self.rng
        names = name_kinds(dirt, rng, size)
        short = rng.random(size)
        unknown, unshared = drawn(dirt.unknown_title, rng, size), drawn(dirt.shares_left_out, rng, size)
        lost, twice = rng.random() < dirt.lost_zero, drawn(dirt.duplicate_person, rng, size)
        spelling = rng.random(size)
        again: list[tuple[int, list[Cell]]] = []
        for turn, officer in enumerate(officers):
            cells: dict[str, Cell] = {"number": number}
            notes: list[tuple[str, str, object]] = []
            self._identity(cells, notes, officer, style, names[turn], float(short[turn]))
            self._unit(cells, notes, commune, style, is_lost=bool(lost))
            self._post(cells, notes, officer, float(spelling[turn]), bool(unknown[turn]), bool(unshared[turn]))
            for column, _, _ in FACTS:
                cells[column] = str(self.sample.cells[column][officer])
            values = [cells[column] for column in _columns(style)]
            row = sheet.row(values)
            self._note(sheet, row, style, officer, notes, cells)
            if twice[turn]:
                again.append((officer, values))
            number += 1
        for officer, values in again:
            row = sheet.row([number, *values[1:]])
            officer_id = str(self.sample.people.officer_id[officer])
            self.planted.note(sheet.name, address(row, 0), "duplicate_person", officer_id, officer_id, "")
            number += 1
        return number

    def _note(
        self, sheet: SheetWriter, row: int, style: Style, officer: int, notes: list[tuple[str, str, object]],
        cells: dict[str, Cell],
    ) -> None:  # fmt: skip
        columns = _columns(style)
        for column, kind, clean in notes:
            where = address(row, columns.index(column))
            officer_id = str(self.sample.people.officer_id[officer])
            self.planted.note(sheet.name, where, kind, officer_id, cells[column], clean)

    def _identity(
        self, cells: dict[str, Cell], notes: list[tuple[str, str, object]], officer: int, style: Style, kind: str,
        short: float,
    ) -> None:  # fmt: skip
        people = self.sample.people
        clean = str(people.name[officer])
        name = NAME_DIRT[kind](clean) if kind else clean
        cells["officer_id"] = str(people.officer_id[officer])
        cells["full_name"] = name
        head, _, tail = name.rpartition(" ")
        cells["family_middle"], cells["given_name"] = head, tail
        if kind:
            notes.append(("family_middle" if style.splits_name else "full_name", kind, clean))
        born = EPOCH + timedelta(days=int(people.born[officer]))
        cells["birth"] = born if style.real_dates else f"{born:%d/%m/%Y}"
        if short < self.dirt.month_year + self.dirt.year_only:
            is_year = short < self.dirt.year_only
            cells["birth"] = str(born.year) if is_year else f"{born.month}/{born.year}"
            notes.append(("birth", "year_only" if is_year else "month_year", born.isoformat()))
        female = bool(people.is_female[officer])
        cells["sex"] = "Nữ" if female else "Nam"
        cells["sex_male"], cells["sex_female"] = ("", "x") if female else ("x", "")
        cells["ethnicity"], cells["religion"] = str(people.ethnicity[officer]), str(people.religion[officer])
        cells["party"] = "x" if people.is_party[officer] else ""
        started = EPOCH + timedelta(days=int(people.started[officer]))
        cells["hired_on"] = started if style.real_dates else f"{started:%d/%m/%Y}"

    def _unit(
        self, cells: dict[str, Cell], notes: list[tuple[str, str, object]], commune: int, style: Style, *, is_lost: bool
    ) -> None:
        code = str(self.sample.communes.unit_id[commune])
        cells["unit"] = str(self.sample.communes.name[commune])
        cells["unit_id"] = int(code) if is_lost and style.has_unit and code[0] == "0" else code
        if style.has_unit and cells["unit_id"] != code:
            notes.append(("unit_id", "lost_zero", code))

    def _post(
        self, cells: dict[str, Cell], notes: list[tuple[str, str, object]], officer: int, spelling: float,
        unknown: bool, unshared: bool,
    ) -> None:  # fmt: skip
        people, posts = self.sample.people, self.sample.posts
        held = range(int(self.first[officer]), int(self.first[officer + 1]))
        keys = [int(posts.position[holding]) for holding in held]
        main = self.catalogue.positions[posts.positions[keys[0]]]
        clean = _position_cell([self.titles[key] for key in keys], [float(posts.share[h]) for h in held], spelling)
        cells["position"] = clean
        if unknown:
            cells["position"] = UNKNOWN_TITLES[int(spelling * len(UNKNOWN_TITLES))]
            notes.append(("position", "unknown_title", clean))
        elif unshared and len(keys) > 1:
            cells["position"] = _position_cell([self.titles[key] for key in keys], None, spelling)
            notes.append(("position", "shares_left_out", clean))
        cells["department"] = self.departments[str(people.department[officer])]
        leads = main.group in (PositionGroup.LEADER, PositionGroup.MILITARY)
        usual = "Nhân viên" if main.group == PositionGroup.SUPPORT else "Chuyên viên"
        cells["title"] = main.title_vi.split(" (")[0] if leads else usual

        cells["rank"] = self.ranks.get(str(people.rank[officer]), "")
        cells["rank_code"] = str(people.rank[officer])


@dataclass(frozen=True, kw_only=True)
class _Titles:
    """Spellings of a position that name no other."""

    code: str
    title: str
    aliases: tuple[str, ...]


def _titles(entry: Position, index: PositionIndex) -> _Titles:
    key = entry.position_id
    plain = [alias for alias in entry.aliases[:ALIASES_TRIED] if not set(";,") & set(alias)]
    found = [(alias, index.find(alias)) for alias in plain]
    own = tuple(alias for alias, named in found if named is not None and named.position_id == key)
    return _Titles(code=key, title=entry.title_vi, aliases=own)


def _position_cell(titles: Sequence[_Titles], shares: Sequence[float] | None, spelling: float) -> str:
    """One position by title, code or alias; several by codes or aliases with their shares."""
    if len(titles) == 1:
        only = titles[0]
        words = (only.title, only.title, only.code, *(only.aliases[:2] or (only.title,)))
        return words[int(spelling * len(words))]
    use_codes = spelling < 0.5 or any(not title.aliases for title in titles)
    names = [title.code if use_codes else title.aliases[int(spelling * 97) % len(title.aliases)] for title in titles]
    if shares is not None:
        names = [f"{name} ({round(100 * share)}%)" for name, share in zip(names, shares, strict=True)]
    return ("; " if spelling < 0.75 else "\n").join(names)


def _columns(style: Style) -> list[str]:
    name = ["family_middle", "given_name"] if style.splits_name else ["full_name"]
    sex = ["sex_male", "sex_female"] if style.splits_name else ["sex"]
    unit = ["unit_id", "unit"] if style.has_unit else []
    job = ["department", "title", "position", "rank", "rank_code", "hired_on"]
    return ["number", "officer_id", *name, "birth", *sex, "ethnicity", "religion", "party", *unit, *job] + [
        column for column, _, _ in FACTS
    ]


_WORDS = {
    "number": "STT",
    "officer_id": "Mã công chức",
    "full_name": "Họ và tên",
    "family_middle": "Họ đệm",
    "given_name": "Tên",
    "birth": "Ngày sinh",
    "sex": "Giới tính",
    "sex_male": "Nam",
    "sex_female": "Nữ",
    "ethnicity": "Dân tộc",
    "religion": "Tôn giáo",
    "party": "Đảng viên",
    "unit_id": "Mã đơn vị",
    "unit": "Đơn vị",
    "department": "Phòng/bộ phận",
    "title": "Chức vụ",
    "position": "Vị trí việc làm",
    "rank": "Ngạch",
    "rank_code": "Mã ngạch",
    "hired_on": "Ngày tuyển dụng",
}
_GROUPS = {"family_middle": "Họ và tên", "given_name": "Họ và tên", "sex_male": "Giới tính", "sex_female": "Giới tính"}


def _headings(style: Style) -> tuple[list[str], list[str] | None]:
    words = {**_WORDS, **{column: heading for column, heading, _ in FACTS}}
    above = {**_GROUPS, **{column: group for column, _, group in FACTS}}
    columns = _columns(style)
    groups = [above.get(column, "") for column in columns] if style.has_groups else None
    return [words[column] for column in columns], groups
