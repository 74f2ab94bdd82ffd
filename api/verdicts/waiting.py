"""What waits of verdicts: those to be reviewed and proposals to be confirmed, in the newest run."""

from __future__ import annotations

from api.look.waiting import Waiting, Words
from recommender.permissions import Action, Viewer
from recommender.store.engine import Store
from recommender.store.results import runs, verdicts
from recommender.store.results.verdicts import PageAsked, VerdictFilter
from recommender.types import VerdictLabel


def waiting(store: Store, viewer: Viewer, _: Words, *, now: object) -> tuple[Waiting, ...]:
    """Nothing for those who do not decide, and before the first run."""
    if not viewer.roots(Action.DECIDE):
        return ()
    with store.reading() as conn:
        run = runs.run_in_force(conn, viewer)
        if run is None:
            return ()

        def count(label: VerdictLabel) -> int:
            wanted = VerdictFilter(verdict=label, is_decided=False)
            asked = PageAsked(limit=1, with_total=True)
            return verdicts.find_verdicts(conn, viewer, run.run_id, wanted=wanted, page=asked).total or 0

        review = count(VerdictLabel.NEEDS_REVIEW)
        confirm = count(VerdictLabel.MEETS) + count(VerdictLabel.DOES_NOT_MEET)
    here = f"/runs/{run.run_id}"
    return (
        Waiting(
            count=review, label=_("vị trí cần xem xét, chưa quyết định"), note=run.label,
            url=f"{here}/verdicts?verdict=needs_review&decided=no",
        ),
        Waiting(count=confirm, label=_("đề xuất chờ xác nhận"), note=run.label, url=f"{here}/confirm"),
    )  # fmt: skip
