"""Beside a requirement stands which labels are left and which sources disagree, each only where it is so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.look.explained import Explained, explained
from api.look.requirement_notes import about_own_ratings, notes, rests_on
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


@pytest.mark.parametrize(("basis", "said"), [
    ("own", "Chỉ có tự đánh giá"), ("text", "Chưa có kết quả đánh giá, chỉ theo hồ sơ"),
    ("none", "Chưa có minh chứng riêng: theo mức chung và các kết quả khác"),
])  # fmt: skip
def test_an_estimate_without_results_of_others_says_what_it_rests_on(basis: str, said: str) -> None:
    assert notes(replace(PLAIN, basis=basis), str, "vi") == (said,)


def test_an_own_rating_says_what_it_is_counted_as() -> None:
    rated = replace(PLAIN, self=3.4)
    assert notes(rated, str, "vi") == ("Tự đánh giá 3,4, tính là 3,0",)
    assert notes(rated, str, "vi", leniency=0.7) == ("Tự đánh giá 3,4, tính là 2,7",)
    assert notes(rated, str, "vi", leniency=0.0) == ()


def test_what_is_taken_off_own_ratings_is_explained_once_and_only_where_there_is_one() -> None:
    told = about_own_ratings([PLAIN, replace(PLAIN, self=3.4)], str, "vi", leniency=0.4)
    assert told.startswith("Tự đánh giá được tính thấp hơn 0,4 cấp độ")
    assert about_own_ratings([PLAIN], str, "vi", leniency=0.4) == ""


@pytest.mark.parametrize(("bases", "standards", "rests"), [
    (("own", "text"), "fits", "own"), (("text", "none"), "fits", "record"), (("none", "none"), "consider", "nothing"),
    (("direct", "none"), "fits", ""), (("none", "none"), "unfit", ""),
])  # fmt: skip
def test_a_probability_says_what_it_rests_on_where_nobody_else_has_spoken(
    shared_world: World, bases: tuple[str, str], standards: str, rests: str
) -> None:
    with shared_world.store.reading() as conn:
        full = full_verdicts(conn, HR, RUN_A, officer_id=PEOPLE[1].officer_id)[0]
    estimates = tuple(replace(one, basis=basis) for one, basis in zip(full.estimates, bases, strict=True))
    told = replace(full, estimates=estimates, verdict=replace(full.verdict, standards=standards))
    assert rests_on(told) == rests


@pytest.mark.parametrize(("said", "counted"), [(0.7, "2,7"), (None, "3,0")])
def test_the_setting_of_the_run_says_what_is_taken_off(shared_world: World, said: float | None, counted: str) -> None:
    with shared_world.store.reading() as conn:
        full = full_verdicts(conn, HR, RUN_A, officer_id=PEOPLE[1].officer_id)[0]
        person = get_person(conn, HR, PEOPLE[1].officer_id)
    rated = replace(full, estimates=(replace(full.estimates[0], self=3.4),))
    settings = {} if said is None else {"self_leniency": said}
    (told,) = explained(rated, person, _=str, language="vi", settings=settings).notes.values()
    assert told[-1] == f"Tự đánh giá 3,4, tính là {counted}"


def test_a_standard_without_a_say_says_so_and_stands_last(shared_world: World) -> None:
    with shared_world.store.reading() as conn:
        full = full_verdicts(conn, HR, RUN_A, officer_id=PEOPLE[1].officer_id)[0]
        person = get_person(conn, HR, PEOPLE[1].officer_id)
    rule = full.standards[0]
    later = replace(rule, rule_id="a", status="unfit", decides=False, after_appointment=True)
    off = replace(rule, rule_id="b", status="consider", decides=False, after_appointment=False)
    lines = explained(replace(full, standards=(later, off, rule)), person, _=str, language="vi").standards
    assert [line.aside for line in lines] == [
        "", "bổ sung sau khi bổ nhiệm, chưa xét vào kết luận", "không xét vào kết luận của đợt này",
    ]  # fmt: skip
