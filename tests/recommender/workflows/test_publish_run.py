"""A run is published once, by whom may, and not while an unequal rate waits for its reason."""

from __future__ import annotations

import pytest

from recommender.errors import Conflict, NotAllowed, NotFound, UsageError
from recommender.permissions import Role
from recommender.store import Store
from recommender.store.results.verdicts import VerdictFilter, find_verdicts
from recommender.store.totals.staffing import fairness_rows
from recommender.workflows.publish_run import ReasonRequest, give_fairness_reason, publish_run
from tests.recommender.store.factories import NOW, put_world, viewer

DECIDER = viewer(Role.DECISION_MAKER)
AUDITOR = viewer(Role.FAIRNESS_AUDITOR)
REASON = ReasonRequest(
    run_id="RUN-2", dimension="sex", group="nữ", reason="Nhóm này mới tuyển dụng, chưa có kết quả sát hạch."
)


@pytest.fixture
def small(store: Store) -> Store:
    put_world(store)
    return store


def test_a_run_waits_for_its_reason_and_is_then_seen_by_the_person(small: Store) -> None:
    person = viewer(Role.OFFICER, code="CB02")
    with pytest.raises(Conflict, match="written reason"):
        publish_run(small, DECIDER, "RUN-2", now=NOW)
    give_fairness_reason(small, AUDITOR, REASON, now=NOW)
    assert publish_run(small, DECIDER, "RUN-2", now=NOW).is_published
    with small.reading() as conn:
        assert len(find_verdicts(conn, person, "RUN-2", wanted=VerdictFilter()).rows) == 1
        (row,) = [one for one in fairness_rows(conn, AUDITOR, "RUN-2") if one.asks_reason]
    assert (row.reason, row.given_by_name) == (REASON.reason, AUDITOR.name)
    with pytest.raises(Conflict):
        publish_run(small, DECIDER, "RUN-2", now=NOW)


def test_a_reason_is_given_once_by_whom_may_and_in_words(small: Store) -> None:
    with pytest.raises(NotAllowed):
        give_fairness_reason(small, viewer(Role.PROVINCE_HR), REASON, now=NOW)
    with pytest.raises(UsageError):
        give_fairness_reason(small, AUDITOR, ReasonRequest(**{**vars(REASON), "reason": "vì"}), now=NOW)
    with pytest.raises(NotFound):
        give_fairness_reason(small, AUDITOR, ReasonRequest(**{**vars(REASON), "group": "x"}), now=NOW)
    give_fairness_reason(small, AUDITOR, REASON, now=NOW)
    with pytest.raises(Conflict):
        give_fairness_reason(small, AUDITOR, REASON, now=NOW)


def test_only_whom_may_publish_the_whole_run_publishes_it(small: Store) -> None:
    give_fairness_reason(small, AUDITOR, REASON, now=NOW)
    with pytest.raises(NotFound):
        publish_run(small, viewer(Role.DECISION_MAKER, "01"), "RUN-2", now=NOW)
    with pytest.raises(NotAllowed):
        publish_run(small, viewer(Role.UNIT_HR, "01"), "RUN-2", now=NOW)
    with pytest.raises(NotFound):
        publish_run(small, DECIDER, "RUN-9", now=NOW)
