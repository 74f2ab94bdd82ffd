"""The run that a question is about: the one it names, else the published one in force over all the caller may see."""

from __future__ import annotations

from recommender.errors import NotFound
from recommender.permissions import Viewer
from recommender.store.engine import Store
from recommender.store.results import runs
from recommender.store.results.runs import RunView


def chosen_run(store: Store, viewer: Viewer, run_id: str | None) -> RunView:
    """The run; NotFound when the caller may not see it, or when nothing has been published yet."""
    found = run_so_far(store, viewer, run_id)
    if found is None:
        raise NotFound
    return found


def run_so_far(store: Store, viewer: Viewer, run_id: str | None) -> RunView | None:
    """The run; NotFound when the caller may not see it, None when nothing has been published yet."""
    with store.reading() as conn:
        return runs.get_run(conn, viewer, run_id) if run_id else runs.run_in_force(conn, viewer, is_published=True)
