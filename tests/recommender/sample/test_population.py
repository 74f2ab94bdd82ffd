"""The sample as frames: shapes, numbers that facts give, and rates of the planted truth."""

from __future__ import annotations

import unicodedata

import numpy as np
import pandas as pd
import pytest

from recommender.errors import UsageError
from recommender.sample import Sample, make_sample
from training_catalog.types import Catalogue


def test_every_frame_has_its_declared_shape_and_key(small: Sample) -> None:
    checked = small.inputs.checked()
    for name in ("officers", "holdings", "statements", "assessments", "quotas", "decisions", "personal"):
        pd.testing.assert_frame_equal(getattr(checked, name), getattr(small.inputs, name))


def test_the_same_seed_gives_the_same_frames_and_another_seed_does_not(shipped: Catalogue, small: Sample) -> None:
    again, other = make_sample(shipped, communes=12, seed=3), make_sample(shipped, communes=12, seed=4)
    pd.testing.assert_frame_equal(small.truth_levels, again.truth_levels)
    pd.testing.assert_frame_equal(small.inputs.assessments, again.inputs.assessments)
    assert set(other.communes.unit_id) != set(small.communes.unit_id)


def test_all_communes_are_of_the_province_asked_for(shipped: Catalogue) -> None:
    for wanted in ("40", "Tỉnh Nghệ An"):
        sample = make_sample(shipped, communes=5, seed=1, province=wanted)
        assert set(sample.communes.province_id) == {"40"}


@pytest.mark.parametrize(
    ("communes", "province"), [(0, None), (5000, None), (200, "40"), (3, "Atlantis"), (1, "00004")]
)
def test_what_cannot_be_made_is_refused(shipped: Catalogue, communes: int, province: str | None) -> None:
    with pytest.raises(UsageError):
        make_sample(shipped, communes=communes, seed=1, province=province)


def test_several_provinces_with_mountains_are_chosen(small: Sample) -> None:
    assert len(set(small.communes.province_id)) == 2
    assert "mountain" in set(small.communes.terrain)


def test_a_commune_has_about_forty_officers_and_mountain_communes_fewer(large: Sample) -> None:
    size = large.inputs.officers.groupby("unit_id").size()
    assert 39 <= size.mean() <= 43
    by_terrain = pd.Series(size.reindex(large.communes.unit_id).to_numpy()).groupby(large.communes.terrain).mean()
    assert by_terrain["mountain"] < by_terrain["plain"] < by_terrain["urban"]


def test_eight_civil_leaders_at_least_sit_in_a_commune(large: Sample) -> None:
    main = np.array(large.posts.positions)[large.posts.main]
    civil = np.array([key.startswith("I.") and key not in ("I.07", "I.08") for key in main])
    leaders = np.bincount(large.posts.unit[civil], minlength=len(large.communes))
    assert leaders.min() >= 8
    assert leaders.mean() < 12


def test_shares_of_each_officer_sum_to_one_and_many_hold_several_positions(large: Sample) -> None:
    shares = large.inputs.holdings.groupby("officer_id")["share"]
    assert np.allclose(shares.sum(), 1)
    assert 0.12 <= (shares.size() > 1).mean() <= 0.35


def test_the_three_baselines_disagree_in_sign(large: Sample) -> None:
    quotas = large.inputs.quotas
    present = large.inputs.officers.groupby("unit_id").size()
    sums = quotas.groupby("unit_id")[["norm", "quota", "plan"]].sum()
    over_norm, over_plan = (present > sums["norm"]).mean(), (present > sums["plan"]).mean()
    assert over_norm - over_plan > 0.3


def test_general_desks_are_over_and_it_and_land_are_short(large: Sample) -> None:
    heads = pd.Series(np.array(large.posts.positions)[large.posts.main]).value_counts()
    plan = large.inputs.quotas.groupby("position_id")["plan"].sum()
    assert all(heads[key] > plan[key] for key in ("II.02", "II.25", "II.29"))
    assert all(heads[key] < plan[key] for key in ("II.15", "II.27", "II.22", "II.24"))


def test_about_a_seventh_do_not_meet_and_half_of_them_by_standards(large: Sample) -> None:
    fails = large.truth["fails"]
    assert 0.11 <= 1 - large.truth["meets"].mean() <= 0.16
    assert 0.4 <= fails[fails != ""].str.startswith("standards").mean() <= 0.65


def test_unsuitable_and_related_majors_have_their_rates(large: Sample) -> None:
    majors = large.truth_standards[large.truth_standards["kind"] == "major"]
    held = len(large.truth)
    other = majors[majors["how"] == "other"].groupby(["officer_id", "position_id"]).ngroups / held
    related = majors[majors["how"].str.startswith("related")].groupby(["officer_id", "position_id"]).ngroups / held
    assert 0.044 <= other <= 0.064
    assert 0.045 <= related <= 0.075


def test_the_council_accepts_most_related_majors_and_its_word_is_the_truth(large: Sample) -> None:
    majors = large.truth_standards[large.truth_standards["how"].str.startswith("related")]
    assert (majors["meets"] == (majors["how"] == "related_accepted")).all()
    assert 0.8 <= majors["meets"].mean() <= 0.95


def test_about_eight_percent_have_no_state_management_certificate_in_the_file(large: Sample) -> None:
    civil = np.array([key[:2] == "II" and key != "II.34" for key in np.array(large.posts.positions)[large.posts.main]])
    civil &= ~np.array([key.startswith("III") for key in np.array(large.posts.positions)[large.posts.main]])
    cells = large.cells["state_management"][civil]
    lacking = np.isin(cells.astype(str), ["", "Chưa", "Chưa có", "Không"]).mean()
    assert 0.06 <= lacking <= 0.1


def test_six_percent_have_almost_no_results(large: Sample) -> None:
    count = large.inputs.assessments.groupby("officer_id").size().reindex(large.inputs.officers["officer_id"]).fillna(0)
    assert 0.04 <= (count <= 6).mean() <= 0.09
    assert 25 <= count.mean() <= 40


def test_decisions_cover_their_share_and_agree_nearly_always(large: Sample) -> None:
    both = large.inputs.decisions.merge(large.truth, on=["officer_id", "position_id"])
    assert len(both) == len(large.inputs.decisions)
    assert 0.13 <= len(both) / len(large.truth) <= 0.17
    assert 0.93 <= ((both["label"] == "meets") == (both["meets"] == 1)).mean() <= 0.97


def test_ratings_follow_the_truth_only_loosely(large: Sample) -> None:
    bands = large.inputs.statements.query("kind == 'rating'")
    good = bands["grade"].isin(
        ["Hoàn thành tốt nhiệm vụ", "HTTNV", "Hoàn thành xuất sắc nhiệm vụ", "HTXSNV", "Xuất sắc"]
    )
    assert 0.9 <= good.mean() <= 0.99
    level = large.truth_levels.groupby("officer_id", observed=True)["level"].mean()
    points = good.groupby(bands["officer_id"]).mean()
    assert 0.05 <= level.corr(points) <= 0.5


def test_all_text_is_composed_unicode(small: Sample) -> None:
    for name in ("officers", "statements", "assessments", "decisions", "personal"):
        frame = getattr(small.inputs, name)
        for column in frame.select_dtypes("str"):
            assert all(unicodedata.is_normalized("NFC", text) for text in frame[column].unique()), (name, column)


def test_minorities_live_in_mountain_provinces_with_their_own_family_names(shipped: Catalogue) -> None:
    personal = make_sample(shipped, communes=8, seed=5, province="12").inputs.personal
    share = personal["ethnicity"].value_counts(normalize=True)
    assert share.get("Kinh", 0) < 0.6
    mong = personal[personal["ethnicity"] == "Mông"]["name"]
    assert set(mong.str.split().str[0]) <= {"Giàng", "Vàng", "Sùng", "Thào", "Mùa", "Lầu", "Hạng", "Ly", "Và"}
