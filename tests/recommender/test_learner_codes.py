"""Learner codes are short, the same each time, forgiving to read and strict about slips."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.learner_codes import LETTERS, codes_of, learner_code, read_code

TICKETS = st.text(min_size=1, max_size=26)


@given(TICKETS)
def test_a_code_reads_back_as_itself_however_it_is_typed(ticket: str) -> None:
    code = learner_code(ticket)
    assert read_code(code) == code
    assert read_code(f"  {code.lower().replace('-', ' ')} ") == code


def test_a_code_never_changes() -> None:
    assert learner_code("ENR-1") == learner_code("ENR-1")
    assert learner_code("ENR-1") != learner_code("ENR-2")


@given(TICKETS, st.integers(0, 7), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_no_code(ticket: str, place: int, letter: str) -> None:
    code = learner_code(ticket).replace("-", "")
    wrong = code[:place] + letter + code[place + 1 :]
    assert read_code(wrong) is None or wrong == code


@pytest.mark.parametrize("text", ["", "7K3M", "không phải mã", "7K3M-9QX2-1", "<b>", "٣" * 8])
def test_other_texts_are_no_codes(text: str) -> None:
    assert read_code(text) is None


@given(st.sets(TICKETS, max_size=20))
def test_every_code_of_a_class_finds_its_ticket(tickets: set[str]) -> None:
    found = codes_of(sorted(tickets))
    assert all(learner_code(ticket) == code for code, ticket in found.items())


def test_a_code_of_two_tickets_stands_for_nobody() -> None:
    assert codes_of(["A", "A"]) == {}
