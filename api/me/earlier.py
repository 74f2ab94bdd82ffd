"""Results that were published to a person in other runs, with what the person objected and what was answered."""

from __future__ import annotations

from api.me.contexts import EarlierResult
from recommender.permissions import Viewer
from recommender.store.engine import Store
from recommender.store.pages import MOST_ROWS
from recommender.store.results import runs
from recommender.store.results.objections import ObjectionFilter, ObjectionView, find_objections
from recommender.store.results.runs import RunView
from recommender.store.results.verdicts import EarlierVerdict, earlier_verdicts


def earlier_results(store: Store, oneself: Viewer, shown: RunView | None) -> tuple[bool, tuple[EarlierResult, ...]]:
    """Whether the run shown is the newest, and the others, newest first."""
    if shown is None:
        return True, ()
    with store.reading() as conn:
        newest = runs.latest_run(conn, oneself)
        said = earlier_verdicts(conn, oneself, oneself.officer_id, but_run=shown.run_id)
        wanted = ObjectionFilter(officer_id=oneself.officer_id)
        objected = find_objections(conn, oneself, wanted, limit=MOST_ROWS).rows
    by_run: dict[str, list[EarlierVerdict]] = {}
    for one in said:
        by_run.setdefault(one.run_id, []).append(one)
    is_newest = newest is None or newest.run_id == shown.run_id
    return is_newest, tuple(_result(found, objected) for found in by_run.values())


def _result(found: list[EarlierVerdict], objected: tuple[ObjectionView, ...]) -> EarlierResult:
    run_id = found[0].run_id
    return EarlierResult(
        run_id=run_id, label=found[0].label, today=found[0].today,
        verdicts=tuple(one.decided or one.verdict for one in found),
        objections=tuple(one for one in objected if one.run_id == run_id),
    )  # fmt: skip
