"""Words of duties: who assists witnesses less than who does, who leads no more than the range, results stay results."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from models.responsibility import shipped_estimator
from recommender.columns import EVIDENCE, MATCHES
from recommender.measuring.observations import as_said, asked_pairs, observations
from recommender.measuring.witnessed import COLUMNS, LEAST_SHORT, witnessed_levels
from tests.recommender import factories as make

TASK = "Thẩm định dự toán thu, chi ngân sách xã"
DOES, LEADS = TASK, f"Chủ trì, chỉ đạo việc {TASK.lower()}"
ASSISTS = f"Hỗ trợ chuyên viên chuẩn bị số liệu đơn giản phục vụ {TASK.lower()}"
FOLLOWS = f"Tập sự, làm theo chỉ dẫn từng việc khi {TASK.lower()}"
WANTED = pd.DataFrame({"requirement_id": ["T"], "kind": ["task"], "text": [f"{TASK}\nAppraise the commune budget"]})
PAIRS = asked_pairs(
    pd.DataFrame({"officer_id": ["o1"], "requirement_id": ["T"], "kind": ["task"], "min_level": [3], "max_level": [3]})
)


def piece(text: str, *, kind: str = "duty", level: float | None = None) -> dict[str, object]:
    """One piece of evidence of `o1`; a result when it has a level."""
    stated = {"method": "self", "level": level, "sd": 0.9} if level is not None else {}
    return {"evidence_id": "e", "officer_id": "o1", "kind": kind, "text": text, "age_years": 0.0, **stated}


def matched(*texts: str) -> pd.DataFrame:
    return MATCHES.frame([{"text": text, "requirement_id": "T", "confidence": 0.9} for text in texts])


def value(row: dict[str, object]) -> float:
    """What the only observation of `row` says."""
    known, matches = EVIDENCE.frame([row]), matched(str(row["text"]))
    worded = witnessed_levels(known, matches, WANTED)
    seen = observations(known, matches, PAIRS, settings=make.SETTINGS, witnessed=worded)
    return float(seen["value"].iloc[0])


def test_who_assists_witnesses_less_than_who_does_the_task() -> None:
    assert value(piece(ASSISTS)) < value(piece(DOES)) - 0.25


def test_who_only_follows_cannot_witness_the_level_asked() -> None:
    assert value(piece(FOLLOWS)) < 2.5


def test_a_duty_told_as_the_requirement_is_witnesses_the_middle_of_the_range() -> None:
    assert value(piece(DOES)) == 3.0


def test_who_writes_of_leading_witnesses_no_more_than_the_middle_of_the_range() -> None:
    assert value(piece(LEADS)) == 3.0


def test_a_name_of_a_course_tells_no_level() -> None:
    assert value(piece(ASSISTS, kind="training")) == 3.0


@pytest.mark.parametrize("level", [1.0, 2.0, 4.0])
def test_a_result_is_never_read_by_its_words(level: float) -> None:
    row = piece(ASSISTS, kind="result", level=level)
    known, matches = EVIDENCE.frame([row]), matched(ASSISTS)
    worded = witnessed_levels(EVIDENCE.frame([piece(ASSISTS)]), matches, WANTED)
    assert not worded.empty
    seen = observations(known, matches, PAIRS, settings=make.SETTINGS, witnessed=worded)
    pd.testing.assert_series_equal(
        seen["value"], as_said(known, matches, PAIRS, settings=make.SETTINGS)["value"], check_names=False
    )


def test_only_texts_that_stay_clearly_below_are_named() -> None:
    known = EVIDENCE.frame([
        {**piece(text), "evidence_id": text} for text in (DOES, LEADS, ASSISTS, FOLLOWS)
    ])  # fmt: skip
    found = witnessed_levels(known, matched(DOES, LEADS, ASSISTS, FOLLOWS), WANTED)
    assert sorted(found["text"]) == sorted([ASSISTS, FOLLOWS])
    assert list(found.columns) == COLUMNS
    assert (found["below"] >= LEAST_SHORT).all()


def test_the_easiest_wording_of_a_requirement_is_what_a_duty_is_held_against() -> None:
    easy = WANTED.assign(text=f"{TASK}\n{ASSISTS}")
    assert witnessed_levels(EVIDENCE.frame([piece(ASSISTS)]), matched(ASSISTS), easy).empty


def test_nothing_on_record_gives_nothing() -> None:
    assert witnessed_levels(EVIDENCE.frame([]), MATCHES.frame([]), WANTED).empty


def below(text: str) -> float:
    """How far one who assists stays below a requirement of this text."""
    known = EVIDENCE.frame([piece(ASSISTS)])
    return float(witnessed_levels(known, matched(ASSISTS), WANTED.assign(text=text))["below"].iloc[0])


def test_a_translation_is_no_wording_of_its_own() -> None:
    assert below(f"{TASK}\nHelp with simple routine work as told") == below(TASK)


def test_a_requirement_in_english_alone_is_read_too() -> None:
    assert below("Lead and set the strategy for budgets across the organisation") > LEAST_SHORT


@pytest.mark.parametrize(("said", "is_named"), [(0.0, True), (0.001, False), (-0.03, True)])
def test_a_tenth_of_a_level_is_the_least_that_is_named(
    said: float, is_named: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, wanted = f"việc ở mức {said}", "yêu cầu ở mức một phần mười"
    levels = {work: said, wanted: 0.1}
    monkeypatch.setattr(type(shipped_estimator()), "describe", lambda _, text: SimpleNamespace(level=levels[text]))
    found = witnessed_levels(EVIDENCE.frame([piece(work)]), matched(work), WANTED.assign(text=wanted))
    assert found["text"].tolist() == [work] * is_named
