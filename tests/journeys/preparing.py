"""What a journey needs to find in the store before it begins, whichever journeys came before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from recommender.store import jobs, open_store
from recommender.store.access import accounts
from recommender.store.jobs import LONGEST_WAIT
from recommender.store.keys import person_key, search_key
from recommender.store.tables.decisions import OBJECTION
from recommender.store.tables.jobs import JOB, JobKind
from recommender.store.tables.people import HOLDING, OFFICER, STATEMENT
from recommender.store.tables.plans import PROGRESS
from recommender.store.tables.runs import FAIRNESS, RUN, RunStatus
from tests.api.world import KEY
from tests.api.world_rows import A1, B2, NOW, OWN, PROVINCE_B, RUN_A, RUN_OPEN, row
from tests.journeys.pages import PageCase
from tests.journeys.site import Site

UNDER_WAY: Final = ((JobKind.SCREEN, "hr_a1", "J0BSCREEN"), (JobKind.POSITIONS, "province_a", "J0BREAD"))
"""Kind, who asked, and id of the jobs that tests/journeys/pages.py looks at."""
CROWD: Final = 60
"""People of one commune: more than one page of a list."""


@contextmanager
def changing(site: Site) -> Iterator[Connection]:
    """The store of a running server, beside it."""
    store = open_store(f"sqlite:///{site.folder}/nangluc.db", audit_key=KEY)
    try:
        with store.writing() as conn:
            yield conn
    finally:
        store.close()


def add_crowd(site: Site) -> None:
    """Many people in a commune of province B, whom no run has looked at."""
    with changing(site) as conn:
        for number in range(CROWD):
            name, code, officer_id = (
                f"Triệu Văn Đông {number:02d}",
                f"CD-{number:02d}",
                f"01K9CR0WD000000000000000{number:02d}",
            )
            conn.execute(insert(OFFICER).values(row(
                OFFICER, officer_id=officer_id, province_id=PROVINCE_B, code=code, unit_id=B2, name=name, version=1,
                name_sort=person_key(name), name_search=search_key(name, code), department="office", rank="specialist",
                erased_at=None,
            )))  # fmt: skip
            conn.execute(insert(HOLDING).values(row(HOLDING, officer_id=officer_id, position_id="II.04", share=1.0)))


def objection_is_open(site: Site, *, is_there: bool = True) -> None:
    """The civil servant has exactly one open objection to the own verdict, or none at all."""
    with changing(site) as conn:
        conn.execute(delete(OBJECTION).where(OBJECTION.c.officer_id == OWN.officer_id))
        if is_there:
            conn.execute(insert(OBJECTION).values(row(
                OBJECTION, objection_id="0BJ0", run_id=RUN_A, officer_id=OWN.officer_id, unit_id=OWN.unit_id,
                position_id=OWN.position_id, text="Chưa tính chứng chỉ năm 2025.", status="open", version=1,
                lodged_at=NOW - timedelta(days=2), due_on=NOW.date() + timedelta(days=9), answered_at=None,
            )))  # fmt: skip


def course_is_planned(site: Site) -> None:
    """The civil servant has not done the planned course, and wishes nothing."""
    with changing(site) as conn:
        conn.execute(delete(PROGRESS).where(PROGRESS.c.officer_id == OWN.officer_id))


def evidence_waits(site: Site, text: str) -> None:
    """The civil servant has added a statement that waits for the unit."""
    with changing(site) as conn:
        found = accounts.find_account(conn, "officer")
        if found is None:
            raise LookupError("officer")
        conn.execute(delete(STATEMENT).where(STATEMENT.c.officer_id == OWN.officer_id, STATEMENT.c.standing == "waits"))
        conn.execute(delete(STATEMENT).where(STATEMENT.c.statement_id == "SWA1T"))
        conn.execute(insert(STATEMENT).values(row(
            STATEMENT, statement_id="SWA1T", officer_id=OWN.officer_id, kind="certificate", text=text,
            standing="waits", added_by=found.user_id, added_by_name=found.name, dated_on=NOW.date(), added_at=NOW,
        )))  # fmt: skip


@contextmanager
def under_way_for(site: Site, page: PageCase) -> Iterator[None]:
    """Where the page asks for it, a review and a description are on their way, and no worker takes them meanwhile.

    Or no review is published yet.
    """
    if page.is_before_results:
        with before_results(site):
            yield
        return
    if not page.is_under_way:
        yield
        return
    with changing(site) as conn:
        for kind, login, job_id in UNDER_WAY:
            account = accounts.find_account(conn, login)
            if account is None:
                raise LookupError(login)
            made = jobs.enqueue(conn, kind, {}, viewer=account.viewer(), unit_id=A1, now=site.now())
            later = site.now() + LONGEST_WAIT - timedelta(minutes=1)
            values = {"job_id": job_id, "not_before": later, "n_done": 40, "n_total": 120}
            conn.execute(update(JOB).where(JOB.c.job_id == made).values(**values))
    try:
        yield
    finally:
        with changing(site) as conn:
            conn.execute(delete(JOB).where(JOB.c.job_id.in_([job_id for _, _, job_id in UNDER_WAY])))


@contextmanager
def before_results(site: Site) -> Iterator[None]:
    """No review is published; those that were are so again afterwards."""
    published = RUN.c.status == str(RunStatus.PUBLISHED)
    with changing(site) as conn:
        run_ids = conn.execute(select(RUN.c.run_id).where(published)).scalars().all()
        conn.execute(update(RUN).where(published).values(status=str(RunStatus.FINISHED)))
    try:
        yield
    finally:
        with changing(site) as conn:
            again = {"status": str(RunStatus.PUBLISHED)}
            conn.execute(update(RUN).where(RUN.c.run_id.in_(run_ids)).values(**again))


def group_asks(site: Site, group: str) -> None:
    """A difference between groups asks for a reason before the run that is not published yet."""
    with changing(site) as conn:
        conn.execute(insert(FAIRNESS).values(row(
            FAIRNESS, run_id=RUN_OPEN, dimension="sex", group=group, n=40, rate=0.3, ratio=0.5, p_value=0.001,
            rate_low=0.18, rate_high=0.45, asks_reason=True,
        )))  # fmt: skip
