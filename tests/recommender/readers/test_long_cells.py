"""Over-long cells: told with file, sheet and cell, never imported and never cut short without a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recommender.inputs import Inputs
from recommender.readers.long_cells import MOST, MOST_OF
from tests.recommender.readers.conftest import PEOPLE_HEAD, PERSON

Reader = Callable[..., Inputs]


def told(inputs: Inputs) -> list[tuple[str, str, str, str]]:
    wanted = inputs.problems[inputs.problems["code"].isin(["row_too_long", "column_too_long"])]
    return list(wanted[["code", "file", "sheet", "cell"]].itertuples(index=False, name=None))


def test_a_row_whose_name_is_too_long_is_left_out_and_said(read_rows: Reader) -> None:
    at = PEOPLE_HEAD.index("Họ và tên")
    long = [*PERSON]
    long[0], long[at] = "CB-2", "Nguyễn " * 1_500
    inputs = read_rows(people=[PEOPLE_HEAD, PERSON, long])
    assert len(inputs.officers) == 1
    ((code, file, sheet, cell),) = told(inputs)
    assert (code, file, sheet) == ("row_too_long", "people.xlsx", "Sheet1")
    assert cell == f"{chr(ord('A') + at)}3"
    problem = inputs.problems[inputs.problems["code"] == code].iloc[0]
    assert "dài 10499 ký tự, tối đa 100" in problem["message_vi"]
    assert "10499 characters long, at most 100" in problem["message_en"]
    assert problem["suggestion_vi"]
    assert len(problem["value"]) <= 200


@pytest.mark.parametrize(("heading", "most"), [
    ("Dân tộc", MOST), ("Nhiệm vụ được phân công", MOST_OF["duties"]), ("Quá trình công tác", MOST_OF["career"]),
])  # fmt: skip
def test_a_value_of_the_greatest_length_is_read_and_one_letter_more_is_not(
    read_people_with: Reader, heading: str, most: int
) -> None:
    def kept(length: int) -> tuple[str, list[str]]:
        inputs = read_people_with({heading: "x" * length})
        said = "".join([*inputs.personal["ethnicity"], *inputs.statements["text"]])
        assert len(inputs.officers) == 1
        return said, [code for code, *_ in told(inputs)]

    said, codes = kept(most)
    assert "x" * most in said
    assert codes == []
    said, codes = kept(most + 1)
    assert "xxxx" not in said
    assert codes == ["column_too_long"]


def test_columns_that_are_not_read_may_be_long(read_people_with: Reader) -> None:
    assert told(read_people_with({"Ghi chú": "x" * 20_000, "Cột lạ": "y" * 20_000})) == []


def test_every_cell_with_the_same_long_value_is_named(read_rows: Reader) -> None:
    head = [*PEOPLE_HEAD, "Dân tộc"]
    rows = [[f"CB-{number}", *PERSON[1:], "x" * 400] for number in (1, 2, 3)]
    assert [cell for _, _, _, cell in told(read_rows(people=[head, *rows]))] == [
        f"{chr(ord('A') + len(PEOPLE_HEAD))}{row}" for row in (2, 3, 4)
    ]
