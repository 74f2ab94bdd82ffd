"""Ids that name nothing: each reference from one row to another row, group or term of a catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from training_catalog.audience import GROUP_NAMES
from training_catalog.checks import places
from training_catalog.problem_texts import catalogue_problem, suggestion
from training_catalog.types import Catalogue, CatalogueProblem, Course, Position, StandardKind, StandardRule, Task


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What a kind of reference may name."""

    what_vi: str
    what_en: str
    ids: Mapping[str, object]


def reference_problems(catalogue: Catalogue) -> list[CatalogueProblem]:
    """One problem for every id that the catalogue does not have."""
    known = _known_ids(catalogue)
    problems: list[CatalogueProblem] = []
    for position in catalogue.positions.values():
        problems += _of_position(position, known)
    for task in catalogue.tasks.values():
        problems += _of_task(task, known)
    for course in catalogue.courses.values():
        problems += _of_course(course, known)
    problems += _of_vocabularies(catalogue)
    problems += _of_lists(catalogue, known)
    return problems


def _known_ids(catalogue: Catalogue) -> dict[str, _Known]:
    terms = catalogue.vocabularies
    groups = dict.fromkeys(sorted(GROUP_NAMES))
    empty: dict[str, object] = {}

    def vocabulary(name: str) -> Mapping[str, object]:
        return terms.get(name, empty)

    granted = {**vocabulary("certificates"), **vocabulary("political_theory"), **vocabulary("degrees")}
    return {
        "competency": _Known(what_vi="năng lực", what_en="a competency", ids=catalogue.competencies),
        "audience": _Known(
            what_vi="vị trí hoặc nhóm", what_en="a position or group", ids={**catalogue.positions, **groups}
        ),
        "requirement": _Known(
            what_vi="năng lực hoặc nhiệm vụ",
            what_en="a competency or task",
            ids={**catalogue.competencies, **catalogue.tasks},
        ),
        "course": _Known(what_vi="chương trình", what_en="a course", ids=catalogue.courses),
        "law": _Known(what_vi="văn bản", what_en="an act", ids=catalogue.laws),
        "system": _Known(what_vi="hệ thống", what_en="a system", ids=catalogue.systems),
        "unit": _Known(what_vi="đơn vị", what_en="a unit", ids=catalogue.units),
        "department": _Known(what_vi="bộ phận", what_en="a department", ids=vocabulary("departments")),
        "rank": _Known(what_vi="ngạch", what_en="a rank", ids=vocabulary("ranks")),
        "field": _Known(what_vi="lĩnh vực", what_en="a field", ids=vocabulary("fields")),
        "granted": _Known(what_vi="văn bằng, chứng chỉ", what_en="a certificate or degree", ids=granted),
        "certificates": _Known(what_vi="chứng chỉ", what_en="a certificate", ids=vocabulary("certificates")),
        "majors": _Known(what_vi="ngành đào tạo", what_en="a major", ids=vocabulary("majors")),
        "degrees": _Known(what_vi="trình độ đào tạo", what_en="a degree", ids=vocabulary("degrees")),
        "political_theory": _Known(
            what_vi="trình độ lý luận chính trị", what_en="a political theory level", ids=vocabulary("political_theory")
        ),
    }


def _dangling(values: Iterable[str], known: _Known, *, key: str, file: str, row: str) -> Iterator[CatalogueProblem]:
    for value in values:
        if value and value not in known.ids:
            yield catalogue_problem(
                "unknown_reference",
                file=file,
                row=row,
                key=key,
                value=value,
                what_vi=known.what_vi,
                what_en=known.what_en,
                **suggestion(value, list(known.ids)),
            )


def _of_position(position: Position, known: Mapping[str, _Known]) -> Iterator[CatalogueProblem]:
    row = position.position_id
    file = places.position_file(row)
    yield from _dangling([position.department], known["department"], key="department", file=file, row=row)
    yield from _dangling([position.rank], known["rank"], key="rank", file=file, row=row)
    yield from _dangling([position.field], known["field"], key="field", file=file, row=row)
    yield from _dangling(position.levels, known["competency"], key="levels", file=file, row=row)
    for rule in position.standards:
        yield from _of_standard(rule, known, file=file)


def _of_standard(rule: StandardRule, known: Mapping[str, _Known], *, file: str) -> Iterator[CatalogueProblem]:
    row = rule.rule_id
    minimum = [rule.minimum or ""]
    if rule.kind in (StandardKind.DEGREE, StandardKind.POLITICAL_THEORY):
        vocabulary = "degrees" if rule.kind is StandardKind.DEGREE else "political_theory"
        yield from _dangling(minimum, known[vocabulary], key="minimum", file=file, row=row)
    else:
        vocabulary = "majors" if rule.kind is StandardKind.MAJOR else "certificates"
        yield from _dangling(rule.accepted, known[vocabulary], key="accepted", file=file, row=row)
    yield from _dangling(rule.alternatives, known["certificates"], key="alternatives", file=file, row=row)


def _of_task(task: Task, known: Mapping[str, _Known]) -> Iterator[CatalogueProblem]:
    row, file = task.task_id, places.task_file(task)
    yield from _dangling(task.position_ids, known["audience"], key="positions", file=file, row=row)
    yield from _dangling(task.laws, known["law"], key="laws", file=file, row=row)
    yield from _dangling(task.systems, known["system"], key="systems", file=file, row=row)


def _of_course(course: Course, known: Mapping[str, _Known]) -> Iterator[CatalogueProblem]:
    row, file = course.course_id, places.COURSES
    outcomes = [outcome.requirement_id for outcome in course.outcomes]
    yield from _dangling(course.positions, known["audience"], key="positions", file=file, row=row)
    yield from _dangling(course.mandatory_for, known["audience"], key="mandatory_for", file=file, row=row)
    yield from _dangling(course.ranks, known["rank"], key="ranks", file=file, row=row)
    yield from _dangling(course.prerequisites, known["course"], key="prerequisites", file=file, row=row)
    yield from _dangling(outcomes, known["requirement"], key="outcomes", file=file, row=row)
    yield from _dangling(course.grants, known["granted"], key="grants", file=file, row=row)


def _of_vocabularies(catalogue: Catalogue) -> Iterator[CatalogueProblem]:
    for name, terms in catalogue.vocabularies.items():
        own = _Known(what_vi="mục cha", what_en="a broader term", ids=terms)
        for term in terms.values():
            file = places.vocabulary_file(name)
            yield from _dangling([term.parent], own, key="parent", file=file, row=term.term_id)


def _of_lists(catalogue: Catalogue, known: Mapping[str, _Known]) -> Iterator[CatalogueProblem]:
    for unit in catalogue.units.values():
        parent = [unit.parent_id or ""]
        yield from _dangling(parent, known["unit"], key="parent_id", file=places.UNITS, row=unit.unit_id)
    for law in catalogue.laws.values():
        yield from _dangling([law.field], known["field"], key="field", file=places.LAWS, row=law.law_id)
        for replaced in law.replaces:
            if replaced not in catalogue.laws:
                yield catalogue_problem("unknown_replaced_law", file=places.LAWS, row=law.law_id, value=replaced)
