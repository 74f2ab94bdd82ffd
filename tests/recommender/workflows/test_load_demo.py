"""The demo fills an empty store once: people imported, screened and published, and a person with a plan to look at."""

from __future__ import annotations

import pytest

from recommender.permissions import Role, Viewer
from recommender.store import Store
from recommender.store.catalogue_now import find_catalogues, kept_catalogue
from recommender.store.importing.imports import find_imports
from recommender.store.people import PeopleFilter, find_people
from recommender.store.plans import get_plan
from recommender.store.results.run_frames import inputs_digest, read_inputs_of
from recommender.store.results.runs import find_runs, latest_run
from recommender.store.results.verdict_detail import full_verdicts
from recommender.workflows.load_demo import load_demo
from recommender.workflows.screen_units import make_run
from tests.recommender.store.contents import contents
from tests.recommender.store.factories import NOW, viewer

SOMEBODY = Viewer(user_id="command line", name="")
TABLES = ("officer", "verdict", "plan_step", "run", "import_batch")


@pytest.fixture
def stages() -> list[str]:
    return []


def test_a_demo_is_made_once_and_shows_a_person_with_a_plan(sqlite_store: Store, stages: list[str]) -> None:
    demo = load_demo(sqlite_store, SOMEBODY, now=NOW, communes=1, encoder="lexical", tell=stages.append)
    hr = viewer(Role.PROVINCE_HR, demo.province_id)
    before = contents(sqlite_store, TABLES)
    assert "write" in stages
    with sqlite_store.reading() as conn:
        run = latest_run(conn, hr)
        assert run is not None
        assert (run.run_id, run.status) == (demo.run_id, "published")
        assert run.counts["verdicts"] >= run.counts["officers"] > 20
        assert [one.status for one in find_imports(conn, viewer(Role.PROVINCE_HR)).rows] == ["applied"]
        person = Viewer(user_id="P", name="P", officer_id=demo.officer_id, grants=viewer(Role.OFFICER).grants)
        verdicts = full_verdicts(conn, person, demo.run_id, officer_id=demo.officer_id)
        assert verdicts[0].estimates
        assert get_plan(conn, person, demo.officer_id, year=2027).steps
        assert len(find_people(conn, hr, PeopleFilter(unit_id=demo.unit_id)).rows) > 1
        (kept,) = find_catalogues(conn)
        assert kept.digest == run.catalogue_digest
        assert len(kept_catalogue(conn, kept.digest)["courses"]) == kept.counts["courses"]
        assert inputs_digest(read_inputs_of(conn, run.unit_id)) == run.inputs_digest
    assert load_demo(sqlite_store, SOMEBODY, now=NOW, tell=stages.append) == demo
    make_run(sqlite_store, demo.run_id, clock=lambda: NOW, tell=stages.append)
    assert contents(sqlite_store, TABLES) == before
    with sqlite_store.reading() as conn:
        assert len(find_runs(conn, hr).rows) == 1
