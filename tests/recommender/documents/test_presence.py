"""Where people of a list stand: three numbers that add up to all of them, the same wherever they are shown."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.columns import HOLDINGS, OFFICERS, VERDICTS
from recommender.documents.presence import presence, unread_beside
from recommender.documents.results_workbook.balance_sheet import balance_table
from recommender.documents.results_workbook.review_sheet import review_table
from recommender.documents.results_workbook.summary_blocks import staffing_block
from recommender.documents.results_workbook.units_sheet import units_table
from recommender.documents.results_workbook.view import RunView, run_view
from recommender.documents.run_record import _counts
from recommender.documents.staffing_words import staffing_sentence, uncertain_sentence
from recommender.documents.summary import summarise
from recommender.documents.tallies import StaffingTally, staffing_tally
from recommender.inputs import Inputs
from recommender.pipeline import RunResult
from recommender.staffing import balance
from tests.recommender.documents import factories as make
from tests.recommender.factories import quotas

PEOPLE = ("CC01", "CC02", "CC03", "CC04", "CC05", "CC06")
"""Two in A (one half in B too), one in B, one whose position and one whose unit could not be read, one elsewhere."""
UNITS = ("00001", "00001", "00001", "00001", "", "00002")
HELD = (("CC01", "A", 1.0), ("CC02", "A", 0.5), ("CC02", "B", 0.5), ("CC03", "B", 1.0), ("CC05", "A", 1.0),
        ("CC06", "B", 1.0))  # fmt: skip


def run(*posts: tuple[str, str, float]) -> tuple[RunResult, Inputs]:
    """A run of six people with these quotas: position A is given, B is not."""
    officers = OFFICERS.frame(
        [{"officer_id": key, "unit_id": unit, "place": "p.xlsx!S!A2"} for key, unit in zip(PEOPLE, UNITS, strict=True)]
    )
    held = HOLDINGS.frame([{"officer_id": key, "position_id": position, "share": n} for key, position, n in HELD])
    given_posts = posts or (("00001", "A", 4.0), ("00002", "A", 1.0))
    inputs = make.inputs(officers=officers, holdings=held, quotas=quotas(*given_posts))
    posts_of = balance(held, officers, VERDICTS.empty(), inputs.quotas, make.catalogue())
    return make.result(balance=[{str(k): v for k, v in row.items()} for row in posts_of.to_dict("records")]), inputs


def view(language: str = "vi") -> RunView:
    result, inputs = run()
    return run_view(result, inputs, make.catalogue(), settings=make.SETTINGS, language=language)


def tally() -> StaffingTally:
    result, inputs = run()
    return staffing_tally(result.balance, inputs)


def test_the_three_numbers_add_up_to_the_people_of_the_list() -> None:
    one = tally()
    assert (one.people, one.present, one.without_quota, one.not_placed) == (6, 1.5, 2.5, 2)


def test_every_place_shows_the_same_numbers() -> None:
    result, inputs = run()
    one = tally()
    whole = units_table(view()).rows.iloc[0]
    assert (whole["people"], whole["in_quota"], whole["without_quota"], whole["not_placed"]) == (6, 1.5, 2.5, 2)
    total = balance_table(view()).rows.iloc[-1]
    assert (total["present"], total["present_quota"], total["quota"]) == (6, 1.5, 5)
    assert _counts(result, inputs)["staffing"] == summarise_staffing(result, inputs)
    assert staffing_sentence(one, view().labels) in balance_table(view()).answer


def summarise_staffing(result: RunResult, inputs: Inputs) -> object:
    return summarise(result, inputs, make.catalogue(), out=Path("x")).as_record()["staffing"]


def test_what_is_short_and_over_is_the_difference_of_quota_and_present() -> None:
    rows = units_table(view()).rows
    known = rows[rows["quota"].notna()]
    assert ((known["in_quota"] - known["quota"]) == (known["over"] - known["short"])).all()


def test_people_whose_position_was_not_read_stand_in_the_sheet_of_posts_once() -> None:
    rows = balance_table(view()).rows
    unread = rows[rows["position"] == "Chưa đọc được vị trí việc làm"]
    assert unread[["unit", "heads", "present"]].to_numpy().tolist() == [["Xã Một", 1, 1]]
    assert unread[["quota", "over_quota"]].isna().all(axis=None)


def test_a_shortage_beside_unread_people_of_the_unit_carries_a_note() -> None:
    rows = balance_table(view()).rows
    noted = rows[rows["note"].fillna("") != ""]
    assert noted[["unit", "position_id"]].to_numpy().tolist() == [["Xã Một", "A"]]
    assert "1 người chưa đọc được vị trí" in noted["note"].iloc[0]


def test_no_more_is_uncertain_than_people_were_not_read() -> None:
    one = tally()
    assert (one.short, one.short_uncertain) == (3.5, 1.0)
    assert uncertain_sentence(one, view().labels).startswith("! Trong số thiếu, 1 chưa chắc")
    assert uncertain_sentence(one, view("en").labels).startswith("! Of those short, 1 are not certain")


def test_the_review_report_says_who_is_not_counted_in_it() -> None:
    table = review_table(view())
    total = table.rows.iloc[0]
    assert (total["quota"], total["in_quota"], total["heads"], total["short"]) == (5, 1.5, 5, 3.5)
    assert table.notes[-1].startswith("1 người chưa đọc được vị trí nên chưa đếm ở trang này. ! Trong số thiếu, 1")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", "Biên chế 5. Danh sách 6 người: 1,5 ở vị trí có biên chế, 2,5 ở vị trí không có số, 2 chưa xếp được."),
        ("en", "Quota 5. 6 people: 1.5 in positions with a quota, 2.5 in others, 2 not placed."),
    ],
)
def test_the_first_sheet_says_the_same_in_one_line(language: str, words: str) -> None:
    said = staffing_block(view(language)).sentence
    assert said.startswith(words)
    assert "(1 chưa chắc)" in said or "(1 not certain)" in said


def test_where_everybody_was_read_nothing_is_noted() -> None:
    whole = run_view(make.result(), make.inputs(), make.catalogue(), settings=make.SETTINGS, language="vi")
    table = balance_table(whole)
    assert "note" not in table.rows
    assert len(table.notes) == 1
    assert uncertain_sentence(staffing_tally(whole.result.balance, whole.inputs), whole.labels) == ""


def test_a_quota_of_all_positions_needs_no_second_column_of_those_present() -> None:
    whole = run_view(make.result(), make.inputs(), make.catalogue(), settings=make.SETTINGS, language="vi")
    assert "present_quota" not in balance_table(whole).rows


def test_a_run_record_counts_an_unknown_unit_as_none() -> None:
    assert _counts(*run())["units"] == 2


def test_unread_people_of_no_unit_are_beside_no_post() -> None:
    result, inputs = run()
    beside = unread_beside(result.balance, inputs)
    assert set(result.balance.loc[beside > 0, "unit_id"]) == {"00001"}


@given(st.lists(st.tuples(st.sampled_from(["00001", "00002", ""]), st.sampled_from(["A", "B", ""])), max_size=12))
def test_presence_adds_up_for_any_list(people: list[tuple[str, str]]) -> None:
    officers = OFFICERS.frame([{"officer_id": f"p{n:02}", "unit_id": unit} for n, (unit, _) in enumerate(people)])
    held = HOLDINGS.frame(
        [{"officer_id": f"p{n:02}", "position_id": at, "share": 1.0} for n, (_, at) in enumerate(people) if at]
    )
    posts = balance(held, officers, VERDICTS.empty(), quotas(("00001", "A", 1.0)), make.catalogue())
    frame = presence(posts, make.inputs(officers=officers, holdings=held))
    parts = frame["in_quota"] + frame["without_quota"] + frame["not_placed"]
    assert np.allclose(parts, frame["people"])
    assert frame["people"].sum() == len(people)
    assert (frame["without_quota"] >= 0).all()
