from __future__ import annotations

from models.testing import ItemFlag, OptionFlag
from recommender.answers.flag_words import ITEM_WORDS, OPTION_WORDS, item_reason


def test_every_flag_has_words_in_both_languages() -> None:
    assert list(ITEM_WORDS) == list(ItemFlag)
    assert set(OPTION_WORDS) == set(OptionFlag)
    assert all(vi and en for vi, en in ITEM_WORDS.values())


def test_reasons_of_several_flags_are_joined() -> None:
    reason = item_reason((ItemFlag.ALL_RIGHT, ItemFlag.FEW_ANSWERS), "en")
    assert reason == "everybody was right: it tells nothing; too few answers to say much"
