from __future__ import annotations

from dataclasses import replace

from tests.shipped_catalogue import shipped_catalogue
from training_catalog.report.unknown_tables import (
    CODE,
    DOCUMENT,
    LENGTH,
    LENGTH_AND_DOCUMENT,
    facts_not_found_table,
)
from training_catalog.types import CourseStatus


def test_every_real_course_without_a_length_or_a_document_is_listed_with_what_it_lacks() -> None:
    pack = shipped_catalogue()
    told = {str(row[1]): row[3] for row in facts_not_found_table(pack).rows if row[3] is not CODE}
    real = [course for course in pack.courses.values() if course.status is CourseStatus.REAL]
    assert told == {
        course.course_id: DOCUMENT if course.duration_periods else LENGTH if course.document else LENGTH_AND_DOCUMENT
        for course in real
        if course.duration_periods is None or not course.document
    }


def test_majors_without_a_code_are_listed_but_not_their_groups() -> None:
    rows = [str(row[1]) for row in facts_not_found_table(shipped_catalogue()).rows if row[3] is CODE]
    assert "tax_customs" in rows
    assert "forestry" not in rows
    assert not [row for row in rows if row.startswith("group_")]


def test_a_proposed_course_needs_no_document() -> None:
    pack = shipped_catalogue()
    one = next(course for course in pack.courses.values() if course.status is CourseStatus.PROPOSED)
    small = replace(pack, courses={one.course_id: replace(one, document="")}, vocabularies={})
    assert facts_not_found_table(small).rows == ()
