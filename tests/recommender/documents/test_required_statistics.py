"""Statistics that plans and reports must give."""

from __future__ import annotations

import pandas as pd
import pytest

from recommender.columns import PERSONAL, STATEMENTS
from recommender.documents.required_statistics import special_learners, university_graduates
from tests.recommender.documents import factories as make


def personal(**given: str) -> pd.DataFrame:
    return PERSONAL.frame([{"officer_id": key, "name": "x", **given} for key, _, _ in make.PEOPLE])


def test_women_and_minorities_are_counted_by_course_and_province() -> None:
    found = special_learners(make.result().plans, make.inputs(), make.catalogue()).set_index("course_id")
    assert found.loc["K1", ["women", "minority"]].tolist() == [2.0, 2.0]
    assert set(found["province_id"]) == {"01"}


@pytest.mark.parametrize(("sex", "count"), [("female", 2.0), ("Nữ", 2.0), ("male", 0.0), ("Nam", 0.0)])
def test_sex_is_understood_as_readers_and_offices_write_it(sex: str, count: float) -> None:
    inputs = make.inputs(personal=personal(sex=sex, ethnicity="Kinh"))
    found = special_learners(make.result().plans, inputs, make.catalogue()).set_index("course_id")
    assert found.loc["K1", ["women", "minority"]].tolist() == [count, 0.0]


def test_what_the_file_does_not_say_stays_unknown() -> None:
    found = special_learners(make.result().plans, make.inputs(personal=personal()), make.catalogue())
    assert found[["women", "minority"]].isna().all(axis=None)


def test_graduates_are_those_with_a_degree_of_university_level_on_record() -> None:
    rows = [
        {"statement_id": key, "officer_id": key, "kind": "degree", "text": "", "grade": grade}
        for key, grade in (("CC01", "Thạc sĩ"), ("CC02", "Trung cấp"), ("CC03", "không rõ"))
    ]
    found = university_graduates(make.inputs(statements=STATEMENTS.frame(rows)), make.catalogue())
    assert found.to_dict() == {"CC01": True, "CC02": False, "CC03": False}
