from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.cli import cli
from recommender.errors import UsageError
from training_catalog import load_catalogue


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words), catch_exceptions=False)


def test_the_report_writes_a_page_a_workbook_and_tables(tmp_path: Path) -> None:
    result = run("--lang", "vi", "--quiet", "catalogue", "report", "--out", str(tmp_path))
    assert result.exit_code == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert {"index.html", "catalogue_report.xlsx", "positions.csv", "levels.csv", "acts_by_effect.csv"} <= names
    assert f"nhiệm vụ: {len(load_catalogue().tasks)}" in result.stdout


def test_the_report_as_json_holds_every_table_and_the_coverage() -> None:
    values = json.loads(run("--json", "catalogue", "report").stdout)
    assert {"numbers", "problems", "spelling", "near_tasks"} <= {table["key"] for table in values["tables"]}
    assert len(values["coverage"]["tasks"]) == len(load_catalogue().tasks)


def test_a_kind_is_exported_as_json_lines_and_as_csv(tmp_path: Path) -> None:
    lines, table = tmp_path / "laws.jsonl", tmp_path / "laws.csv"
    assert run("catalogue", "export", "--what", "laws", "--out", str(lines)).exit_code == 0
    assert run("catalogue", "export", "--what", "laws", "--format", "csv", "--out", str(table)).exit_code == 0
    exported = [json.loads(line) for line in lines.read_text(encoding="utf-8").split("\n") if line]
    assert {"id", "text"} <= exported[0].keys()
    assert len(table.read_text(encoding="utf-8-sig").splitlines()) >= len(exported) + 1


def test_csv_without_a_kind_is_a_folder_that_loads_again(tmp_path: Path) -> None:
    assert run("catalogue", "export", "--format", "csv", "--out", str(tmp_path / "all")).exit_code == 0
    assert (tmp_path / "all" / "tables" / "tasks.csv").is_file()
    assert (tmp_path / "all" / "laws.csv").is_file()


def test_the_pack_is_exported_as_one_case_package(tmp_path: Path) -> None:
    out = tmp_path / "pack.json"
    assert run("catalogue", "export", "--format", "case", "--out", str(out)).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["CFDocument"]["language"] == "vi"


def test_two_folders_are_compared_field_by_field(tmp_path: Path) -> None:
    own = tmp_path / "own" / "positions"
    own.mkdir(parents=True)
    (own / "II.04.yaml").write_text("id: II.04\nchange: true\nlevels: {C6: 4}\n", encoding="utf-8")
    words = run("--lang", "vi", "catalogue", "diff", "pack", str(tmp_path / "own")).stdout
    assert "Đổi: positions II.04" in words
    assert "levels.C6: 2-3 → 4" in words
    assert "1 dòng khác nhau." in words
    (change,) = json.loads(run("--json", "catalogue", "diff", str(tmp_path / "own"), "pack").stdout)
    assert change["fields"] == [{"name": "levels.C6", "before": "4", "after": "2-3"}]


def test_a_folder_that_is_not_there_cannot_be_compared() -> None:
    assert run("catalogue", "diff", "pack", "nowhere").exit_code == 2


def test_json_lines_need_a_kind(tmp_path: Path) -> None:
    assert run("catalogue", "export", "--out", str(tmp_path / "x")).exit_code == 2


def test_the_shipped_pack_has_no_error() -> None:
    result = run("--json", "catalogue", "check")
    assert result.exit_code == 0
    assert {problem["code"] for problem in json.loads(result.stdout)} <= {"law_not_yet", "laws_undated"}


def test_a_position_is_shown_by_its_code_as_sheets_write_it() -> None:
    shown = json.loads(run("catalogue", "show", "II.4").stdout)
    assert shown == json.loads(run("catalogue", "show", "II.04").stdout)
    assert shown["position_id"] == "II.04"


def test_a_code_that_names_nothing_is_refused() -> None:
    with pytest.raises(UsageError):
        run("catalogue", "show", "II.99")
