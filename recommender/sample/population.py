"""The sample: a synthetic population of communes with planted truth, as the frames a run reads and the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from recommender.columns import HOLDINGS
from recommender.inputs import Inputs
from recommender.sample.careers import careers_told, ratings_told
from recommender.sample.communes import Communes, choose_communes
from recommender.sample.decisions import decision_rows
from recommender.sample.draws import Flags, Texts, texts
from recommender.sample.levels import Asked, Levels, asked_of_positions, levels_frame, true_levels
from recommender.sample.papers import papers
from recommender.sample.people import People, make_people, officers_frame, personal_frame
from recommender.sample.qualifications import qualify
from recommender.sample.results import Results, assessments_frame, make_results
from recommender.sample.staffing import Posts, fill_posts, quota_rows
from recommender.sample.standards_truth import standards_truth
from recommender.sample.told import statements_frame, together
from training_catalog.types import Catalogue

TODAY = date(2026, 11, 21)
"""The day the sample is made for: laws, ages and results are as of this day."""


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A population: `inputs` without dirt, the truth about it, and the arrays that its workbooks are written from."""

    catalogue: Catalogue = field(repr=False)
    seed: int
    inputs: Inputs
    truth: pd.DataFrame
    """officer_id, position_id, meets (0/1), fails ("", standards, competency, standards+competency)."""
    truth_standards: pd.DataFrame
    """officer_id, position_id, rule_id, kind, meets (0/1), how: each deciding rule, with the council's draws."""
    truth_levels: pd.DataFrame
    """officer_id, requirement_id, level (1-5), exact (the level before rounding; not written to the answers)."""
    communes: Communes
    posts: Posts
    people: People
    cells: Mapping[str, Texts]
    """Cells of the staff list by column, one an officer."""
    results: Results


def make_sample(catalogue: Catalogue, *, communes: int, seed: int, province: str | None = None) -> Sample:
    """A population of so many communes (of one province, by id or name); the same seed gives the same sample."""
    rng = np.random.default_rng(seed)
    chosen = choose_communes(catalogue, rng, communes=communes, province=province)
    posts = fill_posts(catalogue, chosen, rng)
    people = make_people(catalogue, chosen, posts, rng)
    held = qualify(catalogue, posts, people, rng)
    rules = standards_truth(catalogue, posts, held, rng, today=TODAY)
    asked = asked_of_positions(catalogue)
    levels = true_levels(asked, posts, rng)
    told = together(
        [
            papers(catalogue, people, held, rng),
            careers_told(catalogue, chosen, posts, people, rng),
            ratings_told(people, levels.general, rng),
        ]
    )
    results = make_results(asked, levels, chosen, posts, people, rng=rng)
    fails = _fails(rules, levels, len(posts.officer))
    inputs = Inputs(
        officers=officers_frame(chosen, posts, people),
        personal=personal_frame(people),
        holdings=_holdings(posts, people),
        statements=statements_frame(told, people.officer_id),
        assessments=assessments_frame(results, people.officer_id),
        quotas=quota_rows(catalogue, chosen, posts, rng),
        decisions=decision_rows(chosen, posts, people.officer_id, fails, rng),
    )
    return Sample(
        catalogue=catalogue,
        seed=seed,
        inputs=inputs,
        truth=_truth(posts, people, fails),
        truth_standards=_standards_frame(rules, posts, people),
        truth_levels=_sorted_levels(asked, levels, people),
        communes=chosen,
        posts=posts,
        people=people,
        cells=told.cells,
        results=results,
    )


def _fails(rules: pd.DataFrame, levels: Levels, holdings: int) -> Texts:
    """What each holding truly fails, in words of the truth file."""
    unfit: Flags = np.zeros(holdings, dtype=bool)
    unfit[rules.loc[~rules["meets"], "holding"].to_numpy()] = True
    words = texts(["", "standards", "competency", "standards+competency"])
    fails: Texts = words[unfit.astype(np.int64) + 2 * (~levels.meets).astype(np.int64)]
    return fails


def _holdings(posts: Posts, people: People) -> pd.DataFrame:
    return HOLDINGS.conform(
        pd.DataFrame(
            {
                "officer_id": people.officer_id[posts.officer],
                "position_id": texts(list(posts.positions))[posts.position],
                "share": posts.share,
            }
        )
    )


def _truth(posts: Posts, people: People, fails: Texts) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "officer_id": people.officer_id[posts.officer],
            "position_id": texts(list(posts.positions))[posts.position],
            "meets": (fails == "").astype(np.int64),
            "fails": fails,
        }
    )
    return frame.sort_values(["officer_id", "position_id"], ignore_index=True)


def _standards_frame(rules: pd.DataFrame, posts: Posts, people: People) -> pd.DataFrame:
    holding = rules["holding"].to_numpy()
    frame = pd.DataFrame(
        {
            "officer_id": people.officer_id[posts.officer[holding]],
            "position_id": texts(list(posts.positions))[posts.position[holding]],
            "rule_id": rules["rule_id"],
            "kind": rules["kind"],
            "meets": rules["meets"].astype("int64"),
            "how": rules["how"],
        }
    )
    return frame.sort_values(["officer_id", "position_id", "rule_id"], ignore_index=True)


def _sorted_levels(asked: Asked, levels: Levels, people: People) -> pd.DataFrame:
    frame = levels_frame(asked, levels, people.officer_id)
    return frame.sort_values(["officer_id", "requirement_id"], key=lambda column: column.cat.codes, ignore_index=True)
