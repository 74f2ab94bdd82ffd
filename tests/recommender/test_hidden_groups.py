"""The fairness report as somebody reads it who wants to know of single people: by every sum in it, with a solver."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from recommender.columns import OFFICERS, PERSONAL, VERDICTS
from recommender.fairness import COUNTS, fairness, groups_of
from recommender.hidden_groups import SETS
from recommender.small_cells import HIDDEN_BELOW, pooled_groups
from tests.recommender import factories as make

UNITS = make.catalogue().units
FAR = 0.999


def drawn(seed: int, people: int = 90) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Verdicts, sensitive fields and officers, some groups of them small."""
    chosen = np.random.default_rng(seed)
    ids = [f"o{number:04}" for number in range(people)]
    born = pd.Timestamp("1965-01-01") + pd.to_timedelta(chosen.integers(0, 36 * 365, people), unit="D")
    verdicts = pd.DataFrame({
        "officer_id": ids, "unit_id": "00001", "position_id": "A",
        "coverage": chosen.choice([0.1, 1.0], people, p=[0.06, 0.94]),
        "verdict": chosen.choice(["meets", "needs_review", "does_not_meet"], people, p=[0.6, 0.3, 0.1]),
    })  # fmt: skip
    personal = pd.DataFrame({
        "officer_id": ids, "sex": chosen.choice(["Nam", "Nữ", ""], people, p=[0.58, 0.4, 0.02]),
        "ethnicity": chosen.choice(["Kinh", "Tày", "Thái", "Mường"], people, p=[0.15, 0.44, 0.38, 0.03]),
        "birth_date": born,
    })  # fmt: skip
    officers = pd.DataFrame({
        "officer_id": ids, "unit_id": "00001",
        "rank": chosen.choice(["a", "b", "c", "d"], people, p=[0.6, 0.3, 0.07, 0.03]),
    })  # fmt: skip
    return VERDICTS.conform(verdicts), PERSONAL.conform(personal), OFFICERS.conform(officers)


def planted() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Thirty-two women, four of them Kinh, who all meet: less all other women they are what is left."""
    groups = (
        ("Nữ", "Kinh", 4, 0), ("Nữ", "Tày", 10, 6), ("Nữ", "Thái", 6, 6), ("Nam", "Kinh", 4, 3),
        ("Nam", "Tày", 10, 6), ("Nam", "Thái", 13, 7),
    )  # fmt: skip
    rows = [(sex, name, at < meets) for sex, name, meets, others in groups for at in range(meets + others)]
    ids = [f"o{number:04}" for number in range(len(rows))]
    verdicts = pd.DataFrame({
        "officer_id": ids, "unit_id": "00001", "position_id": "A", "coverage": 1.0,
        "verdict": ["meets" if meets else "needs_review" for _, _, meets in rows],
    })  # fmt: skip
    personal = pd.DataFrame({
        "officer_id": ids, "sex": [row[0] for row in rows], "ethnicity": [row[1] for row in rows],
        "birth_date": pd.Timestamp("1985-01-01"),
    })  # fmt: skip
    officers = pd.DataFrame({"officer_id": ids, "unit_id": "00001", "rank": "a"})
    return VERDICTS.conform(verdicts), PERSONAL.conform(personal), OFFICERS.conform(officers)


class Reader:
    """What can be worked out of counts of one outcome (or of everybody: `n`) in the tables of one set.

    Unknown: how many of each finest part there are. Known: what the report shows, who stands in which group, and how
    many there are in all.
    """

    def __init__(self, given: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame], names: tuple[str, ...]) -> None:
        verdicts, personal, officers = given
        self.report = fairness(verdicts, personal, officers, units=UNITS, settings=make.SETTINGS)
        finest = groups_of(
            verdicts[["officer_id", "unit_id"]], personal, officers, units=UNITS, settings=make.SETTINGS
        )[list(names)]  # fmt: skip
        shown = finest.apply(pooled_groups)
        self.part = finest.groupby(list(names)).ngroup().to_numpy()
        classes = {"meets": "meets", "review": "needs_review", "fails": "does_not_meet"}
        self.truth = {
            name: np.bincount(self.part[(verdicts["verdict"] == label).to_numpy()], minlength=self.part.max() + 1)
            for name, label in classes.items()
        }
        self.groups = {
            (name, group): np.isin(np.arange(self.part.max() + 1), self.part[(shown[name] == group).to_numpy()])
            for name in names for group in sorted(set(shown[name]))
        }  # fmt: skip

    def known(self) -> tuple[np.ndarray, np.ndarray]:
        """Equations over (part, outcome): every shown figure, and the totals."""
        parts = self.part.max() + 1
        rows, values = [], []
        for at, name in enumerate(COUNTS):
            every = np.zeros((parts, len(COUNTS)))
            every[:, at] = 1
            rows.append(every.ravel())
            values.append(self.truth[name].sum())
        for line in self.report.to_dict("records"):
            group = self.groups.get((line["dimension"], line["group"]))
            if group is None:
                continue
            for figure in ("n", *COUNTS):
                if not pd.isna(line[figure]):
                    cells = np.zeros((parts, len(COUNTS)))
                    cells[np.ix_(group, range(len(COUNTS)) if figure == "n" else [COUNTS.index(figure)])] = 1
                    rows.append(cells.ravel())
                    values.append(line[figure])
        return np.array(rows), np.array(values, dtype=np.float64)

    def ends(self, cells: np.ndarray) -> tuple[float, float]:
        """Least and most that the people of some cells can be."""
        rows, values = self.known()
        ends = [linprog(sign * cells, A_eq=rows, b_eq=values, bounds=(0, None)) for sign in (1, -1)]
        assert all(one.status == 0 for one in ends)
        return float(ends[0].fun), float(-ends[1].fun)

    def told(self) -> list[tuple[int, str, float, float]]:
        """Counts of a few people of the finest parts that could not be five, or not be fewer than they are."""
        found = []
        for at, name in enumerate(COUNTS):
            for part in np.flatnonzero((self.truth[name] > 0) & (self.truth[name] < HIDDEN_BELOW)):
                cells = np.zeros((self.part.max() + 1, len(COUNTS)))
                cells[part, at] = 1
                low, high = self.ends(cells.ravel())
                enough = min(HIDDEN_BELOW, self.truth[name].sum())
                if high < enough - 1 + FAR or low > self.truth[name][part] - FAR:
                    found.append((int(part), name, low, high))
        return found


@pytest.mark.parametrize("names", [each for each in SETS if "region" not in each], ids=lambda names: names[0])
@pytest.mark.parametrize("seed", range(4))
def test_no_few_people_of_an_outcome_can_be_worked_out_of_the_whole_report(seed: int, names: tuple[str, ...]) -> None:
    reader = Reader(drawn(seed), names)
    assert reader.told() == []


def test_the_few_women_of_one_ethnicity_are_not_what_the_other_women_leave() -> None:
    reader = Reader(planted(), SETS[0])
    women = np.zeros((reader.part.max() + 1, len(COUNTS)))
    part = int(reader.part[0])
    women[part, :] = 1
    low, high = reader.ends(women.ravel())
    assert low < 4
    assert high >= HIDDEN_BELOW
    assert reader.told() == []


def test_nothing_a_single_person_could_be_told_by_is_printed() -> None:
    report = Reader(drawn(7), SETS[0]).report
    counts = report[["n", *COUNTS]].to_numpy(dtype=np.float64)
    assert not ((counts > 0) & (counts < HIDDEN_BELOW)).any()
    thin = (report["thin_evidence"] * report["n"]).round().to_numpy()
    assert not ((thin > 0) & (thin < HIDDEN_BELOW)).any()


def test_rates_go_with_the_count_they_would_tell() -> None:
    report = Reader(drawn(7), SETS[0]).report
    hidden = report["meets"].isna()
    assert hidden.any()
    assert report.loc[hidden, ["rate", "rate_low", "rate_high", "ratio", "p_value"]].isna().all().all()


def test_a_way_to_tell_people_apart_that_tells_none_apart_is_left_out() -> None:
    assert set(Reader(planted(), SETS[0]).report["dimension"]) == {"sex", "ethnicity", "sex_ethnicity"}


def test_the_same_people_in_another_order_are_shown_the_same() -> None:
    verdicts, personal, officers = drawn(2)
    other = tuple(frame.sample(frac=1, random_state=1) for frame in (verdicts, personal, officers))
    first, again = (
        fairness(one, two, three, units=UNITS, settings=make.SETTINGS)
        for one, two, three in ((verdicts, personal, officers), other)
    )
    pd.testing.assert_frame_equal(first, again)
