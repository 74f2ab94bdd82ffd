"""The whole report of a catalogue, from the catalogue and its problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from training_catalog.checks.course_texts import outcome_ranks
from training_catalog.likeness import Pair
from training_catalog.report.count_tables import mandatory_table, numbers_table, source_share, sources_table
from training_catalog.report.coverage_tables import covered_share, positions_table, steps_table, tasks_table
from training_catalog.report.law_tables import acts_table, cliffs_table, effects_table, undated_table
from training_catalog.report.likeness_tables import (
    course_pairs,
    course_texts_table,
    first_five,
    near_courses_table,
    near_tasks_table,
    other_desk_table,
    shared_table,
    task_pairs,
    vectors_table,
)
from training_catalog.report.tables import CatalogueReport, Cell, Column, ReportTable, Words, table
from training_catalog.report.text_tables import rare_pairs_table, spelling_table
from training_catalog.report.unknown_tables import facts_not_found_table
from training_catalog.report.words import SEVERITIES
from training_catalog.types import Catalogue, CatalogueProblem


@dataclass(frozen=True, kw_only=True)
class NearTexts:
    """Pairs of rows near in meaning, as places in catalogue order, and the encoder that found them."""

    encoder: str
    tasks: tuple[Pair, ...]
    courses: tuple[Pair, ...]


def catalogue_report(
    catalogue: Catalogue, problems: Sequence[CatalogueProblem], *, today: date, by_meaning: NearTexts | None = None
) -> CatalogueReport:
    """Every table in the order of the page."""
    ranks = outcome_ranks(catalogue)
    tables = (
        numbers_table(catalogue),
        problems_table(problems),
        positions_table(catalogue),
        steps_table(catalogue),
        tasks_table(catalogue),
        mandatory_table(catalogue),
        sources_table(catalogue),
        effects_table(catalogue, today=today),
        cliffs_table(catalogue, today=today),
        undated_table(catalogue, today=today),
        facts_not_found_table(catalogue),
        acts_table(catalogue, today=today),
        spelling_table(catalogue),
        rare_pairs_table(catalogue),
        near_tasks_table(catalogue),
        near_courses_table(catalogue),
        *(_by_meaning(catalogue, by_meaning) if by_meaning else ()),
        shared_table(catalogue),
        other_desk_table(catalogue),
        course_texts_table(catalogue, ranks),
    )
    headline: tuple[tuple[Words, Cell], ...] = (
        (Words("vị trí việc làm", "positions"), len(catalogue.positions)),
        (Words("nhiệm vụ", "tasks"), len(catalogue.tasks)),
        (Words("chương trình", "courses"), len(catalogue.courses)),
        (Words("văn bản", "acts"), len(catalogue.laws)),
        (Words("lỗi", "errors"), sum(problem.severity == "error" for problem in problems)),
        (Words("lưu ý", "warnings"), sum(problem.severity != "error" for problem in problems)),
        (Words("nhiệm vụ học được", "tasks covered"), covered_share(catalogue)),
        (Words("dòng có nguồn", "rows with a source"), source_share(catalogue)),
        (Words("kết quả khớp lời chương trình", "outcomes told by their course"), first_five(ranks)),
    )
    return CatalogueReport(
        name=catalogue.name, version=catalogue.version, digest=catalogue.digest, today=today,
        tables=tables, headline=headline,
    )  # fmt: skip


def problems_table(problems: Sequence[CatalogueProblem]) -> ReportTable:
    """What the checks found."""
    rows: list[tuple[Cell, ...]] = [
        (SEVERITIES[each.severity], each.file, each.row, each.code, Words(each.message_vi, each.message_en))
        for each in sorted(problems, key=lambda each: each.severity)
    ]
    columns = (
        Column("severity", "Mức", "Severity"),
        Column("file", "Tệp", "File"),
        Column("row", "Dòng", "Row"),
        Column("code", "Mã", "Code"),
        Column("message", "Nội dung", "Message", is_wide=True),
    )
    note = ("Kết quả của lệnh nangluc catalogue check.", "What nangluc catalogue check says.")
    return table("problems", ("Vấn đề", "Problems"), note, columns, rows)


def _by_meaning(catalogue: Catalogue, found: NearTexts) -> tuple[ReportTable, ReportTable]:
    tasks, courses = list(catalogue.tasks.values()), list(catalogue.courses.values())
    title = ("Nhiệm vụ gần nghĩa", "Tasks near in meaning")
    of_courses = ("Chương trình gần nghĩa", "Courses near in meaning")
    return (
        vectors_table("near_tasks_by_meaning", title, task_pairs(tasks, found.tasks), encoder=found.encoder),
        vectors_table(
            "near_courses_by_meaning", of_courses, course_pairs(courses, found.courses), encoder=found.encoder
        ),
    )
