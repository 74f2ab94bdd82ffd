"""Before any review was published the pages of results say so and lead on."""

from __future__ import annotations

import pytest

from recommender.permissions import Viewer
from recommender.store.results import runs
from tests.api.world import World

PAGES = ("/demand", "/balance", "/moves")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("account", "path", "step"),
    [
        *(("province_a", path, "/runs") for path in PAGES), ("institute", "/demand", "/courses"),
        ("decider_a", "/moves", "/method"),
    ],
)  # fmt: skip
def test_page_says_why_it_is_empty_and_where_to_go(
    shared_world: World, monkeypatch: pytest.MonkeyPatch, account: str, path: str, step: str, language: str
) -> None:
    monkeypatch.setattr(runs, "run_in_force", nothing)
    answer = shared_world.client(account, language=language).get(path)
    assert answer.status_code == 200
    main = answer.text[answer.text.index("<main") : answer.text.index("</main")]
    assert 'class="empty"' in main
    assert f'class="button" href="{step}"' in main


@pytest.mark.parametrize("path", PAGES)
def test_a_run_that_there_is_not_stays_not_found(shared_world: World, path: str) -> None:
    assert shared_world.client("province_a").get(f"{path}?run=none").status_code == 404


def nothing(_conn: object, _viewer: Viewer, **_given: object) -> None:
    """No run has results yet."""
