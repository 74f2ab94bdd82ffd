from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.processor_time import processor_seconds
from training_catalog import file_texts
from training_catalog.types import CatalogueProblem
from training_catalog.yaml_files import MAX_DEPTH, parse_yaml, read_yaml_file


def problems_of(text: str) -> list[CatalogueProblem]:
    problems: list[CatalogueProblem] = []
    parse_yaml(text, file="a.yaml", problems=problems)
    return problems


@pytest.mark.parametrize("scalar", ["01.003", "2-3", "2025-07-01", "yes", "1:30", "0x1F", "1e3", "no"])
def test_plain_scalars_stay_the_text_that_was_written(scalar: str) -> None:
    assert parse_yaml(f"a: {scalar}\n", file="a.yaml", problems=[]) == {"a": scalar}


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_plain_null_is_nothing(nothing: str) -> None:
    assert parse_yaml(f"a: {nothing}\n", file="a.yaml", problems=[]) == {"a": None}


def test_quoted_null_is_text() -> None:
    assert parse_yaml('a: "null"\n', file="a.yaml", problems=[]) == {"a": "null"}


def test_bad_yaml_names_its_line() -> None:
    (problem,) = problems_of('a: 1\nb: "open\nc: 2\n')
    assert problem.code == "bad_yaml"
    assert "line 3" in problem.message_en or "line 4" in problem.message_en


def test_a_colon_in_an_unquoted_text_names_its_line() -> None:
    (problem,) = problems_of("a: 1\nb: một: hai\n")
    assert problem.code == "bad_yaml"
    assert "dòng 2" in problem.message_vi


def test_a_control_sign_is_bad_yaml() -> None:
    assert [problem.code for problem in problems_of("a: \x07\n")] == ["bad_yaml"]


def test_a_key_given_twice_is_an_error_and_the_first_counts() -> None:
    problems: list[CatalogueProblem] = []
    assert parse_yaml("a: 1\na: 2\n", file="a.yaml", problems=problems) == {"a": "1"}
    assert [problem.code for problem in problems] == ["duplicate_key"]


@pytest.mark.parametrize(
    "text",
    [
        "a: &x [1]\nb: *x\n",
        "a: 1\n<<: {b: 2}\n",
        "a: !!python/object:os.system x\n",
        "a: 1\n---\nb: 2\n",
        "? [a]\n: 1\n",
        "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1),
    ],
)
def test_what_a_catalogue_does_not_need_is_refused(text: str) -> None:
    assert [problem.code for problem in problems_of(text)] == ["unsupported_yaml"]


def test_deep_nesting_is_refused_without_exhausting_the_stack() -> None:
    started = processor_seconds()
    assert problems_of("[" * 200_000)[0].code in ("unsupported_yaml", "bad_yaml")
    assert processor_seconds() - started < 5


def test_text_that_is_not_nfc_is_converted_and_reported_with_its_line() -> None:
    problems: list[CatalogueProblem] = []
    decomposed = unicodedata.normalize("NFD", "hộ tịch")
    content = parse_yaml(f"a: 1\nb: {decomposed}\n", file="a.yaml", problems=problems)
    assert content == {"a": "1", "b": "hộ tịch"}
    assert [(problem.code, problem.severity) for problem in problems] == [("not_nfc", "warning")]
    assert "Line 2" in problems[0].message_en


def test_a_file_that_is_not_utf8_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("a: Hà Nội".encode("utf-16"))
    problems: list[CatalogueProblem] = []
    assert read_yaml_file(path, file="a.yaml", problems=problems) is None
    assert [problem.code for problem in problems] == ["not_utf8"]


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_yaml_file(path, file="a.yaml", problems=[]) == {"a": "1"}


def test_a_file_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_texts, "MAX_FILE_BYTES", 10)
    path = tmp_path / "a.yaml"
    path.write_text("a: 123456789\n", encoding="utf-8")
    problems: list[CatalogueProblem] = []
    assert read_yaml_file(path, file="a.yaml", problems=problems) is None
    assert [problem.code for problem in problems] == ["file_too_large"]


# U+0085 and the two separators are line breaks of YAML itself, which its own writer does not keep.
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029\ufeff"), max_size=12).map(
    lambda text: unicodedata.normalize("NFC", text)
)


@given(st.recursive(words, lambda inner: st.lists(inner) | st.dictionaries(words, inner), max_leaves=8))
def test_what_the_yaml_library_writes_is_read_as_the_same_texts(content: object) -> None:
    text = yaml.safe_dump(content, allow_unicode=True)
    problems: list[CatalogueProblem] = []
    assert parse_yaml(text, file="a.yaml", problems=problems) == content
    assert problems == []
