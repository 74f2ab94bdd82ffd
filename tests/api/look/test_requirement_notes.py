"""Beside a requirement stands which labels are left and which sources disagree, each only where it is so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.look.explained import Explained, explained
from api.look.requirement_notes import notes
from recommender.permissions import Grant, Role, Viewer
from recommender.store.people import get_person
from recommender.store.results.verdict_detail import EstimateView, full_verdicts
from tests.api.world import World
from tests.api.world_rows import PEOPLE, RUN_A

HR = Viewer(user_id="u", name="n", grants=(Grant(role=Role.PROVINCE_HR, unit_id=""),))
PLAIN = EstimateView(
    requirement_id="C3", kind="competency", domain="", name_vi="Soạn thảo", name_en="Drafting", weight=1.0,
    is_gate=False, min_level=2, max_level=3, level=2.1, sd=0.4, p_meets=0.6, basis="direct", n_direct=2, n_text=0,
    test=2.2, supervisor=4.0, peer=None, self=None, conflict="", kept="", evidence_id="", quote="", quote_on=None,
    quote_place="", match_confidence=None,
)  # fmt: skip
LEFT_OPEN = "Chưa phân định được: có thể đạt, có thể chưa đạt"


def of(kept: tuple[str, str], shared_world: World) -> Explained:
    """The verdict of the small world with these labels left for its two requirements."""
    with shared_world.store.reading() as conn:
        full = full_verdicts(conn, HR, RUN_A, officer_id=PEOPLE[1].officer_id)[0]
        person = get_person(conn, HR, PEOPLE[1].officer_id)
    estimates = tuple(replace(one, kept=label) for one, label in zip(full.estimates, kept, strict=True))
    return explained(replace(full, estimates=estimates), person, _=str, language="vi")


def test_two_labels_that_cannot_be_ruled_out_are_said() -> None:
    assert notes(replace(PLAIN, kept="neither"), str, "vi") == (LEFT_OPEN,)


@pytest.mark.parametrize("kept", ["", "meets", "does_not_meet"])
def test_nothing_is_said_where_one_label_is_left_or_no_model_was_learned(kept: str) -> None:
    assert notes(replace(PLAIN, kept=kept), str, "vi") == ()


@pytest.mark.parametrize(("conflict", "said"), [
    ("supervisor>test", "Các nguồn lệch nhau 1,8 cấp độ: cấp trên 4,0, sát hạch 2,2"),
    ("", None), ("supervisor>peer", None),
])  # fmt: skip
def test_sources_that_disagree_are_named_with_how_far_they_are_apart(conflict: str, said: str | None) -> None:
    assert notes(replace(PLAIN, conflict=conflict), str, "vi") == ((said,) if said else ())


def test_the_distance_said_is_that_of_the_levels_said() -> None:
    near = replace(PLAIN, conflict="supervisor>test", supervisor=3.14, test=1.06)
    assert notes(near, str, "en") == ("Các nguồn lệch nhau 2.0 cấp độ: supervisor 3.1, test 1.1",)


def test_where_no_requirement_can_be_told_it_is_said_once(shared_world: World) -> None:
    every = of(("neither", "neither"), shared_world)
    assert every.nothing_told
    assert LEFT_OPEN not in [note for one in every.notes.values() for note in one]


def test_where_one_can_be_told_it_stands_beside_the_other(shared_world: World) -> None:
    some = of(("meets", "neither"), shared_world)
    assert some.nothing_told == ""
    assert [LEFT_OPEN in one for one in some.notes.values()] == [False, True]
