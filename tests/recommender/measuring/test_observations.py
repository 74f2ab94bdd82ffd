"""Observations: evidence meets the requirements asked of its officer, whatever the order of frames."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from recommender.columns import EVIDENCE, MATCHES
from recommender.measuring.observations import PAIR, as_said, asked_pairs
from recommender.settings import Settings
from tests.recommender import factories as make

SETTINGS = Settings(today=make.SETTINGS.today, match_confidence=0.0)
"""Nothing is left out for being unsure, so that only the meeting of keys is looked at."""
OFFICERS, TEXTS, ASKED = ("o1", "o2", "o3"), ("a", "b", "c"), ("C1", "C2", "T1")


@st.composite
def frames(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Evidence, matches and pairs in any order, with texts, officers and requirements the others do not know."""
    pieces = draw(st.lists(st.tuples(st.sampled_from(OFFICERS), st.sampled_from((*TEXTS, "unmatched"))), max_size=12))
    known = EVIDENCE.frame([
        {"evidence_id": f"e{at}", "officer_id": who, "text": text, "kind": "result", "method": "test", "level": 2.0,
         "sd": 0.5, "age_years": 0.0}
        for at, (who, text) in enumerate(pieces)
    ])  # fmt: skip
    found = draw(st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from((*ASKED, "X"))), unique=True))
    matched = MATCHES.frame([{"text": text, "requirement_id": name, "confidence": 0.4} for text, name in found])
    wanted = draw(st.lists(st.tuples(st.sampled_from(OFFICERS), st.sampled_from(ASKED)), unique=True))
    asked = pd.DataFrame(
        [(who, name, "task", 1, 3) for who, name in wanted], columns=[*PAIR, "kind", "min_level", "max_level"]
    )
    return known, matched, asked_pairs(asked)


@given(frames())
def test_evidence_meets_exactly_the_requirements_its_text_matches_and_its_officer_is_asked(
    given_frames: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
) -> None:
    known, matched, pairs = given_frames
    seen = as_said(known, matched, pairs, settings=SETTINGS)
    plain = known.merge(matched, on="text").merge(pairs, on=PAIR)
    assert set(zip(seen["evidence_id"], seen["requirement_id"], strict=True)) == set(
        zip(plain["evidence_id"], plain["requirement_id"], strict=True)
    )
    assert len(seen) == len(plain)


def test_a_text_of_two_requirements_is_shared_by_how_surely_it_speaks_of_each() -> None:
    known = EVIDENCE.frame([
        {"evidence_id": "e", "officer_id": "o1", "text": "a", "kind": "result", "level": 2.0, "sd": 0.5}
    ])  # fmt: skip
    matched = MATCHES.frame([
        {"text": "a", "requirement_id": "C1", "confidence": 0.9},
        {"text": "a", "requirement_id": "C2", "confidence": 0.1},
    ])  # fmt: skip
    pairs = pd.DataFrame(
        {"officer_id": "o1", "requirement_id": ["C2", "C1"], "kind": "task", "min_level": 1, "max_level": 3}
    )
    seen = as_said(known, matched, pairs, settings=SETTINGS).set_index("requirement_id")["confidence"]
    assert seen["C1"] > seen["C2"] > 0
    assert seen.sum() < 1
