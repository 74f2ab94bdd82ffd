"""Do the plans of the real planner differ between fields?

One officer per position who holds no document and scored 1 of 5 on every competency and task of it; plans by
`recommender.screen` with words alone as matcher. Of the periods that are not mandatory, how many do two positions of
different fields share at most? Last numbers (2026-11-22): mean 0.039, greatest 0.263 of 723 pairs; 39 of 49 positions
have a plan besides their mandatory programmes, which fill the year of the others. Before courses that grant a document
were kept to missing documents: mean 0.324, greatest 0.889.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations

import pandas as pd
import pytest

from models.matcher import Mode
from recommender import screen
from recommender.columns import ASSESSMENTS, OFFICERS, FrameSpec
from recommender.inputs import Inputs
from recommender.matching import TextMatcher, encoder_for
from recommender.settings import Settings
from training_catalog import load_catalogue, requirements_of
from training_catalog.types import Catalogue

pytestmark = pytest.mark.bench
TODAY = date(2026, 11, 22)
MOST_SHARED = 0.30
SURE = 0.05
"""Deviation of the results in levels: that they lack everything is known, not guessed."""


@pytest.fixture(scope="module")
def pack() -> Catalogue:
    return load_catalogue()


def officers_who_lack_everything(pack: Catalogue) -> Inputs:
    """One a position, each with a test of level 1 on all that the position asks."""
    ids = list(pack.positions)
    rows = []
    for position_id in ids:
        asked = requirements_of(pack, position_id)
        topics = [pack.competencies[key].name_vi for key in asked.levels] + [task.text_vi for task in asked.tasks]
        rows += [(f"{position_id}/{number}", position_id, topic) for number, topic in enumerate(topics)]
    assessments = pd.DataFrame(rows, columns=["assessment_id", "officer_id", "topic"]).assign(
        method="test", level=1.0, sd=SURE, dated_on=pd.Timestamp(TODAY)
    )
    unit = next(key for key, each in pack.units.items() if each.parent_id)
    officers = pd.DataFrame({"officer_id": ids, "unit_id": unit})
    holdings = pd.DataFrame({"officer_id": ids, "position_id": ids, "share": 1.0, "place": ""})
    return Inputs(officers=filled(OFFICERS, officers), holdings=holdings, assessments=filled(ASSESSMENTS, assessments))


def filled(spec: FrameSpec, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the columns it lacks, empty."""
    empty = spec.empty()
    more = {name: ("" if str(empty[name].dtype).startswith("str") else None) for name in empty if name not in frame}
    return frame.assign(**more).astype({name: empty[name].dtype for name in empty})[list(empty)]


def test_plans_of_two_fields_share_at_most_three_tenths(pack: Catalogue, say: Callable[[str], None]) -> None:
    matcher = TextMatcher.of(encoder_for(Mode.LEXICAL), pack)
    found = screen(officers_who_lack_everything(pack), pack, matcher=matcher, settings=Settings(today=TODAY)).plans
    free = found[~found["is_mandatory"].astype(bool)]
    plans = {
        key: dict(zip(rows["course_id"], rows["counted_periods"], strict=True))
        for key, rows in free.groupby("officer_id")
    }
    shares = []
    for first, second in combinations(pack.positions, 2):
        if pack.positions[first].field != pack.positions[second].field and first in plans and second in plans:
            common = sum(hours for key, hours in plans[first].items() if key in plans[second])
            shares.append((common / min(sum(plans[first].values()), sum(plans[second].values())), first, second))
    shares.sort(reverse=True)
    mean = sum(share for share, *_ in shares) / len(shares)
    say(f"{len(plans)} plans, {len(shares)} pairs of different fields: mean {mean:.3f}, greatest {shares[:3]}")
    assert len(shares) > 500
    assert shares[0][0] <= MOST_SHARED
