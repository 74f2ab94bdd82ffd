"""`nangluc fit` on files: form of input and output, refusals in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.cli import cli
from recommender.errors import InputError
from recommender.workflows.fit_pairs import read_pairs
from tests.recommender.workflows.no_encoder import take_away

PAIRS = (
    {"id": "a", "profile": "Chủ trì thẩm định hồ sơ đất đai", "requirement": "Tham gia thẩm định hồ sơ đất đai"},
    {"id": 7, "profile": "Hỗ trợ nhập liệu hộ tịch", "requirement": "Chủ trì hoạch định chiến lược thủy lợi quốc gia"},
)


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def fitted(tmp_path: Path, *rows: object) -> list[dict[str, object]]:
    out = tmp_path / "out" / "r.jsonl"
    arguments = ["--lang", "en", "fit", "--pairs", str(write(tmp_path / "p.jsonl", *rows)), "--out", str(out)]
    done = CliRunner().invoke(cli, [*arguments, "--encoder", "lexical"], catch_exceptions=False)
    assert done.exit_code == 0
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_each_pair_has_one_line_in_order_with_the_promised_keys(tmp_path: Path) -> None:
    found = fitted(tmp_path, *PAIRS)
    assert [row["id"] for row in found] == ["a", "7"]
    for row in found:
        assert {"id", "probability", "verdict", "set", "lines"} <= set(row)
        assert 0 <= float(str(row["probability"])) <= 1
        assert row["verdict"] in {"meets", "needs_review", "does_not_meet"}
        assert set(row["set"]) <= {"meets", "does_not_meet"}  # type: ignore[call-overload]


def test_who_leads_the_same_work_meets_more_surely_than_who_assists_in_another(tmp_path: Path) -> None:
    high, low = fitted(tmp_path, *PAIRS)
    assert float(str(high["probability"])) > float(str(low["probability"]))


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    assert fitted(tmp_path / "one", *PAIRS) == fitted(tmp_path / "two", *PAIRS)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["{"], "line 1 is not"),
        ([{"id": "a", "profile": "x"}], "line 1 is not"),
        ([{"id": "a", "profile": 3, "requirement": "x"}], "line 1 holds something that is not a text"),
        ([PAIRS[0], PAIRS[0]], "line 2 repeats id a"),
        ([""], "holds no line"),
        (["[]"], "line 1 is not"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, rows: list[object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_pairs(write(tmp_path / "p.jsonl", *rows))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_bytes('{"id": "é"}'.encode("latin-1"))
    with pytest.raises(InputError, match="UTF-8"):
        read_pairs(path)


def test_without_the_encoder_words_decide_and_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_away(monkeypatch)
    out = tmp_path / "r.jsonl"
    arguments = ["--pairs", str(write(tmp_path / "p.jsonl", *PAIRS)), "--out", str(out)]
    done = CliRunner().invoke(cli, ["--lang", "vi", "fit", *arguments], catch_exceptions=False)
    assert done.exit_code == 0
    assert "Chỉ so từ ngữ, không có bộ mã hóa" in done.stderr
    assert len(out.read_text(encoding="utf-8").splitlines()) == len(PAIRS)


def test_nobody_fails_for_a_blank_text(tmp_path: Path) -> None:
    pairs = [
        {"id": 1, "profile": " ", "requirement": "Chủ trì thẩm định"},
        {"id": 2, "profile": "x", "requirement": ""},
    ]
    for row in fitted(tmp_path, *pairs):
        assert (row["verdict"], row["set"]) == ("needs_review", ["meets", "does_not_meet"])


def test_what_a_profile_denies_is_no_evidence_and_is_told(tmp_path: Path) -> None:
    pairs = [
        {"id": 1, "profile": "Quản lý hộ tịch, chưa làm kế toán ngân sách", "requirement": "Làm kế toán ngân sách"},
        {"id": 2, "profile": "Quản lý hộ tịch", "requirement": "Làm kế toán ngân sách"},
    ]
    denying, silent = fitted(tmp_path, *pairs)
    assert denying["left_out"] == ["chưa làm kế toán ngân sách"]
    assert silent["left_out"] == []
    assert denying["probability"] == silent["probability"]


def test_a_profile_that_only_denies_needs_review(tmp_path: Path) -> None:
    (row,) = fitted(tmp_path, {"id": 1, "profile": "Không biết tiếng Anh", "requirement": "Biết tiếng Anh"})
    assert (row["verdict"], row["left_out"]) == ("needs_review", ["Không biết tiếng Anh"])
