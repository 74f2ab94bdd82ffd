from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from training_catalog.problem_texts import PROBLEM_TEXTS, suggestion


@pytest.mark.parametrize("code", PROBLEM_TEXTS)
def test_both_languages_say_the_same_values(code: str) -> None:
    text = PROBLEM_TEXTS[code]

    def names(template: str) -> set[str]:
        found = {name for _, name, _, _ in Formatter().parse(template) if name}
        return {re.sub(r"_(vi|en)$", "", name) for name in found}

    assert names(text.vi) == names(text.en)
    assert text.severity in ("error", "warning")


def test_the_nearest_known_spelling_is_suggested_in_both_languages() -> None:
    assert "aliases" in suggestion("alias", ["aliases", "code"])["suggestion_vi"]
    assert "aliases" in suggestion("alias", ["aliases", "code"])["suggestion_en"]


def test_nothing_is_suggested_for_a_word_like_no_other() -> None:
    assert suggestion("xyz", ["aliases"]) == {"suggestion_vi": "", "suggestion_en": ""}


@pytest.mark.parametrize("code", PROBLEM_TEXTS)
def test_every_code_is_documented(code: str) -> None:
    page = Path(__file__).parents[2] / "docs" / "reference-data.md"
    assert f"`{code}`" in page.read_text(encoding="utf-8")
