"""What changed between two versions: rows that came, went or changed, each field as it was and as it is."""

from __future__ import annotations

import json
from dataclasses import replace

from tests.shipped_catalogue import shipped_catalogue
from training_catalog.differences import ChangeKind, FieldChange, RowChange, catalogue_values, differences
from training_catalog.types import Catalogue, LevelRange, Outcome

PACK = shipped_catalogue()


def changes(after: Catalogue) -> tuple[RowChange, ...]:
    return differences(catalogue_values(PACK), catalogue_values(after))


def fields(after: Catalogue) -> tuple[FieldChange, ...]:
    (row,) = changes(after)
    return row.fields


def test_a_catalogue_does_not_differ_from_itself_nor_from_its_own_kept_values() -> None:
    values = catalogue_values(PACK)
    assert differences(values, values) == ()
    assert differences(values, json.loads(json.dumps(values))) == ()


def test_rows_that_come_and_go_are_told_by_table_id_and_name() -> None:
    course = replace(PACK.courses["PA-13"], course_id="X-1", name_vi="Lớp mới", name_en="New class")
    courses = {key: one for key, one in PACK.courses.items() if key != "PA-01"} | {"X-1": course}
    gone, came = changes(replace(PACK, courses=courses))
    assert (gone.table, gone.row_id, gone.kind, gone.fields) == ("courses", "PA-01", ChangeKind.REMOVED, ())
    assert (came.row_id, came.kind, came.name_vi, came.name_en) == ("X-1", ChangeKind.ADDED, "Lớp mới", "New class")


def test_only_the_level_that_changed_is_told() -> None:
    position = PACK.positions["II.04"]
    levels = position.levels | {"C6": LevelRange(minimum=4, maximum=4)}
    after = replace(PACK, positions=PACK.positions | {"II.04": replace(position, levels=levels)})
    old = position.levels["C6"]
    assert fields(after) == (FieldChange(name="levels.C6", before=f"{old.minimum}-{old.maximum}", after="4"),)


def test_only_the_field_of_the_standard_that_changed_is_told() -> None:
    position = PACK.positions["II.04"]
    first, *others = position.standards
    standards = (replace(first, is_enabled=False), *others)
    after = replace(PACK, positions=PACK.positions | {"II.04": replace(position, standards=standards)})
    assert fields(after) == (FieldChange(name=f"standards.{first.rule_id}.is_enabled", before="True", after="False"),)


def test_an_outcome_that_a_course_gains_is_told_with_its_level() -> None:
    course = PACK.courses["PA-13"]
    gained = replace(course, outcomes=(*course.outcomes, Outcome(requirement_id="C2", level=3)))
    after = replace(PACK, courses=PACK.courses | {"PA-13": gained})
    assert fields(after) == (FieldChange(name="outcomes.C2.level", before="", after="3"),)


def test_a_field_that_an_earlier_version_did_not_know_is_no_change_while_it_says_nothing() -> None:
    before = json.loads(json.dumps(catalogue_values(PACK)))
    for course in before["courses"].values():
        del course["lasts"]
    changed = differences(before, catalogue_values(PACK))
    assert {one.row_id for one in changed} == {key for key, one in PACK.courses.items() if one.lasts}
    assert {field.name for one in changed for field in one.fields} <= {
        "lasts.amount", "lasts.unit", "lasts.is_part_time",
    }  # fmt: skip


def test_terms_are_told_under_their_vocabulary() -> None:
    majors = dict(PACK.vocabularies["majors"])
    key, term = next(iter(majors.items()))
    after = replace(PACK, vocabularies=PACK.vocabularies | {"majors": majors | {key: replace(term, code="1")}})
    (row,) = changes(after)
    assert (row.table, row.row_id, row.fields[0].after) == ("vocabularies.majors", key, "1")
