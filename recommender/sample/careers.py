"""Careers: past posts, duties now given, courses taken and yearly bands, as staff lists tell them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recommender.sample.communes import Communes
from recommender.sample.data_files import Desk, careers, desks, places, topics
from recommender.sample.draws import Floats, Texts, flags, texts
from recommender.sample.people import People, as_days
from recommender.sample.staffing import Posts
from recommender.sample.told import LINE, Rows, Told
from recommender.types import EvidenceKind
from training_catalog.types import Catalogue

OTHER_FIELD = 0.22
"""Past posts in another field than the one held now."""
DUTIES_MAIN, DUTIES_CARRIED = 3, 1
COURSES_MEAN = 2.2
COURSE_YEARS = (2021, 2026)
OWN_COURSE = 0.5
RATING_YEARS = (2024, 2025)
BANDS = (
    (90.0, ("Hoàn thành xuất sắc nhiệm vụ", "HTXSNV", "Xuất sắc")),
    (70.0, ("Hoàn thành tốt nhiệm vụ", "HTTNV", "Hoàn thành tốt nhiệm vụ")),
    (50.0, ("Hoàn thành nhiệm vụ", "HTNV", "Hoàn thành nhiệm vụ")),
    (-1e9, ("Không hoàn thành nhiệm vụ", "KHTNV", "Không hoàn thành nhiệm vụ")),
)
"""Least points of each band of Decree 335/2025/NĐ-CP, and how lists write it."""
POINTS_MEAN, POINTS_SPREAD, POINTS_PER_LEVEL = 81.5, 6.0, 9.0
"""Points follow the general factor a little and have much noise: the band decides nothing and proves little."""
REORGANISED = 2025


def careers_told(
    catalogue: Catalogue, communes: Communes, posts: Posts, people: People, rng: np.random.Generator
) -> Told:
    """Columns `career`, `duties`, `courses`."""
    by_position = {desk.position_id: desk for desk in desks()}
    desk_of = [by_position.get(key, desks()[0]) for key in posts.positions]
    career, career_cells = _past_posts(communes, posts, people, desk_of, rng)
    duties, duty_cells = _duties(catalogue, posts, rng)
    courses, course_cells = _courses(posts, people, desk_of, rng)
    return Told(
        cells={"career": career_cells, "duties": duty_cells, "courses": course_cells},
        rows=(career.frame(), duties.frame(), courses.frame()),
    )


def ratings_told(people: People, general: Floats, rng: np.random.Generator) -> Told:
    """Columns `rating_2024` and `rating_2025`."""
    started = as_days(people.started).dt.year.to_numpy()
    cells: dict[str, Texts] = {}
    rows = Rows(kind=str(EvidenceKind.RATING))
    for year in RATING_YEARS:
        points = POINTS_MEAN + POINTS_PER_LEVEL * general + rng.normal(0, POINTS_SPREAD, len(people))
        style = rng.integers(0, 3, len(people))
        column = []
        for officer, point in enumerate(points.tolist()):
            band = next(words for least, words in BANDS if point >= least)[style[officer]]
            column.append(band if started[officer] < year else "")
            if started[officer] < year:
                rows.add(officer, f"Xếp loại năm {year}", grade=band, dated_on=f"{year}-12-31")
        cells[f"rating_{year}"] = texts(column)
    return Told(cells=cells, rows=(rows.frame(),))


def _past_posts(
    communes: Communes, posts: Posts, people: People, desk_of: list[Desk], rng: np.random.Generator
) -> tuple[Rows, Texts]:
    """One or two posts before July 2025, many in districts that no longer exist."""
    lists = careers().posts
    fields = list(lists)
    started = as_days(people.started).dt.year.to_numpy()
    draw = rng.random((6, posts.officers))
    rows = Rows(kind=str(EvidenceKind.PAST_POST))
    cells = []
    for officer in range(posts.officers):
        unit = int(posts.unit[officer])
        near = places().districts[communes.province_id[unit]]
        begin, lines = int(started[officer]), []
        split = begin + int((REORGANISED - begin) * (0.35 + 0.4 * draw[0, officer]))
        spans = [(begin, split), (split, REORGANISED)] if REORGANISED - begin > 4 else [(begin, REORGANISED)]
        for place, (first, last) in enumerate(spans if begin < REORGANISED else []):
            field = desk_of[posts.main[officer]].posts
            if draw[1 + place, officer] < OTHER_FIELD:
                field = fields[int(draw[3, officer] * len(fields))]
            entry = _of(lists[field], draw[4 + place, officer])
            district = near[int(draw[5 - place, officer] * len(near))]
            organisation, title, done = entry.format(d=district, u=_lowered(communes.name[unit])).split(" | ")
            text = f"{title}, {organisation}: {done}"
            end = "6/2025" if last == REORGANISED else str(last)
            lines.append(f"{first}-{end}: {text}")
            ended = "2025-06-30" if last == REORGANISED else f"{last}-01-01"
            rows.add(officer, text, started_on=f"{first}-01-01", dated_on=ended)
        cells.append(LINE.join(lines))
    return rows, texts(cells)


def _duties(catalogue: Catalogue, posts: Posts, rng: np.random.Generator) -> tuple[Rows, Texts]:
    """Duties written in the sample's own words of some tasks of the positions held."""
    verbs = careers().duty_verbs
    words = topics()
    own: list[list[tuple[str, ...]]] = [
        [words[key] for key, task in catalogue.tasks.items() if position in task.position_ids and key in words]
        for position in posts.positions
    ]
    main = np.r_[True, np.diff(posts.officer) > 0]
    draw = rng.random((len(posts.officer), DUTIES_MAIN, 3))
    rows = Rows(kind=str(EvidenceKind.DUTY))
    cells: list[list[str]] = [[] for _ in range(posts.officers)]
    for holding, (officer, position) in enumerate(zip(posts.officer.tolist(), posts.position.tolist(), strict=True)):
        tasks = own[position]
        first = int(draw[holding, 0, 0] * len(tasks))
        for turn in range(DUTIES_MAIN if main[holding] else DUTIES_CARRIED):
            wording = _of(tasks[(first + 2 * turn) % len(tasks)], draw[holding, turn, 1])
            text = _after(_of(verbs, draw[holding, turn, 2]), wording)
            cells[officer].append(text)
            rows.add(officer, text)
    return rows, texts(["\n".join(f"- {line}" for line in lines) for lines in cells])


def _courses(posts: Posts, people: People, desk_of: list[Desk], rng: np.random.Generator) -> tuple[Rows, Texts]:
    """Courses of the last years with year and hours, written in two ways."""
    lists = careers().course_names
    count = np.minimum(rng.poisson(COURSES_MEAN, posts.officers), 5)
    draw = rng.random((posts.officers, 5, 4))
    with_month = flags(rng, 0.3, posts.officers)
    rows = Rows(kind=str(EvidenceKind.TRAINING))
    cells = []
    for officer, taken in enumerate(count.tolist()):
        own = lists.get(desk_of[posts.main[officer]].courses, lists["all"])
        lines: dict[str, str] = {}
        for turn in range(taken):
            pick, which, when, month = draw[officer, turn]
            name, hours = _of(own if pick < OWN_COURSE else lists["all"], which).split(" | ")
            if name in lines:
                continue
            year = COURSE_YEARS[0] + int(when * (COURSE_YEARS[1] - COURSE_YEARS[0] + 1))
            periods = int(hours)
            if with_month[officer]:
                lines[name] = f"{name} {int(month * 9) + 1}/{year}"
                rows.add(officer, name, dated_on=f"{year}-{int(month * 9) + 1:02d}-01")
            else:
                lines[name] = f"{name} ({year}, {periods} tiết)" if periods else f"{name} ({year})"
                rows.add(officer, name, dated_on=f"{year}-07-01")
                rows.periods[-1] = float(periods) if periods else float("nan")
        cells.append("; ".join(lines.values()))
    return rows, texts(cells)


def _after(verb: str, wording: str) -> str:
    """The wording after a verb, its first letter small unless it is an abbreviation."""
    return verb + _lowered(wording) if verb else wording


def _lowered(text: str) -> str:
    return text[0].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def _of(words: Sequence[str], draw: float) -> str:
    return words[int(draw * len(words))]
