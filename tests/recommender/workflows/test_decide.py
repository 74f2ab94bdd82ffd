"""Decisions: both values are kept, a difference needs its reason, nobody decides about himself or beyond his units."""

from __future__ import annotations

import pytest

from recommender.errors import Conflict, NotAllowed, NotFound, UsageError
from recommender.permissions import Grant, Role, Viewer
from recommender.store import Store
from recommender.store.audit import AuditFilter, find_audit
from recommender.store.results.decisions import decisions_of
from recommender.types import OverrideReason, VerdictLabel
from recommender.workflows.decide import MOST_AT_ONCE, ConfirmRequest, DecideRequest, confirm, decide
from tests.recommender.store.factories import NOW, officer_id, viewer

MEETS, REVIEW, FAILS = "CB01", "CB02", "CB03"
"""People of 00001 by what the published run proposes."""
DECIDER = viewer(Role.DECISION_MAKER, "00001")


def request(code: str, decided: VerdictLabel, position: str = "A", **given: object) -> DecideRequest:
    return DecideRequest(
        run_id="RUN-1", officer_id=officer_id(code), position_id=position, decided=decided, **given,  # type: ignore[arg-type]
    )  # fmt: skip


def standing(store: Store, code: str, position: str = "A") -> tuple[object, ...]:
    with store.reading() as conn:
        return decisions_of(conn, DECIDER, run_id="RUN-1", officer_id=officer_id(code), position_id=position)


def test_confirming_needs_no_reason_and_keeps_both_values(country: Store) -> None:
    decide(country, DECIDER, request(MEETS, VerdictLabel.MEETS), now=NOW)
    (kept,) = standing(country, MEETS)
    assert (kept.proposed, kept.decided, kept.is_override) == ("meets", "meets", False)  # type: ignore[attr-defined]


def test_a_decision_is_in_the_audit_without_a_name(country: Store) -> None:
    decide(country, DECIDER, request(MEETS, VerdictLabel.MEETS), now=NOW)
    auditor = viewer(Role.ADMINISTRATOR)
    with country.reading() as conn:
        (row,) = find_audit(conn, auditor, AuditFilter(subject_id=officer_id(MEETS))).rows
    assert (row.actor, row.action) == (DECIDER.user_id, "decide")
    assert "An" not in row.detail.split()


def test_an_override_without_a_reason_is_refused(country: Store) -> None:
    with pytest.raises(UsageError):
        decide(country, DECIDER, request(MEETS, VerdictLabel.DOES_NOT_MEET), now=NOW)
    with pytest.raises(UsageError):
        decide(country, DECIDER, request(
            MEETS, VerdictLabel.DOES_NOT_MEET, reason_code=OverrideReason.RECORD_WRONG, reason_text="sai"
        ), now=NOW)  # fmt: skip
    assert standing(country, MEETS) == ()


def test_what_needs_review_is_decided_with_a_coded_reason_alone(country: Store) -> None:
    decide(country, DECIDER, request(
        REVIEW, VerdictLabel.MEETS, reason_code=OverrideReason.EVIDENCE_SEEN
    ), now=NOW)  # fmt: skip
    (kept,) = standing(country, REVIEW)
    assert kept.reason_code == "evidence_seen"  # type: ignore[attr-defined]


def test_another_reason_is_said_in_words(country: Store) -> None:
    with pytest.raises(UsageError):
        decide(country, DECIDER, request(REVIEW, VerdictLabel.MEETS, reason_code=OverrideReason.OTHER), now=NOW)


def test_needs_review_is_no_decision(country: Store) -> None:
    with pytest.raises(UsageError):
        decide(country, DECIDER, request(MEETS, VerdictLabel.NEEDS_REVIEW), now=NOW)


def test_a_decision_taken_without_seeing_the_one_that_stands_is_refused(country: Store) -> None:
    decide(country, DECIDER, request(MEETS, VerdictLabel.MEETS, seen="none"), now=NOW)
    (kept,) = standing(country, MEETS)
    other = {"reason_code": OverrideReason.RECORD_WRONG, "reason_text": "Bằng chuyên môn không đúng ngành."}
    with pytest.raises(Conflict, match="came in between"):
        decide(country, DECIDER, request(MEETS, VerdictLabel.DOES_NOT_MEET, seen="none", **other), now=NOW)
    assert standing(country, MEETS) == (kept,)
    seen = kept.decision_id  # type: ignore[attr-defined]
    decide(country, DECIDER, request(MEETS, VerdictLabel.DOES_NOT_MEET, seen=seen, **other), now=NOW)
    assert len(standing(country, MEETS)) == 2


def test_a_changed_mind_supersedes_and_keeps_the_old_decision(country: Store) -> None:
    first = decide(country, DECIDER, request(MEETS, VerdictLabel.MEETS), now=NOW)
    second = decide(country, DECIDER, request(
        MEETS, VerdictLabel.DOES_NOT_MEET, reason_code=OverrideReason.RECORD_WRONG,
        reason_text="Văn bằng của người khác",
    ), now=NOW)  # fmt: skip
    kept = {one.decision_id: one.superseded_by for one in standing(country, MEETS)}  # type: ignore[attr-defined]
    assert kept == {second: None, first: second}


def test_nobody_decides_about_himself(country: Store) -> None:
    grants = (Grant(role=Role.DECISION_MAKER, unit_id="00001"),)
    oneself = Viewer(user_id="U", name="Chính mình", grants=grants, officer_id=officer_id(MEETS))
    with pytest.raises(Conflict):
        decide(country, oneself, request(MEETS, VerdictLabel.MEETS), now=NOW)
    pairs = ((officer_id(MEETS), "A"),)
    assert confirm(country, oneself, ConfirmRequest(run_id="RUN-1", pairs=pairs), now=NOW).left == pairs


@pytest.mark.parametrize("unit_id", ["00002", "00003", "02"])
def test_another_unit_is_not_found(country: Store, unit_id: str) -> None:
    with pytest.raises(NotFound):
        decide(country, viewer(Role.DECISION_MAKER, unit_id), request(MEETS, VerdictLabel.MEETS), now=NOW)


@pytest.mark.parametrize("role", [Role.INSTITUTE, Role.ADMINISTRATOR, Role.FAIRNESS_AUDITOR, Role.OFFICER])
def test_other_roles_do_not_decide(country: Store, role: Role) -> None:
    with pytest.raises(NotAllowed):
        decide(country, viewer(role, "00001"), request(MEETS, VerdictLabel.MEETS), now=NOW)


def test_confirming_many_leaves_what_needs_review_and_what_is_decided(country: Store) -> None:
    pairs = ((officer_id(MEETS), "A"), (officer_id(REVIEW), "A"), (officer_id(FAILS), "B"))
    decide(country, DECIDER, request(FAILS, VerdictLabel.DOES_NOT_MEET, "B"), now=NOW)
    done = confirm(country, DECIDER, ConfirmRequest(run_id="RUN-1", pairs=pairs), now=NOW)
    assert len(done.decision_ids) == 1
    assert set(done.left) == {pairs[1], pairs[2]}


def test_one_pair_out_of_scope_refuses_all(country: Store) -> None:
    pairs = ((officer_id(MEETS), "A"), (officer_id("CB08"), "A"))
    with pytest.raises(NotFound):
        confirm(country, DECIDER, ConfirmRequest(run_id="RUN-1", pairs=pairs), now=NOW)
    assert standing(country, MEETS) == ()


def test_more_than_fifty_at_a_time_are_refused(country: Store) -> None:
    pairs = tuple((f"O{number}", "A") for number in range(MOST_AT_ONCE + 1))
    with pytest.raises(UsageError):
        confirm(country, DECIDER, ConfirmRequest(run_id="RUN-1", pairs=pairs), now=NOW)
