"""The share met is exact for parts that can be counted by hand, and never falls when a part becomes likelier."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.enough import share_reached

WEIGHTS = st.sampled_from([0.25, 0.5, 1.0, 2.0])
PARTS = st.lists(st.tuples(WEIGHTS, st.floats(0, 1)), min_size=1, max_size=8)


def asked(*officers: list[tuple[float, float]]) -> pd.DataFrame:
    """Officers of one position: weight and P(met) of each requirement."""
    return pd.DataFrame(
        [
            {"officer_id": f"o{who}", "position_id": "A", "requirement_id": f"R{at}", "weight": weight, "p_meets": p}
            for who, parts in enumerate(officers)
            for at, (weight, p) in enumerate(parts)
        ]
    )


def by_hand(parts: list[tuple[float, float]], share: float) -> float:
    """Over every way the parts can turn out."""
    total = sum(weight for weight, _ in parts)
    chance = 0.0
    for met in product((True, False), repeat=len(parts)):
        if sum(weight for (weight, _), is_met in zip(parts, met, strict=True) if is_met) >= share * total - 1e-9:
            chance += np.prod([p if is_met else 1 - p for (_, p), is_met in zip(parts, met, strict=True)])
    return float(chance)


@given(PARTS, st.sampled_from([0.5, 0.7, 0.8, 1.0]))
def test_it_is_the_sum_over_every_way_the_parts_can_turn_out(parts: list[tuple[float, float]], share: float) -> None:
    found = share_reached(asked(parts), share=share)["p_enough"].iloc[0]
    assert found == pytest.approx(by_hand(parts, share), abs=1e-9)


@given(PARTS, st.data())
def test_a_likelier_part_never_lowers_it(parts: list[tuple[float, float]], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(parts) - 1))
    weight, p = parts[at]
    raised = [*parts[:at], (weight, data.draw(st.floats(p, 1))), *parts[at + 1 :]]
    before, after = share_reached(asked(parts, raised), share=0.8)["p_enough"]
    assert after >= before - 1e-12


def test_officers_with_other_requirements_do_not_disturb_each_other() -> None:
    one, two = [(1.0, 0.9), (2.0, 0.4)], [(0.5, 0.2), (1.0, 0.7), (1.0, 0.5)]
    both = share_reached(asked(one, two), share=0.8)["p_enough"]
    assert both.tolist() == pytest.approx([by_hand(one, 0.8), by_hand(two, 0.8)])


def test_nobody_gives_nothing() -> None:
    assert share_reached(asked([(1.0, 0.5)]).head(0), share=0.8).empty


def test_officers_are_numbered_afresh_in_the_order_of_their_ids() -> None:
    frame = asked([(1.0, 0.5)], [(1.0, 0.2)]).iloc[::-1].reset_index(drop=True)
    found = share_reached(frame, share=0.8)
    assert found.index.tolist() == [0, 1]
    assert found["p_enough"].tolist() == pytest.approx([0.5, 0.2])


def test_the_order_of_rows_changes_no_bit_of_it() -> None:
    rng = np.random.default_rng(1)
    frame = asked(*[list(zip(rng.choice([0.5, 1.0, 2.0], 20), rng.random(20), strict=True)) for _ in range(30)])
    turned = share_reached(frame.sample(frac=1, random_state=1), share=0.8)
    assert turned["p_enough"].tolist() == share_reached(frame, share=0.8)["p_enough"].tolist()


def test_rounding_makes_no_probability_above_one() -> None:
    rng = np.random.default_rng(2)
    frame = asked(*[[(1.0, p) for p in rng.random(20)] for _ in range(200)])
    assert share_reached(frame, share=0.0)["p_enough"].max() == 1.0
