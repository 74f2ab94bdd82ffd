"""People and quotas of a merged unit go to the one that took its place, and a note says so."""

from __future__ import annotations

import numpy as np

from recommender.columns import HOLDINGS, OFFICERS, QUOTAS
from recommender.inputs import Inputs
from recommender.readers.ended_units import EndedUnit, in_present_units

ENDED = {"00001": EndedUnit(name="Xã Cũ", to="00002", to_name="Xã Mới")}
INPUTS = Inputs(
    officers=OFFICERS.frame([
        {"officer_id": "a", "unit_id": "00001", "place": "p.xlsx!S!A2"},
        {"officer_id": "b", "unit_id": "00002", "place": "p.xlsx!S!A3"},
    ]),
    holdings=HOLDINGS.empty(),
    quotas=QUOTAS.frame([
        {"unit_id": "00001", "position_id": "A", "norm": 1.0, "quota": 2.0, "plan": np.nan, "place": "q.xlsx!S!A2"},
        {"unit_id": "00002", "position_id": "A", "norm": 3.0, "quota": np.nan, "plan": np.nan, "place": "q.xlsx!S!A3"},
        {"unit_id": "00002", "position_id": "B", "norm": 1.0, "quota": 1.0, "plan": 1.0, "place": "q.xlsx!S!A4"},
    ]),
)  # fmt: skip


def test_people_are_read_into_the_present_unit_and_one_note_counts_the_rows() -> None:
    read = in_present_units(INPUTS, ENDED)
    assert read.officers["unit_id"].tolist() == ["00002", "00002"]
    (problem,) = read.problems.to_dict("records")
    assert (problem["code"], problem["severity"], problem["file"]) == ("unit_ended", "note", "p.xlsx")
    assert "Xã Cũ" in problem["message_vi"]
    assert "2 rows are taken for Xã Mới" in problem["message_en"]


def test_posts_of_one_position_add_up_and_unknown_ones_stay_unknown() -> None:
    quotas = in_present_units(INPUTS, ENDED).quotas
    read = {row["position_id"]: row for row in quotas.to_dict("records")}
    assert quotas["unit_id"].tolist() == ["00002", "00002"]
    assert (read["A"]["norm"], read["A"]["quota"], read["B"]["plan"]) == (4.0, 2.0, 1.0)
    assert np.isnan(read["A"]["plan"])


def test_nothing_is_touched_when_no_unit_of_the_files_has_ended() -> None:
    assert in_present_units(INPUTS, {"00009": ENDED["00001"]}) is INPUTS
