from __future__ import annotations

import string
import tempfile
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training_catalog.small_folders import small_catalogue
from training_catalog import CatalogueWriteError, position_yaml, read_catalogue, read_position_file, write_position
from training_catalog.types import (
    LevelRange,
    Origin,
    Position,
    PositionGroup,
    StandardKind,
    StandardRule,
    Task,
    TaskKind,
    TaskWeight,
    Trust,
)
from training_catalog.write import file_stem


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(nfc)
some_text = any_text.filter(bool)
ids = st.text(string.ascii_letters + string.digits + ".-", min_size=1, max_size=8)
texts = st.lists(any_text, max_size=3).map(tuple)
origins = st.builds(Origin, source=any_text, trust=st.sampled_from(Trust))
levels = st.tuples(st.integers(1, 5), st.integers(1, 5)).map(
    lambda pair: LevelRange(minimum=min(pair), maximum=max(pair))
)
days = st.none() | st.dates()
rules = st.builds(
    StandardRule,
    rule_id=ids,
    kind=st.sampled_from(StandardKind),
    text_vi=some_text,
    text_en=any_text,
    minimum=st.none() | some_text,
    accepted=texts,
    open_clause=st.booleans(),
    alternatives=texts,
    after_appointment=st.booleans(),
    is_enabled=st.booleans(),
    valid_from=days,
    valid_to=days,
    legal_basis=any_text,
    origin=origins,
)
positions = st.builds(
    Position,
    position_id=ids,
    title_vi=some_text,
    title_en=any_text,
    aliases=texts,
    group=st.sampled_from(PositionGroup),
    department=any_text,
    rank=any_text,
    field=any_text,
    goal_vi=any_text,
    goal_en=any_text,
    levels=st.dictionaries(ids, levels, max_size=3),
    standards=st.lists(rules, max_size=3, unique_by=lambda rule: rule.rule_id).map(tuple),
    origin=origins,
)
tasks = st.builds(
    Task,
    task_id=ids,
    position_ids=st.just(()),
    kind=st.sampled_from(TaskKind),
    weight=st.sampled_from(TaskWeight),
    level=levels,
    text_vi=some_text,
    text_en=any_text,
    wordings=texts,
    laws=texts,
    systems=texts,
    origin=origins,
)


@given(positions, st.lists(tasks, max_size=3, unique_by=lambda task: task.task_id))
def test_a_written_position_is_read_back_equal(position: Position, drawn: list[Task]) -> None:
    own = tuple(replace(task, position_ids=(position.position_id,)) for task in drawn)
    with tempfile.TemporaryDirectory() as folder:
        path = write_position(position, own, Path(folder))
        read_position, read_tasks, problems = read_position_file(path)
    assert problems == []
    assert read_position == position
    assert read_tasks == own


def test_a_written_position_is_part_of_a_catalogue_folder(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    write_position(catalogue.positions["II.04"], [catalogue.tasks["II.04.T01"]], tmp_path / "out")
    written, problems = read_catalogue(tmp_path / "out")
    assert problems == []
    assert written.positions["II.04"] == catalogue.positions["II.04"]


def test_vietnamese_is_written_as_it_is_in_block_style_and_documented_order(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    text = position_yaml(catalogue.positions["II.04"], [catalogue.tasks["II.04.T01"]])
    assert "title_vi: Chuyên viên tư pháp\n" in text
    assert "{" not in text
    keys = [line.split(":")[0] for line in text.splitlines() if line[0] not in " -"]
    assert keys[:4] == ["id", "title_vi", "title_en", "aliases"]
    assert keys[-5:] == ["levels", "standards", "tasks", "source", "trust"]


def test_a_rank_that_looks_like_a_number_is_quoted_for_other_readers(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    assert "rank: '01.003'\n" in position_yaml(catalogue.positions["II.04"], [])


def test_the_same_position_gives_the_same_bytes(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    position = catalogue.positions["II.04"]
    first = write_position(position, [], tmp_path / "a").read_bytes()
    assert write_position(position, [], tmp_path / "b").read_bytes() == first


def test_a_shared_task_is_refused(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    with pytest.raises(CatalogueWriteError) as refusal:
        write_position(catalogue.positions["II.04"], [catalogue.tasks["COM.T01"]], tmp_path)
    assert "tasks_common.yaml" in refusal.value.hint_vi


@pytest.mark.parametrize("row_id", ["../../etc/passwd", "a/b", ".hidden", "NA-NLâ-II.04", "x:y", "end."])
def test_a_file_never_leaves_its_folder(tmp_path: Path, row_id: str) -> None:
    position = replace(small_catalogue(tmp_path).positions["II.04"], position_id=row_id)
    path = write_position(position, [], tmp_path / "out")
    assert path.resolve().parent == (tmp_path / "out" / "positions").resolve()


@given(st.text(max_size=6), st.text(max_size=6))
def test_two_ids_never_share_a_file_name(one: str, other: str) -> None:
    assert (file_stem(one) == file_stem(other)) == (one == other)
