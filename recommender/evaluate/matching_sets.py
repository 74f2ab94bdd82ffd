"""Ranking sets with graded answers: our own from the package, others from folders of JSON lines."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np

from models.ranking_metrics import Grades, grade_matrix
from recommender.errors import InputError
from recommender.requirements import requirement_texts
from recommender.sample.data_files import topics
from training_catalog.types import Catalogue, Course, Outcome

OWN_SETS = ("topics", "evidence", "gaps", "tasks", "titles")
PARTS = ("dev", "test")
FOCUSED_OUTCOMES = 2
"""A course counts for a gap in a competency only when it is about little else."""
RIGHT, ALSO_RIGHT, NEAR = 3, 2, 1
FOREIGN = ("xling",)
"""Beginnings of the names of cross-lingual external sets."""


@dataclass(frozen=True, kw_only=True)
class Query:
    """One question of our own sets as written in its file."""

    query_id: str
    part: str
    family: str
    language: str
    traits: tuple[str, ...]
    answers: tuple[tuple[str, int], ...]
    text: str


@dataclass(frozen=True, kw_only=True)
class RankingSet:
    """Queries, targets ordered by id, grades (queries, targets), and from which grade a target is a hit."""

    name: str
    queries: tuple[str, ...]
    targets: tuple[str, ...]
    grades: Grades
    least_right: int
    is_cross: bool
    traits: tuple[tuple[str, ...], ...] = ()


def own_queries(name: str) -> list[Query]:
    """The queries of one of our sets; those marked `nfd` come decomposed."""
    return [
        Query(
            query_id=row["query_id"], part=row["part"], family=row["family"], language=row["language"],
            traits=tuple(row["traits"].split()), answers=tuple(_answer(one) for one in row["answers"].split()),
            text=unicodedata.normalize("NFD", row["text"]) if "nfd" in row["traits"].split() else row["text"],
        )
        for row in _rows(f"{name}.csv")
    ]  # fmt: skip


def own_sets(catalogue: Catalogue, *, part: str) -> list[RankingSet]:
    """Our sets of one part, each as Vietnamese queries and, apart, as English queries against the same targets."""
    found = []
    for name in OWN_SETS:
        targets = target_texts(name, catalogue)
        ids = sorted(targets)
        queries = [query for query in own_queries(name) if query.part == part]
        for language in ("vi", "en"):
            asked = [query for query in queries if query.language == language]
            answers = [(query.query_id, *one) for query in asked for one in graded(name, query, catalogue)]
            found.append(
                RankingSet(
                    name=f"{name} {language}", queries=tuple(query.text for query in asked),
                    targets=tuple(targets[key] for key in ids),
                    grades=grade_matrix([query.query_id for query in asked], ids, answers),
                    least_right=ALSO_RIGHT, is_cross=language == "en", traits=tuple(query.traits for query in asked),
                )
            )  # fmt: skip
    return found


def target_texts(name: str, catalogue: Catalogue) -> dict[str, str]:
    """Target id → Vietnamese text, one thing a line."""
    if name == "topics":
        return {key: "\n".join((entry.name_vi, *entry.aliases)) for key, entry in catalogue.competencies.items()}
    if name == "evidence":
        return {row["target_id"]: row["text"] for row in _rows("evidence_lines.csv")}
    if name == "gaps":
        return {key: f"{course.name_vi}\n{course.outline}".strip() for key, course in catalogue.courses.items()}
    if name == "titles":
        return {key: "\n".join((entry.title_vi, *entry.aliases)) for key, entry in catalogue.positions.items()}
    tasks: dict[str, list[str]] = {key: [] for key in catalogue.positions}
    for _, task in sorted(catalogue.tasks.items()):
        for position_id in task.position_ids:
            if position_id in tasks:
                tasks[position_id].append(task.text_vi)
    return {key: "\n".join((catalogue.positions[key].title_vi, *lines)) for key, lines in tasks.items()}


def graded(name: str, query: Query, catalogue: Catalogue) -> list[tuple[str, int]]:
    """(target id, grade) of a query; for gaps worked out from the outcomes of the courses."""
    if name != "gaps":
        return list(query.answers)
    best: dict[str, int] = {}
    for course_id, course in catalogue.courses.items():
        grade = max((_course_grade(course, asked, value, catalogue) for asked, value in query.answers), default=0)
        if grade:
            best[course_id] = grade
    return sorted(best.items())


def _course_grade(course: Course, asked: str, value: int, catalogue: Catalogue) -> int:
    requirement_id, _, level = asked.partition("@")
    outcome = next((one for one in course.outcomes if one.requirement_id == requirement_id), None)
    if outcome is None:
        return 0
    if level:
        is_focused = len(course.outcomes) <= FOCUSED_OUTCOMES
        return (RIGHT if outcome.level == int(level) else NEAR) if is_focused else 0
    return max(NEAR, value - (0 if _reaches(outcome, catalogue) else 1))


def _reaches(outcome: Outcome, catalogue: Catalogue) -> bool:
    task = catalogue.tasks.get(outcome.requirement_id)
    return task is None or outcome.level >= task.level.minimum


def _answer(written: str) -> tuple[str, int]:
    """`C3:2` → (C3, 2); `C7@2:3` keeps the level wanted in its name."""
    name, _, grade = written.rpartition(":")
    return name, int(grade)


def _rows(file: str) -> list[dict[str, str]]:
    text = files("recommender.evaluate").joinpath("data", "matching", file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def external_sets(folder: Path) -> list[RankingSet]:
    """The ranking sets of a folder: each subfolder with queries.jsonl, targets.jsonl ({"id","text"}) and qrels.tsv."""
    found = [_external(one) for one in sorted(folder.iterdir()) if (one / "qrels.tsv").is_file()]
    if not found:
        raise InputError(
            f"{folder} không có bộ đối sánh nào (queries.jsonl, targets.jsonl, qrels.tsv).",
            f"{folder} holds no ranking set (queries.jsonl, targets.jsonl, qrels.tsv).",
        )
    return found


def _external(folder: Path) -> RankingSet:
    try:
        queries, targets = (dict(_texts(folder / name)) for name in ("queries.jsonl", "targets.jsonl"))
        lines = (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]
        answers = [(query, target, int(grade)) for query, target, grade in (line.split("\t") for line in lines)]
        ids = sorted(targets)
        grades = grade_matrix(list(queries), ids, answers)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"Không đọc được bộ đối sánh {folder.name}: {error!r}.",
            f"The ranking set {folder.name} cannot be read: {error!r}.",
        ) from error
    return RankingSet(
        name=folder.name, queries=tuple(queries.values()), targets=tuple(targets[key] for key in ids), grades=grades,
        least_right=NEAR, is_cross=folder.name.startswith(FOREIGN), traits=((),) * len(queries),
    )  # fmt: skip


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            row: Mapping[str, object] = json.loads(line)
            yield str(row["id"]), str(row["text"])


def right_rows(one: RankingSet) -> RankingSet:
    """The set without queries that have no hit (a course that left the catalogue)."""
    kept = np.flatnonzero((one.grades >= one.least_right).any(axis=1)).tolist()
    return RankingSet(
        name=one.name, queries=tuple(one.queries[row] for row in kept), targets=one.targets,
        grades=one.grades[kept], least_right=one.least_right, is_cross=one.is_cross,
        traits=tuple(one.traits[row] for row in kept),
    )  # fmt: skip


def sample_topics(catalogue: Catalogue) -> RankingSet:
    """The sample's topics against everything positions ask: written for another purpose, never chosen on."""
    asked = requirement_texts(catalogue).sort_values("requirement_id")
    column = {key: number for number, key in enumerate(asked["requirement_id"])}
    pairs = [(line, column[key]) for key, lines in sorted(topics().items()) if key in column for line in lines]
    grades = np.zeros((len(pairs), len(column)), dtype=np.int_)
    grades[np.arange(len(pairs)), [place for _, place in pairs]] = NEAR
    return RankingSet(
        name="sample topics", queries=tuple(line for line, _ in pairs), targets=tuple(asked["text"]), grades=grades,
        least_right=NEAR, is_cross=False, traits=((),) * len(pairs),
    )  # fmt: skip
