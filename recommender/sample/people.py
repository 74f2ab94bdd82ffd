"""People: names, birth, sex, ethnicity, ranks and dates of the officers of the sample, as numpy arrays and frames."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from recommender.columns import OFFICERS, PERSONAL
from recommender.sample.communes import URBAN, Communes
from recommender.sample.data_files import names
from recommender.sample.draws import Flags, Floats, Ints, Texts, any_of, days_between, flags, texts, weighted
from recommender.sample.staffing import Posts
from training_catalog.types import Catalogue, PositionGroup

MALE, FEMALE = "Nam", "Nữ"
KINH = "Kinh"
BORN, BORN_SPREAD, BORN_LEADER = 1984.0, 7.2, 1979.5
BORN_FIRST, BORN_LAST = 1965, 2002
WARD_SHARE = 1 / 3
PARTY = {True: 0.99, False: 0.76}
RELIGIONS = {"Không": 0.925, "Công giáo": 0.035, "Phật giáo": 0.03, "Tin lành": 0.006, "Cao Đài": 0.004}
DIVISIONS = ("economy", "culture_social")
COMMON_DEPARTMENTS = ("office", "economy")
PRINCIPAL, SPECIALIST = "01.002", "01.003"
EPOCH = np.datetime64("1970-01-01", "D")


@dataclass(frozen=True, kw_only=True)
class People:
    """One entry an officer, in the order of Posts."""

    officer_id: Texts
    name: Texts
    is_female: Flags
    ethnicity: Texts
    religion: Texts
    is_party: Flags
    born: Ints
    """Days since 1970."""
    started: Ints
    """Days since 1970."""
    rank: Texts
    department: Texts
    is_leader: Flags

    def __len__(self) -> int:
        return len(self.officer_id)


def make_people(catalogue: Catalogue, communes: Communes, posts: Posts, rng: np.random.Generator) -> People:
    """Officers of Posts with everything personal about them."""
    size = posts.officers
    groups = [entry.group for entry in catalogue.positions.values()]
    leads = np.array([group == PositionGroup.LEADER for group in groups])[posts.main]
    military = np.array([group == PositionGroup.MILITARY for group in groups])[posts.main]
    female = flags(rng, np.where(military, 0.02, np.where(leads, 0.31, 0.47)), size)
    ethnicity = _ethnicities(communes, posts, rng)
    centre: Floats = np.where(leads, BORN_LEADER, BORN)
    year = np.clip(np.rint(rng.normal(centre, BORN_SPREAD)), BORN_FIRST, BORN_LAST)
    born = np.floor((year - 1970) * 365.25 + rng.random(size) * 365).astype(np.int64)
    started = born + days_between(rng, np.full(size, 22.5 * 365.25), np.full(size, 29.0 * 365.25))
    today = int((np.datetime64("2026-06-01", "D") - EPOCH).astype(np.int64))
    return People(
        officer_id=_ids(communes, posts),
        name=_names(ethnicity, female, rng),
        is_female=female,
        ethnicity=ethnicity,
        religion=weighted(rng, RELIGIONS, size),
        is_party=flags(rng, np.where(leads, PARTY[True], PARTY[False]), size),
        born=born,
        started=np.minimum(started, today),
        rank=_ranks(catalogue, posts, rng),
        department=_departments(catalogue, posts, rng),
        is_leader=leads,
    )


def officers_frame(communes: Communes, posts: Posts, people: People) -> pd.DataFrame:
    """OFFICERS."""
    return OFFICERS.conform(
        pd.DataFrame(
            {
                "officer_id": people.officer_id,
                "unit_id": communes.unit_id[posts.unit],
                "department": people.department,
                "rank": people.rank,
                "started_on": as_days(people.started),
            }
        )
    )


def personal_frame(people: People) -> pd.DataFrame:
    """PERSONAL."""
    return PERSONAL.conform(
        pd.DataFrame(
            {
                "officer_id": people.officer_id,
                "name": people.name,
                "birth_date": as_days(people.born),
                "sex": np.where(people.is_female, FEMALE, MALE),
                "ethnicity": people.ethnicity,
                "religion": people.religion,
                "party": np.where(people.is_party, "Đảng viên", ""),
            }
        )
    )


def as_days(days: Ints) -> pd.Series:
    """Days since 1970 as dates."""
    return pd.Series(days.astype("datetime64[D]").astype("datetime64[s]"))


def _ids(communes: Communes, posts: Posts) -> Texts:
    """CB + province + running number of the officer in the province."""
    province = communes.province_id[posts.unit]
    _, group = np.unique(province, return_inverse=True)
    order = np.argsort(group, kind="stable")
    first = np.searchsorted(group[order], group[order])
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order)) - first + 1
    return texts([f"CB{key}-{serial:05d}" for key, serial in zip(province, number, strict=True)])


def _ethnicities(communes: Communes, posts: Posts, rng: np.random.Generator) -> Texts:
    chosen = texts([KINH] * posts.officers)
    shares = names().shares
    for place in range(len(communes)):
        minority = shares.get(communes.province_id[place], {})
        if not minority:
            continue
        part = WARD_SHARE if communes.terrain[place] == URBAN else 1.0
        weights = {key.title(): value * part for key, value in minority.items()}
        here = _range_of(posts, place)
        chosen[here] = weighted(rng, {KINH: 1 - sum(weights.values()), **weights}, len(here))
    return chosen


def _range_of(posts: Posts, place: int) -> Ints:
    """Officers of a commune; they stand together."""
    first, last = np.searchsorted(posts.unit, [place, place + 1])
    return np.arange(first, last)


def _names(ethnicity: Texts, female: Flags, rng: np.random.Generator) -> Texts:
    """Family, middle and given names by people and sex."""
    parts = names()
    result = texts([""] * len(ethnicity))
    for people in sorted(set(ethnicity)):
        key = people.lower()
        for is_female in (False, True):
            here = np.flatnonzero((ethnicity == people) & (female == is_female))
            sex = FEMALE if is_female else MALE
            family = weighted(rng, parts.family[key], len(here))
            if key in parts.own:
                rest = any_of(rng, parts.own[key][sex], len(here))
            else:
                middle = weighted(rng, parts.middle[sex], len(here))
                rest = middle + " " + any_of(rng, parts.given[sex], len(here))
            result[here] = family + " " + rest
    return result


def _ranks(catalogue: Catalogue, posts: Posts, rng: np.random.Generator) -> Texts:
    """Rank of the main position; some deputies and a few specialists are of the principal rank."""
    own = texts([entry.rank for entry in catalogue.positions.values()])[posts.main]
    rate = np.where(own == PRINCIPAL, 0.8, 0.0)
    leads = np.array([entry.group == PositionGroup.LEADER for entry in catalogue.positions.values()])[posts.main]
    rate = np.where((own == SPECIALIST) & leads, 0.45, np.where(own == SPECIALIST, 0.05, rate))
    principal = flags(rng, rate, posts.officers)
    lower = texts([SPECIALIST] * posts.officers)
    changed = np.where(principal, PRINCIPAL, np.where(own == PRINCIPAL, lower, own))
    return texts([str(rank) for rank in changed])


def _departments(catalogue: Catalogue, posts: Posts, rng: np.random.Generator) -> Texts:
    """Department of the main position; heads and deputies of divisions and common desks are spread."""
    entries = list(catalogue.positions.values())
    department = texts([entry.department for entry in entries])[posts.main]
    leads = np.array([entry.group == PositionGroup.LEADER for entry in entries])[posts.main]
    common = department == "common"
    order = np.arange(len(department))
    turn = np.where(leads, order % 2, flags(rng, 0.6, len(department)).astype(np.int64))
    division = texts(list(DIVISIONS))[turn]
    other = texts(list(COMMON_DEPARTMENTS))[turn]
    return texts([str(name) for name in np.where(common & leads, division, np.where(common, other, department))])
