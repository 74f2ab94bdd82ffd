"""`nangluc evaluate matching` without the encoder and without sets beside the program: it works and says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.cli import cli
from recommender.evaluate import held_out
from recommender.workflows import evaluate_matching as workflow
from recommender.workflows.evaluate_matching import MatchingEvaluation, evaluate_matching
from tests.recommender.workflows.no_encoder import WHY_EN, take_away


def small_folder(tmp_path: Path) -> Path:
    """One given set of two queries."""
    place = tmp_path / "sets" / "two"
    place.mkdir(parents=True)
    texts = [{"id": "1", "text": "đăng ký khai sinh"}, {"id": "2", "text": "thu gom rác"}]
    for name in ("queries", "targets"):
        (place / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in texts), encoding="utf-8")
    (place / "qrels.tsv").write_text("query\ttarget\tgrade\n1\t1\t2\n2\t2\t1\n", encoding="utf-8")
    return tmp_path / "sets"


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """No encoder, and one round of held-out wordings."""
    take_away(monkeypatch)
    monkeypatch.setattr(held_out, "ROUNDS", 1)


@pytest.mark.usefixtures("brief")
def test_a_given_folder_is_measured_and_the_page_is_the_same_twice(tmp_path: Path) -> None:
    asked = MatchingEvaluation(sets=(str(small_folder(tmp_path)),))
    pages = {evaluate_matching(asked, out=tmp_path / name, tell=lambda _: None) for name in ("a.md", "b.md")}
    assert len(pages) == 1
    page = pages.pop()
    assert page == (tmp_path / "b.md").read_text(encoding="utf-8")
    assert "| word | 1.000 |" in page
    assert str(tmp_path) not in page


@pytest.mark.usefixtures("brief")
def test_without_the_encoder_the_page_says_why_only_words_were_measured(tmp_path: Path) -> None:
    arguments = ["--lang", "en", "evaluate", "matching", "--sets", str(small_folder(tmp_path))]
    done = CliRunner().invoke(cli, [*arguments, "--out", str(tmp_path / "p.md")], catch_exceptions=False)
    assert done.exit_code == 0
    assert f"Words only, no encoder: {WHY_EN}" in (tmp_path / "p.md").read_text(encoding="utf-8")


def test_own_sets_come_without_any_folder_beside_the_program() -> None:
    found = workflow._sets(("own",), workflow.load_catalogue())
    assert [group for group, _ in found].count("test vi") == 5
    assert {group for group, _ in found} == {"test vi", "test en", "dev vi", "dev en", "sample"}
