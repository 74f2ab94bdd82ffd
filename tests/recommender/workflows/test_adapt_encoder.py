"""`nangluc models adapt`: a small folder from the catalogue's texts that opens again; same seed, same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from api.cli import cli
from models.adapter import load_adapter
from models.encoder import TextKind
from models.sentence_encoder import SentenceEncoder
from recommender.errors import UsageError
from recommender.evaluate.matching_pairs import TextPair, pairs_digest, text_pairs, unmarked
from recommender.evaluate.matching_sets import OWN_SETS, own_queries
from recommender.workflows import adapt_encoder as workflow
from recommender.workflows.adapt_encoder import adapt_encoder
from tests.recommender.workflows.no_encoder import take_away
from training_catalog import load_catalogue

MOST_BYTES = 15_000_000
PAIRS = [
    TextPair(query="an toan", passage="van thu", group="a"),
    TextPair(query="dat dai", passage="ho tich", group="b"),
    TextPair(query="moi truong", passage="giao thong", group="c"),
]


@pytest.fixture
def few_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workflow, "text_pairs", lambda _: PAIRS)


def adapted(folder: Path, model: Path, *options: str) -> dict[str, object]:
    arguments = ["--json", "models", "adapt", "--out", str(folder), "--steps", "3", "--model", str(model), *options]
    done = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.mark.usefixtures("few_pairs")
def test_the_map_opens_around_its_encoder_and_moves_vectors(tiny_folder: Path, tmp_path: Path) -> None:
    assert adapted(tmp_path / "new", tiny_folder)["pairs"] == len(PAIRS)
    base = SentenceEncoder(tiny_folder, threads=1)
    opened = load_adapter(tmp_path / "new" / "adapter", base)
    before, after = (one.encode(["an toan"], kind=TextKind.QUERY) for one in (base, opened))
    assert not np.allclose(before, after)


@pytest.mark.usefixtures("few_pairs")
def test_the_same_seed_gives_the_same_bytes(tiny_folder: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        adapted(tmp_path / name, tiny_folder, "--seed", "4")
    first, second = (sorted((tmp_path / name / "adapter").iterdir()) for name in ("one", "two"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.usefixtures("few_pairs")
def test_the_whole_encoder_is_written_when_asked(tiny_folder: Path, tmp_path: Path) -> None:
    adapted(tmp_path / "new", tiny_folder, "--whole")
    whole = SentenceEncoder(tmp_path / "new" / "encoder", threads=1)
    assert whole.encode(["an toan"], kind=TextKind.QUERY).any()


@pytest.mark.usefixtures("few_pairs")
def test_a_folder_that_holds_a_map_is_not_overwritten(tiny_folder: Path, tmp_path: Path) -> None:
    adapted(tmp_path / "new", tiny_folder)
    with pytest.raises(UsageError, match="holds an adapter"):
        adapt_encoder(
            tmp_path / "new", settings=workflow.AdaptSettings(), is_whole=False, tell=lambda _: None,
            model=str(tiny_folder),
        )  # fmt: skip


def test_without_an_encoder_training_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take_away(monkeypatch)
    with pytest.raises(UsageError, match="needs the text encoder"):
        adapt_encoder(tmp_path / "new", settings=workflow.AdaptSettings(), is_whole=False, tell=lambda _: None)


def test_no_benchmark_query_is_trained_on() -> None:
    trained = {text for pair in text_pairs(load_catalogue()) for text in (pair.query, pair.passage)}
    asked = {query.text for name in OWN_SETS for query in own_queries(name)}
    assert not trained & asked
    assert len(trained) > 5000


def test_pairs_come_in_a_fixed_order_without_blanks() -> None:
    first, second = (text_pairs(load_catalogue()) for _ in range(2))
    assert pairs_digest(first) == pairs_digest(second)
    assert all(pair.query.strip() and pair.passage.strip() for pair in first)


def test_marks_are_taken_off_and_case_is_kept() -> None:
    assert unmarked("Đăng ký Hộ tịch, đất đai") == "Dang ky Ho tich, dat dai"
