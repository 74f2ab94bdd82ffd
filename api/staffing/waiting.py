"""What waits of the comparison of groups: differences that ask for a reason, in the newest run of each unit."""

from __future__ import annotations

from typing import Final

from api.look.waiting import Waiting, Words
from recommender.permissions import Action, Viewer
from recommender.store.engine import Store
from recommender.store.results import runs
from recommender.store.totals import staffing

MOST_RUNS: Final = 50


def waiting(store: Store, viewer: Viewer, _: Words, *, now: object) -> tuple[Waiting, ...]:
    """Nothing for those who give no reasons, and before the first run."""
    if not viewer.roots(Action.GIVE_FAIRNESS_REASON):
        return ()
    with store.reading() as conn:
        found = runs.find_runs(conn, viewer, whole=Action.SEE_FAIRNESS, limit=MOST_RUNS).rows
        if not found:
            return ()
        newest = {run.unit_id: run for run in reversed(found)}
        missing = staffing.count_missing(conn, [run.run_id for run in newest.values()])
    open_runs = [run for run in newest.values() if run.run_id in missing]
    label, count = _("chênh lệch giữa các nhóm chờ giải trình"), sum(missing.values())
    if len(open_runs) == 1:
        return (Waiting(count=count, label=label, url=f"/fairness/{open_runs[0].run_id}", note=open_runs[0].label),)
    return (Waiting(count=count, label=label, url="/fairness"),)
