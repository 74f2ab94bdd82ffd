"""The journey of a test from the command line: a file of answers in, scores and item statistics out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from scipy.stats import norm

from api.cli import cli
from recommender.errors import InputError, UsageError
from recommender.readers import InputFiles, read_inputs
from recommender.workflows.score_test import Request, score_test
from tests.models.testing.simulated import drawn
from tests.shipped_catalogue import shipped_catalogue

REAL = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "item_responses"
LEVELS = "level,theta,se\n2,-1,0.1\n3,0,0.1\n4,1,0.1\n"


def responses(folder: Path, *, n_people: int = 300, n_items: int = 10, missing: float = 0.0) -> Path:
    test = drawn(n_people=n_people, n_items=n_items, seed=1, missing=missing)
    frame = pd.DataFrame(test.answers, columns=[f"c{item}" for item in range(n_items)]).astype("Int64")
    frame.insert(0, "id", [f"p{person:03}" for person in range(n_people)])
    frame.to_csv(folder / "R.csv", index=False)
    return folder / "R.csv"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["--lang", "en", *(str(argument) for argument in arguments)])


@pytest.mark.parametrize("model", ["rasch", "2pl"])
def test_every_person_gets_a_row_in_input_order(tmp_path: Path, model: str) -> None:
    path = responses(tmp_path, missing=0.1)
    result = run("score-test", "--responses", path, "--model", model, "--out", tmp_path / "S.csv")
    assert result.exit_code == 0, result.output
    given, scores = pd.read_csv(path), pd.read_csv(tmp_path / "S.csv")
    assert list(scores.columns) == ["id", "theta", "se", "raw"]
    assert scores["id"].tolist() == given["id"].tolist()
    assert np.isfinite(scores[["theta", "se"]]).all(axis=None)
    np.testing.assert_array_equal(scores["raw"], given.drop(columns="id").sum(axis=1))


@pytest.mark.parametrize("model", ["rasch", "2pl"])
def test_item_statistics_stand_beside_the_scores(tmp_path: Path, model: str) -> None:
    run("score-test", "--responses", responses(tmp_path), "--model", model, "--out", tmp_path / "S.csv")
    items = pd.read_csv(tmp_path / "S.items.csv")
    assert list(items.columns[:4]) == ["item", "difficulty", "discrimination", "se"]
    assert items["item"].tolist() == [f"c{item}" for item in range(10)]
    assert (items["discrimination"].eq(1).all()) == (model == "rasch")
    test = json.loads((tmp_path / "S.test.json").read_text(encoding="utf-8"))
    assert 0 < test["alpha"] < 1
    assert 0 < test["marginal_reliability"] < 1


def test_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    path = responses(tmp_path, missing=0.05)
    for name in ("A", "B"):
        run("score-test", "--responses", path, "--model", "2pl", "--out", tmp_path / f"{name}.csv")
    for part in ("csv", "items.csv", "test.json"):
        assert (tmp_path / f"A.{part}").read_bytes() == (tmp_path / f"B.{part}").read_bytes()


def test_bad_rows_are_reported_and_the_others_scored(tmp_path: Path) -> None:
    path = responses(tmp_path, n_items=30)
    with path.open("a", encoding="utf-8") as file:
        file.write("bad,2" + ",1" * 29 + "\np000" + ",1" * 30 + "\nshort,1\n")
    result = run("score-test", "--responses", path, "--out", tmp_path / "S.csv")
    assert result.exit_code == 3
    scores = pd.read_csv(tmp_path / "S.csv")
    assert scores["id"].tolist()[300:] == ["bad", "short"]
    assert scores.set_index("id").loc[["bad", "short"]].isna().all(axis=None)
    assert "Scored 300/302 people" in result.output
    problems = pd.read_csv(tmp_path / "S.problems.csv")
    assert problems["cell"].tolist() == ["A303", "A304", "B302"]
    assert problems[["message_vi", "message_en", "suggestion_vi", "suggestion_en"]].notna().all(axis=None)
    assert "R.csv B302 error" in result.output


def test_the_report_of_an_earlier_run_goes_when_all_is_well(tmp_path: Path) -> None:
    path = responses(tmp_path, n_items=30)
    (tmp_path / "S.problems.csv").write_text("old", encoding="utf-8")
    run("score-test", "--responses", path, "--out", tmp_path / "S.csv")
    assert not (tmp_path / "S.problems.csv").exists()


def test_nobody_to_score_is_refused_with_a_report(tmp_path: Path) -> None:
    (tmp_path / "R.csv").write_text("id,c1\n,1\n,0\n", encoding="utf-8")
    result = run("score-test", "--responses", tmp_path / "R.csv", "--out", tmp_path / "S.csv")
    assert getattr(result.exception, "exit_code", None) == 3
    assert (tmp_path / "S.problems.csv").exists()


def test_an_absent_person_keeps_a_row_without_score(tmp_path: Path) -> None:
    path = responses(tmp_path)
    with path.open("a", encoding="utf-8") as file:
        file.write("absent" + "," * 10 + "\n")
    result = run("--json", "score-test", "--responses", path, "--out", tmp_path / "S.csv")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["n_scored"] == 300
    assert pd.read_csv(tmp_path / "S.csv").iloc[-1][["theta", "se", "raw"]].isna().all()


def test_cut_scores_give_levels_with_their_chance(tmp_path: Path) -> None:
    (tmp_path / "cuts.csv").write_text(LEVELS, encoding="utf-8")
    out = tmp_path / "S.csv"
    path = responses(tmp_path)
    result = run("score-test", "--responses", path, "--cuts", tmp_path / "cuts.csv", "--minimum", 3, "--out", out)
    assert result.exit_code == 0, result.output
    scores = pd.read_csv(out)
    assert list(scores.columns) == ["id", "theta", "se", "raw", "level", "level_sd", "p_meets"]
    assert scores["level"].between(1, 4).all()
    np.testing.assert_array_equal(scores["level"] >= 3, scores["theta"] >= 0)
    np.testing.assert_array_equal(scores["p_meets"] >= 0.5, scores["theta"] >= 0)
    assert pd.read_csv(tmp_path / "S.cuts.csv")["expected_raw"].is_monotonic_increasing


def test_judges_of_an_angoff_table_place_the_cuts(tmp_path: Path) -> None:
    rows = [
        f"{judge},c{item},{0.4 + slip},{0.7 + slip}" for judge, slip in (("a", 0.0), ("b", 0.1)) for item in range(10)
    ]
    (tmp_path / "cuts.csv").write_text("\n".join(["judge,item,2,3", *rows]), encoding="utf-8")
    out = tmp_path / "S.csv"
    path = responses(tmp_path)
    run("score-test", "--responses", path, "--cuts", tmp_path / "cuts.csv", "--minimum", 2, "--out", out)
    cuts = pd.read_csv(tmp_path / "S.cuts.csv")
    assert cuts["n_judges"].tolist() == [2, 2]
    assert (cuts["se"] > 0.05).all()
    np.testing.assert_allclose(cuts["expected_raw"], [4.5, 7.5], atol=0.1)


def test_falling_cuts_give_no_levels_and_an_error(tmp_path: Path) -> None:
    (tmp_path / "cuts.csv").write_text("level,theta\n2,1\n3,0\n", encoding="utf-8")
    path, out = responses(tmp_path, n_items=30), tmp_path / "S.csv"
    result = run("score-test", "--responses", path, "--cuts", tmp_path / "cuts.csv", "--minimum", 2, "--out", out)
    assert result.exit_code == 3
    assert pd.read_csv(out)["p_meets"].isna().all()
    assert pd.read_csv(tmp_path / "S.problems.csv")["code"].tolist() == ["cut_order"]


def test_a_minimum_above_every_cut_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cuts.csv").write_text(LEVELS, encoding="utf-8")
    request = Request(
        responses=responses(tmp_path), cuts=tmp_path / "cuts.csv", minimum=5, out=tmp_path / "S.csv"
    )  # fmt: skip
    with pytest.raises(UsageError, match="above the highest level"):
        score_test(request)


@pytest.mark.parametrize("options", [{}, {"totals": True}, {"responses": True, "minimum": 3}])
def test_half_given_options_are_refused(tmp_path: Path, options: dict[str, object]) -> None:
    path = responses(tmp_path)
    given = {name: path if value is True else value for name, value in options.items()}
    with pytest.raises(UsageError):
        score_test(Request(out=tmp_path / "S.csv", **given))


def test_a_key_brings_the_distractor_table(tmp_path: Path) -> None:
    path = responses(tmp_path)
    frame = pd.read_csv(path)
    letters = frame.drop(columns="id").replace({0: "B", 1: "A"})
    letters.insert(0, "id", frame["id"])
    letters.to_csv(path, index=False)
    pd.DataFrame({"item": letters.columns[1:], "key": "A"}).to_csv(tmp_path / "key.csv", index=False)
    result = run("score-test", "--responses", path, "--key", tmp_path / "key.csv", "--out", tmp_path / "S.csv")
    assert result.exit_code == 0, result.output
    options = pd.read_csv(tmp_path / "S.options.csv")
    assert options.groupby("item")["share"].sum().round(5).eq(1).all()
    assert (options.loc[options["is_key"] == 1, "point_biserial"] > 0).all()
    np.testing.assert_array_equal(pd.read_csv(tmp_path / "S.csv")["raw"], frame.drop(columns="id").sum(axis=1))


def test_totals_with_a_reliability_get_their_standard_error(tmp_path: Path) -> None:
    (tmp_path / "T.csv").write_text("id,score\na,40\nb,60\nc,80\n", encoding="utf-8")
    out = tmp_path / "S.csv"
    result = run("score-test", "--totals", tmp_path / "T.csv", "--reliability", 0.75, "--out", out)
    assert result.exit_code == 0, result.output
    scores = pd.read_csv(out)
    assert scores["se"].tolist() == [10.0] * 3
    assert scores["true_score"].tolist() == [45.0, 60.0, 75.0]


def test_an_id_that_acts_as_a_formula_is_disarmed(tmp_path: Path) -> None:
    (tmp_path / "R.csv").write_text("id,c1,c2\n=1+1,1,0\n-7,0,1\nb,1,1\n", encoding="utf-8")
    run("score-test", "--responses", tmp_path / "R.csv", "--out", tmp_path / "S.csv")
    assert pd.read_csv(tmp_path / "S.csv", dtype=str)["id"].tolist() == ["'=1+1", "-7", "b"]


def test_levels_are_written_as_results_that_a_screening_reads_with_their_own_deviation(tmp_path: Path) -> None:
    path, rows = responses(tmp_path), tmp_path / "danh_gia.csv"
    (tmp_path / "cuts.csv").write_text(LEVELS, encoding="utf-8")
    run(
        "score-test", "--responses", path, "--cuts", tmp_path / "cuts.csv", "--minimum", 3, "--out", tmp_path / "S.csv",
        "--assessments", rows, "--topic", "Soạn thảo văn bản", "--taken", "2026-10-01",
    )  # fmt: skip
    people = pd.read_csv(path)[["id"]].set_axis(["Mã công chức"], axis="columns")
    people.assign(**{"Họ và tên": "Nguyễn Văn A", "Chức danh": "Chuyên viên"}).to_csv(
        tmp_path / "nhan_su.csv", index=False
    )
    files = InputFiles(people=(tmp_path / "nhan_su.csv",), assessments=(rows,))
    read = read_inputs(files, shipped_catalogue(), today=date(2026, 11, 21)).assessments
    scores = pd.read_csv(tmp_path / "S.csv")
    assert len(read) == len(scores)
    assert set(read["method"]) == {"test"}
    assert read["sd"].to_numpy() == pytest.approx(np.sqrt(scores["level_sd"] ** 2 + 1 / 12).to_numpy(), abs=0.002)
    assert read["level"].between(1, 4).all()
    assert np.corrcoef(read["level"], scores["theta"])[0, 1] > 0.9


def test_results_for_a_screening_need_a_topic_and_a_day(tmp_path: Path) -> None:
    result = run("score-test", "--responses", responses(tmp_path), "--out", tmp_path / "S.csv",
                 "--assessments", tmp_path / "A.csv")  # fmt: skip
    assert isinstance(result.exception, UsageError)


def test_a_test_of_low_reliability_is_flagged_as_too_weak_to_decide_on(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    noise = pd.DataFrame(rng.integers(0, 2, (300, 5)), columns=[f"c{item}" for item in range(5)])
    noise.insert(0, "id", [f"p{person:03}" for person in range(300)])
    noise.to_csv(tmp_path / "R.csv", index=False)
    weak = run("score-test", "--responses", tmp_path / "R.csv", "--out", tmp_path / "weak.csv")
    assert "too weak to decide about a person" in weak.output
    assert weak.exit_code == 0
    assert json.loads((tmp_path / "weak.test.json").read_text(encoding="utf-8"))["is_too_weak"] is True
    strong = run("score-test", "--responses", responses(tmp_path, n_items=40), "--out", tmp_path / "strong.csv")
    assert "too weak" not in strong.output
    assert json.loads((tmp_path / "strong.test.json").read_text(encoding="utf-8"))["is_too_weak"] is False


@pytest.mark.shared
@pytest.mark.skipif(not REAL.is_dir(), reason="the real answers are not here")
def test_the_real_test_of_five_items_is_too_weak(tmp_path: Path) -> None:
    result = run("score-test", "--responses", REAL / "lsat6.csv", "--out", tmp_path / "S.csv")
    assert "The reliability of the test is 0.30, below 0.70" in result.output


def test_totals_of_a_low_reliability_are_flagged_too(tmp_path: Path) -> None:
    (tmp_path / "T.csv").write_text("id,score\na,50\nb,60\nc,70\n", encoding="utf-8")
    weak, fair = (
        run("score-test", "--totals", tmp_path / "T.csv", "--reliability", value, "--out", tmp_path / "S.csv")
        for value in (0.5, 0.7)
    )
    assert "too weak" in weak.output
    assert "too weak" not in fair.output


TOTAL_CUTS = "cấp độ,điểm cắt,sai số\n2,50,2\n3,70,2\n"


def totals(folder: Path) -> list[object]:
    """Command for seven totals of a test of reliability 0.84, with cuts on the scale of the totals."""
    (folder / "T.csv").write_text("id,score\na,40\nb,50\nc,60\nd,70\ne,80\nf,90\ng,\n", encoding="utf-8")
    (folder / "C.csv").write_text(TOTAL_CUTS, encoding="utf-8")
    given = ("--totals", folder / "T.csv", "--reliability", 0.84, "--cuts", folder / "C.csv", "--minimum", 3)
    return ["score-test", *given, "--out", folder / "S.csv"]


def test_totals_become_levels_with_their_error_and_the_chance_of_the_minimum(tmp_path: Path) -> None:
    result = run(*totals(tmp_path))
    assert result.exit_code == 0, result.output
    scores = pd.read_csv(tmp_path / "S.csv").set_index("id")
    assert scores["level"].dropna().tolist() == [1, 2, 2, 3, 3, 3]
    error = np.std([40, 50, 60, 70, 80, 90], ddof=1) * 0.4
    spread = np.hypot(error, 2)
    assert scores["p_meets"].tolist()[:6] == pytest.approx(
        [norm.cdf((score - 70) / spread) for score in (40, 50, 60, 70, 80, 90)], abs=1e-5
    )
    assert scores.loc["d", "level_sd"] == pytest.approx(0.5, abs=0.01)
    assert np.isnan(scores.loc["g", "p_meets"])


def test_levels_of_totals_are_results_that_a_screening_reads(tmp_path: Path) -> None:
    more = ("--assessments", tmp_path / "A.csv", "--topic", "Soạn thảo văn bản", "--taken", "2026-11-01")
    assert run(*totals(tmp_path), *more).exit_code == 0
    rows = pd.read_csv(tmp_path / "A.csv")
    assert rows["Mã công chức"].tolist() == list("abcdef")
    assert rows["Mức"].is_monotonic_increasing
    assert (rows["Độ lệch chuẩn"] > 0.28).all()


def test_judges_ratings_cannot_cut_totals(tmp_path: Path) -> None:
    command = totals(tmp_path)
    (tmp_path / "C.csv").write_text("judge,item,2\na,c1,0.5\n", encoding="utf-8")
    result = run(*command)
    assert isinstance(result.exception, InputError)
    assert "needs single answers" in str(result.exception)
    assert not (tmp_path / "S.csv").exists()


def test_a_warning_is_called_so_in_the_language_of_the_reader(tmp_path: Path) -> None:
    (tmp_path / "T.csv").write_text("id,score\na,40\nb,50\nc,60\n", encoding="utf-8")
    command = [
        "score-test",
        "--totals",
        str(tmp_path / "T.csv"),
        "--reliability",
        "0.3",
        "--out",
        str(tmp_path / "S.csv"),
    ]
    said = {lang: CliRunner().invoke(cli, ["--lang", lang, *command]).output for lang in ("vi", "en")}
    assert said["vi"].startswith("T.csv cảnh báo: Độ tin cậy của bài là 0,30, dưới 0,70")
    assert said["en"].startswith("T.csv warning: The reliability")


def test_a_workbook_holds_every_table_and_the_problems(tmp_path: Path) -> None:
    path = responses(tmp_path, n_items=30, missing=0.05)
    with path.open("a", encoding="utf-8") as file:
        file.write("bad,2" + ",1" * 29 + "\n")
    (tmp_path / "cuts.csv").write_text(LEVELS, encoding="utf-8")
    out = tmp_path / "S.xlsx"
    result = run("score-test", "--responses", path, "--cuts", tmp_path / "cuts.csv", "--minimum", 3, "--out", out)
    assert result.exit_code == 3
    book = load_workbook(out)
    assert book.sheetnames == ["Results", "Items", "Cuts", "Whole test", "Data problems"]
    ids = [row[0] for row in book["Results"].iter_rows(values_only=True)]
    assert ids[-301:] == pd.read_csv(path)["id"].tolist()
    assert [path.name for path in tmp_path.glob("S*")] == ["S.xlsx"]


def test_a_workbook_of_problems_alone_tells_why_nobody_was_scored(tmp_path: Path) -> None:
    (tmp_path / "R.csv").write_text("id,c1\n,1\n,0\n", encoding="utf-8")
    result = run("score-test", "--responses", tmp_path / "R.csv", "--out", tmp_path / "S.xlsx")
    assert "S.xlsx" in str(result.exception)
    assert load_workbook(tmp_path / "S.xlsx").sheetnames == ["Data problems"]


def test_a_file_of_another_kind_is_not_written(tmp_path: Path) -> None:
    result = run("score-test", "--responses", responses(tmp_path), "--out", tmp_path / "S.ods")
    assert isinstance(result.exception, UsageError)
    assert not (tmp_path / "S.ods").exists()


def test_blank_cells_count_as_not_given_and_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "R.csv").write_text(blanks(), encoding="utf-8")
    result = run("score-test", "--responses", tmp_path / "R.csv", "--out", tmp_path / "S.csv")
    assert "of the cells are blank: they do not count as wrong" in result.output
    assert "“few” answered only 3 of 8 items" in result.output
    assert "“half”" not in result.output
    asked = run("score-test", "--responses", tmp_path / "R.csv", "--blanks", "missing", "--out", tmp_path / "T.csv")
    assert "of the cells are blank" not in asked.output
    assert "“few” answered only 3 of 8 items" in asked.output
    assert (tmp_path / "S.csv").read_bytes() == (tmp_path / "T.csv").read_bytes()


def test_blank_cells_may_count_as_wrong_but_never_for_the_absent(tmp_path: Path) -> None:
    (tmp_path / "R.csv").write_text(blanks(), encoding="utf-8")
    filled = pd.read_csv(tmp_path / "R.csv").set_index("id")
    filled = filled.where(filled.isna().all(axis=1), filled.fillna(0), axis=0).astype("Int64")
    filled.to_csv(tmp_path / "F.csv")
    result = run("score-test", "--responses", tmp_path / "R.csv", "--blanks", "wrong", "--out", tmp_path / "S.csv")
    run("score-test", "--responses", tmp_path / "F.csv", "--out", tmp_path / "T.csv")
    assert "cells are blank" not in result.output
    assert "answered only" not in result.output
    assert (tmp_path / "S.csv").read_bytes() == (tmp_path / "T.csv").read_bytes()
    assert np.isnan(pd.read_csv(tmp_path / "S.csv").set_index("id").loc["absent", "theta"])


def blanks() -> str:
    """Answers of forty people to eight items, of one who answered three, one who answered four, and one nothing."""
    test = drawn(n_people=40, n_items=8, seed=2)
    rows = [f"p{person}," + ",".join(f"{answer:g}" for answer in own) for person, own in enumerate(test.answers)]
    return "\n".join([
        "id," + ",".join(f"c{item}" for item in range(8)), *rows,
        "few,1,1,0,,,,,", "half,1,1,0,1,,,,", "absent,,,,,,,,", "",
    ])  # fmt: skip


def test_a_test_that_tells_nobody_apart_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "R.csv").write_text("id,c1,c2\na,1,0\nb,1,0\nc,1,0\n", encoding="utf-8")
    result = run("score-test", "--responses", tmp_path / "R.csv", "--out", tmp_path / "S.csv")
    assert result.exit_code == 3
    assert "Nobody's ability can be estimated" in result.output


def test_a_reliability_from_few_people_is_called_unsure(tmp_path: Path) -> None:
    few, many = tmp_path / "few", tmp_path / "many"
    few.mkdir()
    many.mkdir()
    unsure = run("score-test", "--responses", responses(few, n_people=25, n_items=30), "--out", few / "S.csv")
    sure = run("score-test", "--responses", responses(many, n_people=600, n_items=30), "--out", many / "S.csv")
    assert "rests on 25 people only" in unsure.output
    assert "people only" not in sure.output
    test = json.loads((few / "S.test.json").read_text(encoding="utf-8"))
    assert test["alpha_low"] < 0.7 < test["alpha"] < test["alpha_high"]


def test_totals_off_the_scale_of_the_cuts_get_no_levels(tmp_path: Path) -> None:
    command = totals(tmp_path)
    (tmp_path / "T.csv").write_text("id,score\na,4\nb,5\nc,9\n", encoding="utf-8")
    result = run(*command)
    assert result.exit_code == 3
    assert "lies outside the scale of the test (4 to 9)" in result.output
    assert pd.read_csv(tmp_path / "S.csv")["p_meets"].isna().all()
    assert run(*command, "--highest", 100).exit_code == 0
