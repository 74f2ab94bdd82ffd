from __future__ import annotations

import pytest

from api.web.field_messages import field_problems
from api.web.problems import BY_STATUS, KINDS, problem_of_error, problem_of_fields, problem_of_status
from recommender.errors import NangLucError, NotSignedIn, StoreError, TooMany, WrongField, WrongFields


def errors(root: type[NangLucError]) -> list[type[NangLucError]]:
    return [root, *(found for child in root.__subclasses__() for found in errors(child))]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_told_in_both_languages(kind: str) -> None:
    row = KINDS[kind]
    assert row.title_vi != row.title_en
    assert row.meaning_vi != row.meaning_en


@pytest.mark.parametrize("error", errors(NangLucError), ids=lambda error: error.__name__)
def test_every_error_of_the_tree_has_a_status_with_a_kind(error: type[NangLucError]) -> None:
    assert error.status in BY_STATUS


def test_what_only_the_operator_needs_is_not_told() -> None:
    problem = problem_of_error(StoreError("mật khẩu ở /etc/x", "password in /etc/x"), "en")
    assert "/etc" not in str(problem.body("r"))
    assert problem.status == 503


def test_too_many_says_when_to_come_back() -> None:
    assert problem_of_error(TooMany(90), "vi").headers["Retry-After"] == "90"


def test_a_caller_without_credentials_is_told_which_kind_is_taken() -> None:
    assert problem_of_error(NotSignedIn(), "vi").headers["WWW-Authenticate"] == "Bearer"


def test_an_unknown_status_falls_to_its_class() -> None:
    assert problem_of_status(418, "en").status == 400
    assert problem_of_status(599, "en").status == 500


def test_a_wrong_field_is_pointed_at_in_the_language_of_the_caller() -> None:
    found = [{"type": "less_than_equal", "loc": ("query", "limit"), "msg": "no", "ctx": {"le": 200}}]
    vietnamese = problem_of_fields(field_problems(found, "vi"), "vi").body("r")["errors"]
    assert vietnamese == [
        {"in": "query", "pointer": "#/limit", "code": "less_than_equal", "message": "Phải nhỏ hơn hoặc bằng 200."}
    ]
    assert field_problems(found, "en")[0].message == "no"


def test_a_field_that_is_not_right_is_pointed_at_with_what_is_expected() -> None:
    wrong = WrongFields([WrongField(name="seats", expected_vi="Số chỗ, như 40.", expected_en="Seats, like 40.")])
    told = problem_of_error(wrong, "vi").body("r")
    assert told["detail"] == "Chưa đúng: Số chỗ, như 40."
    assert told["errors"] == [{"in": "body", "pointer": "#/seats", "code": "usage", "message": "Số chỗ, như 40."}]


def test_a_pointer_escapes_what_json_pointers_escape() -> None:
    found = [{"type": "missing", "loc": ("body", "a/b", 3, "c~d"), "msg": "Field required"}]
    assert field_problems(found, "en")[0].pointer == "#/a~1b/3/c~0d"
