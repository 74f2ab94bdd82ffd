"""Who may do what: the table of roles and actions, scopes, and tokens that narrow them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.errors import NotAllowed, NotFound
from recommender.permissions import ALLOWED, NEEDS_SECOND_FACTOR, OF_THE_SERVER, PERSONAL, Action, Grant, Role, Viewer

GRANTS = st.lists(
    st.builds(Grant, role=st.sampled_from(list(Role)), unit_id=st.sampled_from(["", "79", "79001", "01"])), max_size=5
).map(tuple)


def viewer(*grants: Grant, officer_id: str = "", limited_to: frozenset[Action] | None = None) -> Viewer:
    return Viewer(user_id="u", name="An", grants=grants, officer_id=officer_id, limited_to=limited_to)


def test_every_role_has_a_row() -> None:
    assert set(ALLOWED) == set(Role)


def test_every_action_is_allowed_to_somebody() -> None:
    assert {action for actions in ALLOWED.values() for action in actions} == set(Action)


@pytest.mark.parametrize("action", list(Action))
def test_without_a_grant_nothing_is_allowed(action: Action) -> None:
    nobody = viewer(officer_id="p1")
    assert not nobody.may(action)
    with pytest.raises(NotAllowed):
        nobody.require(action)


@pytest.mark.parametrize("role", [Role.INSTITUTE, Role.FAIRNESS_AUDITOR, Role.ADMINISTRATOR])
def test_roles_of_totals_and_of_the_system_reach_no_personal_data(role: Role) -> None:
    assert ALLOWED[role] & PERSONAL == frozenset()


def test_roles_that_reach_other_peoples_data_need_a_second_factor() -> None:
    others = {role for role in Role if role is not Role.OFFICER and ALLOWED[role] & PERSONAL}
    assert others | {Role.ADMINISTRATOR} == NEEDS_SECOND_FACTOR


def test_an_officer_grant_opens_no_subtree() -> None:
    officer = viewer(Grant(role=Role.OFFICER, unit_id="79"), officer_id="p1")
    assert officer.may(Action.ADD_EVIDENCE)
    assert officer.roots(Action.ADD_EVIDENCE) == ()


def test_an_officer_acts_on_the_own_file_only() -> None:
    officer = viewer(Grant(role=Role.OFFICER), officer_id="p1")
    officer.require_self(Action.OBJECT, "p1")
    with pytest.raises(NotFound):
        officer.require_self(Action.OBJECT, "p2")


def test_hr_does_not_object_for_others() -> None:
    hr = viewer(Grant(role=Role.PROVINCE_HR, unit_id="79"))
    with pytest.raises(NotAllowed):
        hr.require_self(Action.OBJECT, "p1")


def test_an_officer_grant_without_a_person_allows_nothing() -> None:
    assert not viewer(Grant(role=Role.OFFICER)).may(Action.SEE_OWN)


def test_the_whole_country_swallows_smaller_roots() -> None:
    hr = viewer(Grant(role=Role.UNIT_HR, unit_id="79001"), Grant(role=Role.PROVINCE_HR))
    assert hr.roots(Action.SEE_PEOPLE) == ("",)


def test_roots_are_of_the_roles_that_allow_the_action() -> None:
    both = viewer(Grant(role=Role.UNIT_HR, unit_id="79001"), Grant(role=Role.INSTITUTE, unit_id="01"))
    assert both.roots(Action.SEE_PEOPLE) == ("79001",)
    assert both.roots(Action.SEE_DEMAND) == ("01", "79001")


def test_a_token_allows_no_more_than_its_actions() -> None:
    token = viewer(Grant(role=Role.INSTITUTE), limited_to=frozenset({Action.SEE_DEMAND, Action.SEE_PEOPLE}))
    assert token.may(Action.SEE_DEMAND)
    assert not token.may(Action.EDIT_COURSES)
    assert not token.may(Action.SEE_PEOPLE)


@given(GRANTS, st.sampled_from(list(Action)), st.frozensets(st.sampled_from(list(Action))))
def test_a_narrowed_viewer_never_may_more(grants: tuple[Grant, ...], action: Action, scope: frozenset[Action]) -> None:
    whole, narrowed = viewer(*grants, officer_id="p"), viewer(*grants, officer_id="p", limited_to=scope)
    assert narrowed.may(action) == (whole.may(action) and action in scope)


@given(GRANTS, st.sampled_from(list(Action)))
def test_roots_do_not_hang_on_the_order_of_grants(grants: tuple[Grant, ...], action: Action) -> None:
    assert viewer(*grants).roots(action) == viewer(*reversed(grants)).roots(action)


HR = (
    "see_people import screen decide add_evidence follow_plan see_moves export_people see_jobs manage_tokens "
    "see_totals see_demand see_balance"
)
WHO_MAY = {
    "officer": "see_own object add_evidence follow_plan",
    "unit_hr": HR,
    "province_hr": f"{HR} publish answer_objection see_fairness erase_person manage_catalogue",
    "decision_maker": (
        "see_people decide publish answer_objection see_fairness give_fairness_reason see_moves export_people "
        "see_totals see_demand see_balance"
    ),
    "institute": "see_demand edit_courses record_results manage_tokens",
    "fairness_auditor": "see_totals see_fairness give_fairness_reason",
    "administrator": "manage_users manage_units manage_catalogue see_audit see_jobs manage_settings",
}
"""Written down a second time on purpose: every other test of permissions asks the table what is right."""


@pytest.mark.parametrize("role", Role)
def test_a_role_may_what_is_written_here_and_nothing_else(role: Role) -> None:
    assert {str(action) for action in ALLOWED[role]} == set(WHO_MAY[role].split())


def test_who_prepares_a_review_neither_publishes_it_nor_answers_objections_to_it() -> None:
    assert not ALLOWED[Role.UNIT_HR] & {Action.PUBLISH, Action.ANSWER_OBJECTION, Action.ERASE_PERSON}


@pytest.mark.parametrize("action", sorted(OF_THE_SERVER))
def test_the_server_is_looked_after_by_whoever_administers_the_whole_country(action: Action) -> None:
    province, country = Grant(role=Role.ADMINISTRATOR, unit_id="79"), Grant(role=Role.ADMINISTRATOR)
    assert not viewer(province).may(action)
    assert viewer(province).roots(action) == ()
    assert viewer(province, country).roots(action) == ("",)


def test_roles_over_people_need_a_second_factor() -> None:
    """An officer acts on himself; an institute and an auditor see totals only."""
    assert set(Role) - NEEDS_SECOND_FACTOR == {Role.OFFICER, Role.INSTITUTE, Role.FAIRNESS_AUDITOR}
