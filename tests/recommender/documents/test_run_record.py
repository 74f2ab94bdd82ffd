"""The run record run.json."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from recommender.documents.run_record import RunFacts, frame_digest, write_run_record
from tests.recommender.documents import factories as make


def facts(files: dict[str, tuple[Path, ...]], *, read_seconds: float = 1.0) -> RunFacts:
    return RunFacts(
        catalogue=make.catalogue(),
        settings=make.SETTINGS,
        encoder_name="hybrid: e5",
        encoder_digest="abc",
        fallback="",
        files=files,
        read_seconds=read_seconds,
    )


def record(folder: Path, *, read_seconds: float = 1.0) -> dict[str, object]:
    people = make.file(folder, "people.xlsx", b"workbook")
    path = folder / "run.json"
    known = facts({"people": (people,), "decisions": ()}, read_seconds=read_seconds)
    write_run_record(make.result(), make.inputs(), known, write_seconds=2.0, path=path)
    loaded: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def test_inputs_are_named_with_size_digest_and_rows_used(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"workbook").hexdigest()
    assert record(tmp_path)["inputs"] == {"people": [{"file": "people.xlsx", "bytes": 8, "sha256": digest, "rows": 3}]}


def test_counts_are_those_of_the_frames(tmp_path: Path) -> None:
    counts = record(tmp_path)["counts"]
    assert isinstance(counts, dict)
    assert counts["verdicts"] == {"meets": 1, "needs_review": 1, "does_not_meet": 1}
    assert (counts["officers"], counts["units"], counts["problems"]["warning"]) == (3, 2, 1)


def test_settings_versions_and_stages_are_there(tmp_path: Path) -> None:
    loaded = record(tmp_path)
    assert loaded["settings"]["today"] == "2026-11-21"  # type: ignore[index, call-overload]
    assert loaded["libraries"]["xlsxwriter"]  # type: ignore[index, call-overload]
    assert loaded["times"] == {"read": 1.0, "stages": {"match": 1.25, "verdict": 0.5}, "write": 2.0, "total": 4.75}


def test_two_runs_differ_in_times_only(tmp_path: Path) -> None:
    one, two = record(tmp_path, read_seconds=1), record(tmp_path, read_seconds=9)
    assert one.pop("times") != two.pop("times")
    assert json.dumps(one) == json.dumps(two)


def test_keys_are_sorted_and_vietnamese_is_readable(tmp_path: Path) -> None:
    loaded = record(tmp_path)
    text = (tmp_path / "run.json").read_text(encoding="utf-8")
    assert list(loaded) == sorted(loaded)
    assert "\\u" not in text


def test_nobody_is_named(tmp_path: Path) -> None:
    record(tmp_path)
    text = (tmp_path / "run.json").read_text(encoding="utf-8")
    assert not [name for _, name, _ in make.PEOPLE if name in text]


@pytest.mark.parametrize("name", list(make.ROWS))
def test_a_digest_is_stable_and_follows_the_rows(name: str) -> None:
    frame = make.result().frames()[name]
    assert frame_digest(frame) == frame_digest(frame.copy())
    assert frame_digest(frame) != frame_digest(frame.iloc[:-1])


def test_a_digest_follows_every_kind_of_value() -> None:
    frame = make.result().estimates
    changed = [
        frame.assign(quote="khác"),
        frame.assign(level=frame["level"] + 1e-9),
        frame.assign(is_gate=True),
        frame.assign(quote_on=pd.Timestamp("2026-11-20")),
        frame.assign(min_level=1),
        frame.rename(columns={"quote": "note"}),
    ]
    digests = {frame_digest(one) for one in (frame, *changed)}
    assert len(digests) == len(changed) + 1


def test_texts_that_join_to_the_same_letters_have_different_digests() -> None:
    one = pd.DataFrame({"t": pd.Series(["ab", "c"], dtype="str")})
    other = pd.DataFrame({"t": pd.Series(["a", "bc"], dtype="str")})
    assert frame_digest(one) != frame_digest(other)


def test_missing_numbers_of_any_bit_pattern_have_one_digest() -> None:
    odd = np.array([0x7FF8000000000001], dtype=np.uint64).view(np.float64)
    assert frame_digest(pd.DataFrame({"x": odd})) == frame_digest(pd.DataFrame({"x": [np.nan]}))


def test_the_encoder_used_instead_is_said(tmp_path: Path) -> None:
    known = replace(facts({}), fallback="no wheel")
    path = tmp_path / "run.json"
    write_run_record(make.result(), make.inputs(), known, write_seconds=0, path=path)
    assert json.loads(path.read_text(encoding="utf-8"))["encoder"]["fallback"] == "no wheel"


def test_a_missing_reason_of_the_fairness_check_is_recorded(tmp_path: Path) -> None:
    groups = [{"dimension": "sex", "group": "female"}]
    assert record(tmp_path)["fairness"] == {"groups": groups, "reason": "", "needs_reason": True}


def test_a_reason_given_is_recorded_word_for_word(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    known = replace(facts({}), fairness_reason="đã đối chiếu")
    write_run_record(make.result(), make.inputs(), known, write_seconds=2.0, path=path)
    found = json.loads(path.read_text(encoding="utf-8"))["fairness"]
    assert (found["reason"], found["needs_reason"]) == ("đã đối chiếu", False)


def test_the_learned_model_is_named_with_version_and_digest(tmp_path: Path) -> None:
    learned = replace(facts({}), model_version=3, model_digest="f" * 64)
    path = tmp_path / "run.json"
    write_run_record(make.result(), make.inputs(), learned, write_seconds=0.0, path=path)
    said = json.loads(path.read_text(encoding="utf-8"))["suitability"]
    assert said == {"is_learned": True, "version": 3, "digest": "f" * 64}
