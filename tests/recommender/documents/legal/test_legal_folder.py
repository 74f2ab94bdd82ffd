"""The legal folder: five Word documents with the figures of the run, the same bytes twice, never of altered results."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pandas as pd
import pytest
from click.testing import CliRunner

from api.cli import cli
from recommender.documents.legal import legal_documents, read_run
from recommender.documents.legal.blocks import Grid, Notice
from recommender.documents.legal.figures import people, settings_table
from recommender.documents.run_record import RunFacts, write_run_record
from recommender.documents.tables import write_tables
from recommender.errors import InputError
from tests.recommender.documents import factories as make

NAMES = ["1-the-mo-hinh", "2-the-du-lieu", "3-danh-gia-tac-dong", "4-huong-dan-su-dung", "5-muc-dang-ky-cong-khai"]


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A results folder as `nangluc screen` leaves it."""
    folder = tmp_path / "ket_qua"
    folder.mkdir()
    people = make.file(folder, "people.xlsx", b"workbook")
    facts = RunFacts(
        catalogue=make.catalogue(), settings=make.SETTINGS, encoder_name="hybrid: e5", encoder_digest="abc",
        fallback="", files={"people": (people,)}, read_seconds=1.0,
    )  # fmt: skip
    write_tables(make.result().frames(), folder)
    write_run_record(make.result(), make.inputs(), facts, write_seconds=1.0, path=folder / "run.json")
    return folder


def text_of(path: Path) -> str:
    word = docx.Document(str(path))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def written(results: Path, out: Path, *more: str) -> list[Path]:
    result = CliRunner().invoke(cli, ["legal", "--results", str(results), "--out", str(out), *more])
    assert result.exit_code == 0, result.output
    return sorted(out.glob("*.docx"))


def test_five_documents_are_written(results: Path, tmp_path: Path) -> None:
    assert [path.stem for path in written(results, tmp_path / "ho_so")] == NAMES


def test_the_same_run_gives_the_same_bytes(results: Path, tmp_path: Path) -> None:
    one, two = written(results, tmp_path / "a"), written(results, tmp_path / "b")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_figures_are_those_of_the_run(results: Path, tmp_path: Path) -> None:
    model_card, data_card, *_ = map(text_of, written(results, tmp_path / "a"))
    assert make.catalogue().digest[:16] in model_card
    assert f"{make.SETTINGS.p_meets:g}".replace(".", ",") in model_card
    assert "people.xlsx" in data_card
    record = json.loads((results / "run.json").read_text(encoding="utf-8"))
    assert record["results"]["verdicts"]["digest"][:12] in model_card


def test_nobody_is_named(results: Path, tmp_path: Path) -> None:
    texts = "\n".join(map(text_of, written(results, tmp_path / "a")))
    assert not [name for _, name, _ in make.PEOPLE if name in texts]


def test_the_assessment_has_what_the_article_asks(results: Path, tmp_path: Path) -> None:
    text = text_of(written(results, tmp_path / "a")[2])
    parts = (
        "khoản 2 Điều 20", "khoản 3 Điều 20", "điểm b khoản 7 Điều 20", "khoản 3 Điều 6", "Rủi ro và biện pháp",
        "Kiến nghị", "nhật ký", "Nghị định số 356/2025/NĐ-CP", "Sai sót chưa được đo",
    )  # fmt: skip
    for part in parts:
        assert part.lower() in text.lower()


def test_a_missing_reason_stands_on_top_of_the_assessment_and_in_the_register(results: Path) -> None:
    facts = read_run(results)
    assert facts.needs_reason
    documents = legal_documents(facts)
    assert isinstance(documents[2].blocks[0], Notice)
    fields = next(block for block in documents[4].blocks if isinstance(block, Grid))
    assert "CHƯA nêu lý do" in dict(fields.rows)["Kiểm tra công bằng"]  # type: ignore[arg-type]


def test_a_reason_given_is_quoted_and_nothing_is_held_back(results: Path) -> None:
    facts = read_run(results)
    fairness = {**facts.record["fairness"], "reason": "đã đối chiếu hồ sơ", "needs_reason": False}
    documents = legal_documents(replace(facts, record={**facts.record, "fairness": fairness}))
    texts = [block.text for block in documents[2].blocks if hasattr(block, "text")]
    assert any("đã đối chiếu hồ sơ" in text for text in texts)
    assert not any(isinstance(block, Notice) for block in documents[2].blocks)


def test_figures_of_a_learned_model_are_in_its_card(results: Path) -> None:
    metrics = {"model_log_loss": 0.2813, "policy_log_loss": 0.42, "decisions_fit": 120.0}
    facts = read_run(results, model_metrics=metrics)
    card = legal_documents(replace(facts, record={**facts.record, "suitability": {"version": 3}}))[0]
    rows = [row for block in card.blocks if isinstance(block, Grid) for row in block.rows]
    assert ("Log loss trên quyết định giữ lại", "0,281") in rows
    assert ("Quyết định dùng để học", "120") in rows
    assert ("Cách kết luận", "mô hình đã học, phiên bản 3") in rows


def test_errors_measured_on_the_decisions_of_the_office_are_told_in_the_assessment(results: Path) -> None:
    metrics = {"decisions_held_back": 120.0, "verdict_coverage": 0.9, "verdict_decided": 0.75}
    facts = read_run(results, model_metrics=metrics)
    assessment = legal_documents(replace(facts, record={**facts.record, "suitability": {"version": 3}}))[2]
    said = " ".join(block.text for block in assessment.blocks if hasattr(block, "text")).replace("\u00a0", " ")
    assert "trên 120 quyết định của cơ quan" in said
    assert "chứa quyết định đúng 90 %, tự nêu kết luận 75 %" in said


def test_altered_results_are_refused(results: Path) -> None:
    path = results / "verdicts.parquet"
    frame = pd.read_parquet(path)
    frame.assign(probability=1.0).to_parquet(path)
    with pytest.raises(InputError, match="altered after the run"):
        read_run(results)


ALTERED = {
    "a count of verdicts": lambda record: record["counts"]["verdicts"].update(meets=900),
    "a count of plans": lambda record: record["counts"]["plans"].update(officers=900),
    "the groups asked": lambda record: record["fairness"].update(groups=[], needs_reason=False),
    "that a reason is missing": lambda record: record["fairness"].update(needs_reason=False),
}


@pytest.mark.parametrize("name", ALTERED)
def test_a_record_that_says_other_than_the_tables_is_refused(results: Path, name: str) -> None:
    record = json.loads((results / "run.json").read_text(encoding="utf-8"))
    ALTERED[name](record)
    (results / "run.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(InputError, match="altered after the run"):
        read_run(results)


@pytest.mark.parametrize("name", ["verdicts.csv", "fairness.csv"])
def test_an_altered_text_table_is_refused(results: Path, name: str) -> None:
    path = results / name
    path.write_bytes(path.read_bytes().replace(b"0", b"1"))
    with pytest.raises(InputError, match="altered after the run"):
        read_run(results)


def test_who_was_judged_is_told_beside_who_was_listed(results: Path) -> None:
    facts = read_run(results)
    judged = facts.frames["verdicts"]["officer_id"].nunique()
    listed = facts.record["counts"]["officers"]
    assert (f"({judged} người có kết luận)" in people(facts)) == (judged != listed)
    more = {**facts.record, "counts": {**facts.record["counts"], "officers": listed + 2}}
    assert f"{listed + 2} công chức" in people(replace(facts, record=more))
    assert f"({judged} người có kết luận)" in people(replace(facts, record=more))


def test_days_among_the_settings_are_written_as_the_office_writes_them(results: Path) -> None:
    values = [row[1] for row in settings_table(read_run(results)).rows]
    assert f"{make.SETTINGS.today:%d/%m/%Y}" in values
    assert not [value for value in values if value.startswith("2026-")]


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"run\.json"):
        read_run(tmp_path)


def test_an_older_run_without_the_frames_is_refused(results: Path) -> None:
    (results / "assessors.parquet").unlink()
    with pytest.raises(InputError, match="older version"):
        read_run(results)


def test_word_files_hold_no_time_of_writing(results: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(written(results, tmp_path / "a")[0]) as file:
        assert {entry.date_time for entry in file.infolist()} == {(2026, 1, 1, 0, 0, 0)}


def test_the_office_is_named_on_top(results: Path, tmp_path: Path) -> None:
    assert "ỦY BAN NHÂN DÂN XÃ MỘT" in text_of(
        written(results, tmp_path / "a", "--office", "Ủy ban nhân dân xã Một")[0]
    )
