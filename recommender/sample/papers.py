"""Papers in the file: degrees, political theory and certificates as staff lists write them, from the qualifications."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recommender.sample.data_files import careers
from recommender.sample.draws import Texts, any_of, flags, texts
from recommender.sample.people import KINH, People, as_days
from recommender.sample.qualifications import NO_LEVEL, Qualifications
from recommender.sample.told import LINE, Rows, Told
from recommender.types import EvidenceKind
from training_catalog import fold
from training_catalog.types import Catalogue, Term

DEGREE_WORDS = {
    "upper_secondary": ("12/12", "THPT"),
    "intermediate": ("Trung cấp", "TC"),
    "college": ("Cao đẳng", "CĐ"),
    "university": ("Đại học", "Đại học", "Đại học", "ĐH", "Cử nhân"),
    "master": ("Thạc sĩ", "ThS", "Thạc sỹ"),
}
THEORY_WORDS = {
    0: ("Chưa", "Chưa qua đào tạo", "Chưa có"),
    1: ("Sơ cấp", "SC"),
    2: ("Trung cấp", "Trung cấp", "TC", "TCLLCT"),
    3: ("Cao cấp", "CC", "CCLLCT"),
    4: ("Cử nhân",),
}
SM_WORDS = (
    ("Cán sự", "Ngạch cán sự"),
    ("Chuyên viên", "CV", "Ngạch chuyên viên", "QLNN ngạch CV"),
    ("Chuyên viên chính", "CVC", "Ngạch CVC"),
)
SM_TEXTS = ("ngạch cán sự", "ngạch chuyên viên", "ngạch chuyên viên chính")
SM_TEXT = "Bồi dưỡng quản lý nhà nước "
SM_DENIED = ("Chưa", "Chưa có", "Không")
DENIED_GRADE = "none"
IT_WORDS = (
    "Ứng dụng CNTT cơ bản",
    "ƯDCNTT cơ bản",
    "Tin học B",
    "Tin học văn phòng",
    "CNTT nâng cao",
    "Tin học A",
)
LANGUAGE_WORDS = ("Tiếng Anh B", "Tiếng Anh B1", "Anh văn B", "Tiếng Anh A2", "Tiếng Anh bậc 3/6", "Tiếng Trung A")
IT_RATE, LANGUAGE_RATE, ETHNIC_RATE = 0.72, 0.55, 0.35
SPELLINGS = 4
"""Spellings of a major tried beside its name: the first aliases that name no other major."""
LAST_YEAR = 2024


def papers(catalogue: Catalogue, people: People, held: Qualifications, rng: np.random.Generator) -> Told:
    """Columns degree, major, school, graduated, theory, state_management, it, language, certificates."""
    degrees, degree_cells = _degrees(catalogue, people, held, rng)
    theory, theory_cells = _theory(held, rng)
    management, management_cells = _state_management(held, rng)
    skills, skill_cells = _skills(people, rng)
    others, other_cells = _others(catalogue, people, held, rng)
    cells = {**degree_cells, "theory": theory_cells, "state_management": management_cells, **skill_cells}
    rows = (degrees, theory, management, skills, others)
    return Told(cells={**cells, "certificates": other_cells}, rows=tuple(part.frame() for part in rows))


def spelled_majors(catalogue: Catalogue, majors: Sequence[str]) -> list[tuple[str, ...]]:
    """Spellings of each major: its name twice, then aliases that name no other major."""
    vocabulary = catalogue.vocabularies["majors"]
    count: dict[str, int] = {}
    for term in vocabulary.values():
        for spelling in {fold(text) for text in (term.name_vi, *term.aliases)}:
            count[spelling] = count.get(spelling, 0) + 1
    return [_own_spellings(vocabulary[key], count) for key in majors]


def _own_spellings(term: Term, count: dict[str, int]) -> tuple[str, ...]:
    own = [alias for alias in term.aliases if count[fold(alias)] == 1 and len(alias) > 3][:SPELLINGS]
    return (term.name_vi, term.name_vi, *(alias[0].upper() + alias[1:] for alias in own))


def _degrees(
    catalogue: Catalogue, people: People, held: Qualifications, rng: np.random.Generator
) -> tuple[Rows, dict[str, Texts]]:
    terms = catalogue.vocabularies["degrees"]
    words = {term.order: DEGREE_WORDS.get(key, (term.name_vi,)) for key, term in terms.items()}
    spellings = spelled_majors(catalogue, held.majors)
    years = as_days(people.born).dt.year.to_numpy()
    later = rng.integers(21, 26, len(people))
    schools = any_of(rng, careers().universities, 2 * len(people)).reshape(2, -1)
    draw = rng.random((4, len(people)))
    rows = Rows(kind=str(EvidenceKind.DEGREE))
    columns: dict[str, list[str]] = {"degree": [], "major": [], "school": [], "graduated": []}
    university = words[terms["university"].order]
    for officer in range(len(people)):
        first = _pick(words[int(held.degree[officer])], draw[0, officer])
        entries = [(first, int(held.major[officer]), later[officer])]
        if held.second[officer] != NO_LEVEL:
            entries.append((_pick(university, draw[1, officer]), int(held.second[officer]), later[officer] + 8))
        told = []
        for place, (level, major, age) in enumerate(entries):
            name = "" if major == NO_LEVEL else _pick(spellings[major], draw[2 + place, officer])
            school = schools[place, officer] if major != NO_LEVEL else ""
            year = min(int(years[officer] + age), LAST_YEAR)
            rows.add(officer, f"{level} {name}".strip(), subject=name, grade=level, dated_on=f"{year}-07-01")
            told.append((level, name, school, str(year)))
        for column, parts in zip(columns, zip(*told, strict=True), strict=True):
            columns[column].append(LINE.join(parts) if any(parts) else "")
    return rows, {name: texts(cells) for name, cells in columns.items()}


def _theory(held: Qualifications, rng: np.random.Generator) -> tuple[Rows, Texts]:
    rows = Rows(kind=str(EvidenceKind.POLITICAL_THEORY))
    draw = rng.random(len(held.theory))
    cells = [_pick(THEORY_WORDS[int(order)], draw[officer]) for officer, order in enumerate(held.theory)]
    for officer, cell in enumerate(cells):
        rows.add(officer, cell, grade=cell)
    return rows, texts(cells)


def _state_management(held: Qualifications, rng: np.random.Generator) -> tuple[Rows, Texts]:
    rows = Rows(kind=str(EvidenceKind.CERTIFICATE))
    draw = rng.random(len(held.state_management))
    cells = []
    for officer, level in enumerate(held.state_management.tolist()):
        if held.sm_denied[officer]:
            cells.append(_pick(SM_DENIED, draw[officer]))
            rows.add(officer, SM_TEXT + SM_TEXTS[1], grade=DENIED_GRADE)
        elif held.sm_blank[officer] or level == NO_LEVEL:
            cells.append("")
        else:
            cells.append(_pick(SM_WORDS[level], draw[officer]))
            rows.add(officer, SM_TEXT + SM_TEXTS[level])
    return rows, texts(cells)


def _skills(people: People, rng: np.random.Generator) -> tuple[Rows, dict[str, Texts]]:
    """IT and language certificates, which decide nothing; languages of minorities for some of them."""
    size = len(people)
    it = np.where(flags(rng, IT_RATE, size), any_of(rng, IT_WORDS, size), "")
    language = np.where(flags(rng, LANGUAGE_RATE, size), any_of(rng, LANGUAGE_WORDS, size), "")
    ethnic = (people.ethnicity != KINH) & flags(rng, ETHNIC_RATE, size)
    language = np.where(ethnic, "Tiếng " + people.ethnicity, language)
    rows = Rows(kind=str(EvidenceKind.CERTIFICATE))
    for column in (it, language):
        for officer in np.flatnonzero(column != "").tolist():
            rows.add(officer, str(column[officer]))
    return rows, {"it": texts([str(cell) for cell in it]), "language": texts([str(cell) for cell in language])}


def _others(catalogue: Catalogue, people: People, held: Qualifications, rng: np.random.Generator) -> tuple[Rows, Texts]:
    """Other certificates held, with the year."""
    cells: list[list[str]] = [[] for _ in range(len(people))]
    rows = Rows(kind=str(EvidenceKind.CERTIFICATE))
    for term, has in held.certificates.items():
        name = catalogue.vocabularies["certificates"][term].name_vi
        years = rng.integers(2014, LAST_YEAR + 1, len(people))
        for officer in np.flatnonzero(has).tolist():
            cells[officer].append(f"{name} ({years[officer]})")
            rows.add(officer, name, dated_on=f"{years[officer]}-07-01")
    return rows, texts([LINE.join(parts) for parts in cells])


def _pick(words: Sequence[str], draw: float) -> str:
    return words[int(draw * len(words))]
