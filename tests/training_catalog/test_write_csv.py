from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from tests.training_catalog.small_folders import small_catalogue
from training_catalog import CatalogueWriteError, read_catalogue, write_catalogue_csv


def test_the_written_lists_are_read_back_equal(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    write_catalogue_csv(catalogue, tmp_path / "out")
    written, problems = read_catalogue(tmp_path / "out")
    assert problems == []
    assert written.units == catalogue.units
    assert written.vocabularies == catalogue.vocabularies
    assert written.laws == catalogue.laws
    assert written.systems == catalogue.systems


def test_every_row_of_the_catalogue_stands_in_a_table(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    paths = {
        path.name: path for path in write_catalogue_csv(catalogue, tmp_path / "out") if path.parent.name == "tables"
    }
    counts = {"positions": 2, "standards": 2, "tasks": 3, "courses": 2, "descriptors": 2, "blueprints": 1}
    for name, count in counts.items():
        with paths[f"{name}.csv"].open(encoding="utf-8-sig", newline="") as stream:
            assert len(list(csv.DictReader(stream))) == count


def test_a_table_cell_is_never_a_formula(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    task = replace(catalogue.tasks["COM.T01"], text_vi="=HYPERLINK(1)")
    write_catalogue_csv(replace(catalogue, tasks={"COM.T01": task}), tmp_path / "out")
    assert "'=HYPERLINK(1)" in (tmp_path / "out" / "tables" / "tasks.csv").read_text(encoding="utf-8")


def test_a_list_item_with_the_separator_is_refused(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    term = replace(catalogue.vocabularies["majors"]["law"], aliases=("luật | pháp",))
    with pytest.raises(CatalogueWriteError):
        write_catalogue_csv(replace(catalogue, vocabularies={"majors": {"law": term}}), tmp_path / "out")
