"""`nangluc match` on files: form of the output, refusals, and words only said aloud when there is no encoder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.cli import cli
from recommender.errors import InputError
from recommender.workflows.match_files import match_files, read_texts
from tests.recommender.workflows.no_encoder import WHY_EN, take_away

QUERIES = [{"id": "q1", "text": "giấy khai sinh"}, {"id": "q2", "text": "GPMB"}]
TARGETS = [
    {"id": "b", "text": "Đăng ký khai sinh, khai tử"},
    {"id": "a", "text": "giải phóng mặt bằng, bồi thường"},
    {"id": "c", "text": "Lái xe cơ quan"},
]


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(tmp_path: Path, encoder: str) -> tuple[Result, list[dict[str, object]]]:
    queries, targets = write(tmp_path / "q.jsonl", QUERIES), write(tmp_path / "t.jsonl", TARGETS)
    out = tmp_path / "r.jsonl"
    arguments = ["--queries", str(queries), "--targets", str(targets), "--top", "2", "--out", str(out)]
    done = CliRunner().invoke(cli, ["--lang", "en", "match", *arguments, "--encoder", encoder], catch_exceptions=False)
    return done, [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_each_query_has_its_best_targets_in_order(tmp_path: Path) -> None:
    done, rows = run(tmp_path, "lexical")
    assert done.exit_code == 0
    assert [(row["query_id"], row["rank"]) for row in rows] == [("q1", 1), ("q1", 2), ("q2", 1), ("q2", 2)]
    assert [row["target_id"] for row in rows if row["rank"] == 1] == ["b", "a"]
    assert all(set(row) == {"query_id", "target_id", "rank", "score"} for row in rows)


@pytest.mark.parametrize("encoder", ["hybrid", "dense", "adapted"])
def test_without_the_encoder_words_answer_and_the_command_says_so(
    encoder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_away(monkeypatch)
    done, rows = run(tmp_path, encoder)
    assert done.exit_code == 0
    assert f"Words only, no encoder: {WHY_EN}" in done.stderr
    assert [row["target_id"] for row in rows if row["rank"] == 1] == ["b", "a"]


def test_the_summary_names_the_encoder_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take_away(monkeypatch)
    queries, targets = write(tmp_path / "q.jsonl", QUERIES), write(tmp_path / "t.jsonl", TARGETS)
    found = match_files(queries, targets, top=1, encoder="hybrid", out=tmp_path / "r.jsonl")
    assert (found.encoder, found.n_lines) == ("lexical", 2)


@pytest.mark.parametrize(
    ("line", "message"),
    [("{", "line 1 is not"), ('{"id": "a", "text": 3}', "not a string"), ("", "holds no line")],
)
def test_a_line_of_another_form_is_refused(line: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_texts(tmp_path / "q.jsonl")


def test_an_id_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 2 repeats id a"):
        read_texts(write(tmp_path / "q.jsonl", [{"id": "a", "text": "x"}, {"id": "a", "text": "y"}]))
