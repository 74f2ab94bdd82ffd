from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.shipped_catalogue import shipped_catalogue
from training_catalog import check_catalogue
from training_catalog.likeness import Pair
from training_catalog.report import CatalogueReport, NearTexts, Words, catalogue_report
from training_catalog.types import Catalogue

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def pack() -> Catalogue:
    return shipped_catalogue()


@pytest.fixture(scope="module")
def report(pack: Catalogue) -> CatalogueReport:
    return catalogue_report(pack, check_catalogue(pack, today=TODAY), today=TODAY)


def rows_of(report: CatalogueReport, key: str) -> list[dict[str, object]]:
    table = next(table for table in report.tables if table.key == key)
    return [dict(zip([column.key for column in table.columns], row, strict=True)) for row in table.rows]


def test_keys_of_tables_and_columns_are_unique(report: CatalogueReport) -> None:
    keys = [table.key for table in report.tables]
    assert len(set(keys)) == len(keys)
    assert all(len({column.key for column in table.columns}) == len(table.columns) for table in report.tables)


def test_every_title_note_and_heading_is_in_both_languages(report: CatalogueReport) -> None:
    words = [each for table in report.tables for each in (table.title, table.note)]
    assert all(each.vi and each.en for each in words)
    assert all(column.vi and column.en for table in report.tables for column in table.columns)


def test_every_position_task_step_and_act_has_its_row(report: CatalogueReport, pack: Catalogue) -> None:
    assert [row["position_id"] for row in rows_of(report, "positions")] == list(pack.positions)
    assert [row["task_id"] for row in rows_of(report, "tasks")] == list(pack.tasks)
    assert len(rows_of(report, "acts")) == len(pack.laws)


def test_all_tasks_of_the_pack_can_be_learned_and_all_rows_have_a_source(report: CatalogueReport) -> None:
    assert all(row["learnable"] == 1.0 for row in rows_of(report, "positions"))
    assert all(row["without_source"] == 0 for row in rows_of(report, "sources"))
    assert all(row["short"] and row["near"] for row in rows_of(report, "tasks"))


def test_every_required_step_above_the_first_has_a_short_course_and_one_near_work(report: CatalogueReport) -> None:
    steps = [row for row in rows_of(report, "levels") if row["required"] == Words("có", "yes") and row["level"] != 1]
    assert steps
    assert all(row["short"] and row["near"] for row in steps)


def test_no_act_out_of_force_is_named_by_a_task(report: CatalogueReport) -> None:
    ended = [row for row in rows_of(report, "acts_by_effect") if row["effect"] == Words("Hết hiệu lực", "Out of force")]
    assert [(row["used"], row["uses"]) for row in ended] == [(0, 0)]


def test_states_of_acts_add_up(report: CatalogueReport, pack: Catalogue) -> None:
    counts = [row["acts"] for row in rows_of(report, "acts_by_effect")]
    assert sum(count for count in counts if isinstance(count, int)) == len(pack.laws)


def test_days_of_change_are_to_come_and_in_order(report: CatalogueReport) -> None:
    days = [str(row["day"]) for row in rows_of(report, "days_of_change")]
    assert days == sorted(days)
    assert all(day > TODAY.isoformat() for day in days)
    assert "2027-03-01" in days


def test_pairs_near_in_meaning_are_shown_with_their_encoder(pack: Catalogue) -> None:
    found = NearTexts(encoder="thử", tasks=(Pair(0, 1, 0.9),), courses=())
    small = replace(pack, courses={}, units={})
    tables = {table.key: table for table in catalogue_report(small, [], today=TODAY, by_meaning=found).tables}
    first, second = list(pack.tasks)[:2]
    assert tables["near_tasks_by_meaning"].rows[0][:3] == (first, second, 0.9)
    assert "thử" in tables["near_courses_by_meaning"].note.vi


def test_an_empty_catalogue_gives_a_report(pack: Catalogue) -> None:
    empty = replace(pack, positions={}, tasks={}, courses={}, laws={}, systems={}, competencies={}, units={})
    report = catalogue_report(replace(empty, vocabularies={}, blueprints={}), [], today=TODAY)
    assert all(not table.rows for table in report.tables if table.key in ("tasks", "near_tasks", "other_desk"))


def test_the_same_catalogue_gives_the_same_report(pack: Catalogue) -> None:
    small = replace(pack, courses=dict(list(pack.courses.items())[:50]), units={}, vocabularies={}, blueprints={})
    assert catalogue_report(small, [], today=TODAY) == catalogue_report(small, [], today=TODAY)
