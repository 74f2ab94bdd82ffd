from __future__ import annotations

import pytest

from recommender.readers.cells import near_titles
from recommender.readers.cells.near_titles import NearTitles
from training_catalog.types import Catalogue


@pytest.fixture
def titles(catalogue: Catalogue) -> NearTitles:
    named = [(one.title_vi, key) for key, one in catalogue.positions.items()]
    return NearTitles(named, catalogue.positions)


def test_a_misspelt_title_leads_to_its_position_first(titles: NearTitles, catalogue: Catalogue) -> None:
    title = catalogue.positions["II.06"].title_vi
    assert titles.nearest(title[:-1])[0].position_id == "II.06"
    assert titles.is_like_one(title[:-1])
    assert not titles.is_like_one("xyz")


def test_past_the_most_nothing_is_sought_but_what_was_found_stays(
    titles: NearTitles, monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue
) -> None:
    monkeypatch.setattr(near_titles, "MOST_SOUGHT", 1)
    title = catalogue.positions["II.06"].title_vi
    found = titles.nearest(title)
    assert found
    assert titles.nearest(f"{title} 2") == ()
    assert titles.nearest(title) == found
