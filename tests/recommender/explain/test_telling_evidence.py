"""The evidence a reason names is the one that moves the verdict most, and speaks for it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from recommender import RunResult, screen
from recommender.columns import EVIDENCE
from recommender.explain import evidence_effects, telling_evidence
from recommender.explain.telling_evidence import telling_sentences
from recommender.inputs import Inputs
from recommender.verdict import KEY
from tests.recommender import factories as make
from tests.recommender.explain.test_evidence_effects import CATALOGUE, people, road

LABELS = {"verdict": "", "failed_questions": "", "review_reasons": "uncertain"}


def run(inputs: Inputs) -> RunResult:
    return screen(inputs, CATALOGUE, matcher=make.EqualWords(), settings=make.SETTINGS)


def test_it_is_the_strongest_of_all_pieces_asked_about_exactly() -> None:
    found, seen, features = road(people(25, seed=3))
    told = telling_evidence(features.assign(**LABELS), found, seen, settings=make.SETTINGS)
    effects = evidence_effects(found, seen, features, settings=make.SETTINGS)
    best = effects.assign(size=effects["effect"].abs()).groupby(KEY)["size"].max()
    named = told.assign(size=told["effect"].abs()).set_index(KEY)["size"]
    assert len(named) >= 20
    assert (named >= 0.8 * best.reindex(named.index)).all()


def test_one_who_fails_is_told_what_speaks_against_and_one_who_meets_what_speaks_for() -> None:
    found, seen, features = road(people(25, seed=3))
    against = features.assign(verdict="does_not_meet", failed_questions="competency", review_reasons="")
    for labelled, sign in ((against, -1), (against.assign(verdict="meets", failed_questions=""), 1)):
        told = telling_evidence(labelled, found, seen, settings=make.SETTINGS)
        assert len(told)
        assert (sign * told["effect"] > 0).all()


def test_verdicts_of_standards_alone_name_no_result() -> None:
    found, seen, features = road(people(5, seed=3))
    labelled = features.assign(verdict="does_not_meet", failed_questions="standards", review_reasons="")
    assert telling_evidence(labelled, found, seen, settings=make.SETTINGS).empty


def test_the_reason_quotes_the_result_with_method_level_and_day() -> None:
    reasons = run(make.inputs({"o1": 10})).verdicts.iloc[0]
    assert "Minh chứng tác động nhiều nhất: “" in reasons["reason_vi"]
    assert "(sát hạch, mức 0," in reasons["reason_vi"]
    assert "21/11/2026, không ghi nguồn), làm giảm khả năng đáp ứng." in reasons["reason_vi"]
    assert "(test, level 0." in reasons["reason_en"]


ROWS = pd.DataFrame({"officer_id": ["o1"], "position_id": ["P1"], "verdict": ["needs_review"]})


def quoted(effect: float = 0.4, language: str = "vi", counted: float = 3.0, **given: object) -> str:
    """The sentence of one own rating, or of what else is given."""
    piece = {
        "officer_id": "o1", "evidence_id": "e1", "text": "Soạn thảo", "kind": "result", "method": "self", "level": 3.4,
        "dated_on": pd.Timestamp("2026-08-08"), "place": "a.xlsx!B2",
    } | given  # fmt: skip
    telling = ROWS[KEY].assign(evidence_id="e1", effect=effect, counted=counted)
    rows = ROWS.assign(verdict="meets") if effect < 0.05 else ROWS
    return str(telling_sentences(rows, telling, pd.DataFrame([piece]), language).iloc[0])


def test_an_own_rating_is_quoted_as_given_and_as_counted() -> None:
    assert "“Soạn thảo” (tự đánh giá, mức 3,4 tính là 3,0, 08/08/2026, nguồn: a.xlsx!B2)" in quoted()
    said = quoted(language="en")
    assert "(self-rating, level 3.4 counted as 3.0, 08/08/2026, source: a.xlsx!B2)" in said
    assert "(sát hạch, mức 3,4, 08/08/2026, nguồn: a.xlsx!B2)" in quoted(method="test", counted=3.41)


def test_a_rating_by_a_lenient_superior_is_quoted_as_given_and_as_counted() -> None:
    assert "(cấp trên, mức 5,0 tính là 2,3, 08/08/2026" in quoted(method="supervisor", level=5.0, counted=2.27)
    assert "(supervisor, level 5.0, 08/08/2026" in quoted(language="en", method="supervisor", level=5.0, counted=5.0)


def test_what_a_piece_is_counted_as_is_what_the_estimates_take_it_for() -> None:
    found, seen, features = road(people(25, seed=3))
    told = telling_evidence(features.assign(**LABELS), found, seen, settings=make.SETTINGS)
    direct = seen[seen["is_direct"]].groupby(["officer_id", "evidence_id"])["value"].mean()
    assert told["counted"].notna().all()
    keys = pd.MultiIndex.from_frame(told[["officer_id", "evidence_id"]])
    assert (told["counted"].to_numpy() == direct.reindex(keys).to_numpy()).all()


def test_what_no_method_and_no_day_is_on_record_of_is_said_to_be_so() -> None:
    duty = {"kind": "duty", "method": "", "level": float("nan"), "dated_on": pd.NaT}
    assert "“Soạn thảo” (nhiệm vụ đang được giao, không ghi ngày, nguồn: a.xlsx!B2)" in quoted(**duty)
    assert "(current duty, no date on record, no source on record)" in quoted(language="en", place="", **duty)


def test_a_piece_that_hardly_moves_the_verdict_is_not_said_to() -> None:
    assert quoted(effect=0.049) == (
        " Nhiều minh chứng cùng cho thấy, không minh chứng riêng nào quyết định; tiêu biểu: “Soạn thảo” "
        "(tự đánh giá, mức 3,4 tính là 3,0, 08/08/2026, nguồn: a.xlsx!B2)."
    )
    assert quoted(effect=0.05).endswith("làm tăng khả năng đáp ứng.")


def test_one_who_meets_is_quoted_evidence_or_told_that_no_single_piece_says_so() -> None:
    found, seen, features = road(people(40, seed=3))
    meets = features.assign(verdict="meets", failed_questions="", review_reasons="")
    told = telling_evidence(meets, found, seen, settings=make.SETTINGS)
    assert (told["effect"] > 0).all()
    assert told["effect"].lt(0.05).any()
    none = telling_sentences(ROWS.assign(verdict="meets"), told.head(0), EVIDENCE.empty(), "en")
    assert none.iloc[0].startswith(" Of the evidence that matters most no single piece raises")


def test_what_others_say_goes_before_an_own_rating_where_neither_moves_much() -> None:
    found, seen, features = road(people(40, seed=3))
    meets = features.assign(verdict="meets", failed_questions="", review_reasons="")
    first = telling_evidence(meets, found, seen, settings=make.SETTINGS)
    weak = first[first["effect"] < 0.05].head(1)
    own = seen.assign(method=seen["method"].where(~seen["evidence_id"].isin(weak["evidence_id"]), "self"))
    told = telling_evidence(meets, found, own, settings=make.SETTINGS).merge(weak[KEY], on=KEY)
    assert len(told) == 1
    assert told["evidence_id"].iloc[0] != weak["evidence_id"].iloc[0]


def test_without_results_no_evidence_is_named() -> None:
    inputs = replace(make.inputs({"o1": 10}), assessments=make.assessments())
    reason = run(inputs).verdicts.iloc[0]["reason_vi"]
    assert "Minh chứng tác động" not in reason
    assert reason.endswith(
        "Năng lực: chưa có kết quả sát hạch hay đánh giá của người khác cho vị trí này, chưa đủ để kết luận."
    )


def test_every_effect_belongs_to_a_verdict() -> None:
    result = run(people(10, seed=5))
    told = result.verdicts["reason_en"].str.contains("Evidence that matters most")
    on_competency = (result.verdicts["verdict"] == "meets") | (
        result.verdicts["failed_questions"].str.contains("competency")
        | result.verdicts["review_reasons"].str.contains("uncertain")
    )
    assert isinstance(told, pd.Series)
    assert not (told & ~on_competency).any()
