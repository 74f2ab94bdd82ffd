"""Reasons fall into sentences where they end, and the steps of a probability add up to it."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.look.explained import sentences
from api.look.probability_steps import probability_steps
from recommender.permissions import Grant, Role, Viewer
from recommender.store.results.verdict_detail import FullVerdict, full_verdicts
from recommender.types import StandardStatus
from recommender.verdict import STANDARD_PROBABILITY
from tests.api.world import World
from tests.api.world_rows import PEOPLE, RUN_A

HR = Viewer(user_id="u", name="n", grants=(Grant(role=Role.PROVINCE_HR, unit_id=""),))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Tiêu chuẩn: phù hợp. Năng lực: đạt 96 %.", ["Tiêu chuẩn: phù hợp.", "Năng lực: đạt 96 %."]),
        ("Minh chứng: “Báo cáo quý. Họp dân” (1,0). Hết", ["Minh chứng: “Báo cáo quý. Họp dân” (1,0).", "Hết."]),
        ("Ngành khác (hồ sơ: Trường ĐH TP. Huế, 2004). Hết.", ["Ngành khác (hồ sơ: Trường ĐH TP. Huế, 2004).", "Hết."]),
        ("", []),
    ],
)
def test_a_reason_is_cut_between_sentences_and_never_inside_a_quotation_or_brackets(
    text: str, parts: list[str]
) -> None:
    assert list(sentences(text)) == parts


@pytest.fixture(scope="module")
def full(shared_world: World) -> FullVerdict:
    """A verdict of the small world."""
    with shared_world.store.reading() as conn:
        return full_verdicts(conn, HR, RUN_A, officer_id=PEOPLE[1].officer_id)[0]


CHANCE = st.floats(0.0, 1.0, allow_nan=False)


@given(
    enough=CHANCE,
    gates=st.lists(CHANCE, max_size=3),
    learned=st.none() | CHANCE,
    status=st.sampled_from(StandardStatus),
)
def test_steps_begin_with_enough_and_add_up_to_the_probability(
    full: FullVerdict, enough: float, gates: list[float], learned: float | None, status: StandardStatus
) -> None:
    competency = enough * math.prod(max(gate, 1e-6) for gate in gates)
    policy = competency * STANDARD_PROBABILITY[status]
    row = replace(
        full.verdict, p_competency=competency, probability=policy if learned is None else learned, standards=str(status)
    )
    estimates = tuple(replace(full.estimates[0], is_gate=True, p_meets=gate) for gate in gates)
    steps = probability_steps(replace(full, verdict=row, estimates=estimates), str)
    assert steps[0].probability == pytest.approx(enough, abs=1e-9)
    assert steps[-1].probability == row.probability
    assert sum((step.change for step in steps), steps[0].probability) == pytest.approx(row.probability, abs=1e-9)
    assert len(steps) == 3 or learned is not None


def test_where_no_standard_decides_none_takes_anything_away(full: FullVerdict) -> None:
    row = replace(full.verdict, p_competency=0.7, probability=0.7)
    assert [step.change for step in probability_steps(replace(full, verdict=row, standards=()), str)][-1] == 0.0


def test_an_unknown_probability_has_no_steps(full: FullVerdict) -> None:
    assert probability_steps(replace(full, verdict=replace(full.verdict, probability=None)), str) == ()
