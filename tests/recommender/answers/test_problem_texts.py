from __future__ import annotations

import string

import pytest

from recommender.answers.problem_texts import TEXTS
from recommender.types import Severity


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_both_languages_say_the_same_things(code: str) -> None:
    text = TEXTS[code]
    assert text.vi
    assert text.en
    assert fields(text.vi) == fields(text.en)
    assert bool(text.advice_vi) == bool(text.advice_en)


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_every_error_says_what_to_do(code: str) -> None:
    assert TEXTS[code].severity is not Severity.ERROR or TEXTS[code].advice_vi
