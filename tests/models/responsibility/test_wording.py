"""Frames become sentences, professions are complete in both languages."""

from __future__ import annotations

import numpy as np
import pytest

from models.responsibility.training_texts import LEVELS, sentences, texts
from models.responsibility.wording import NEUTRAL, Language, frames, professions, write_sentence


@pytest.mark.parametrize("language", Language)
def test_each_level_has_frames_of_the_same_genres(language: Language) -> None:
    assert sorted(frames(language)) == [NEUTRAL, *LEVELS]
    assert len({tuple(sorted(genres)) for genres in frames(language).values()}) == 1


def test_professions_say_everything_in_both_languages() -> None:
    for vietnamese, english in zip(professions(Language.VI), professions(Language.EN), strict=True):
        assert len(vietnamese.work) == len(english.work) == 3
        assert len(vietnamese.product) == len(english.product) == 2
        assert all(
            [vietnamese.field, vietnamese.staff, vietnamese.client, english.field, english.staff, english.client]
        )


def test_a_choice_and_a_slot_are_filled() -> None:
    person = professions(Language.EN)[0]
    written = {write_sentence("(help|assist) with <field>", person, np.random.default_rng(seed)) for seed in range(20)}
    assert written == {f"Help with {person.field}", f"Assist with {person.field}"}


def test_no_sign_of_a_frame_is_left_in_any_sentence() -> None:
    assert not [found.text for found in sentences(rounds=1) if set(found.text) & set("<>|()")]


def test_the_same_seed_writes_the_same_texts() -> None:
    assert texts(seed=7, count=30) == texts(seed=7, count=30)


def test_texts_come_evenly_over_levels_and_languages() -> None:
    found = texts(count=100)
    assert {level: sum(text.level == level for text in found) for level in LEVELS} == dict.fromkeys(LEVELS, 20)
    assert sum(text.language is Language.VI for text in found) == 50
