"""The fairness page from the command line: on a planted population through files, and on an office's own files."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from api.cli import cli
from recommender.sample import make_sample, write_sample
from tests.shipped_catalogue import shipped_catalogue


def run(*arguments: object) -> str:
    result = CliRunner().invoke(cli, ["--quiet", "evaluate", "fairness", "--encoder", "lexical", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    page = tmp_path_factory.mktemp("page") / "fairness.md"
    return run("--communes", 4, "--seed", 2, "--page", page), page


def test_swapping_who_people_are_changes_no_byte_of_any_result(planted: tuple[str, Path]) -> None:
    assert "written to workbooks and read back" in planted[0]
    assert "no byte of any of them differs" in planted[0]


def test_every_part_of_the_report_is_there(planted: tuple[str, Path]) -> None:
    for heading in ("Who is found to meet", "against decisions signed", "against the planted truth", "Assessors"):
        assert f"### {heading}" in planted[0] or f"### Errors by group {heading}" in planted[0]
    assert "| sex | female |" in planted[0]
    assert "| supervisor |" in planted[0]


def test_the_page_holds_what_was_printed(planted: tuple[str, Path]) -> None:
    assert planted[0].strip() in planted[1].read_text(encoding="utf-8")


def test_an_offices_own_files_are_checked_the_same_way(tmp_path: Path) -> None:
    files = write_sample(make_sample(shipped_catalogue(), communes=2, seed=3), tmp_path)
    text = run("--people", files.people[0], "--assessments", files.assessments[0], "--decisions", files.decisions[0])
    assert "officers of the files given" in text
    assert "planted" not in text
    assert "(as frames)" in text
    assert "no byte of any of them differs" in text
