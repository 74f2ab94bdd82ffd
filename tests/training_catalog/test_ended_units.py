"""A province's own list of former units: units of today that it says are no more, and what holds them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.shipped_catalogue import shipped_catalogue
from training_catalog import ended_units, former_units_of, load_catalogue, read_former_units
from training_catalog.types import Catalogue

HEAD = "former_id,name,kind,aliases,parent_id,unit_ids,until,basis,source,trust"
TODAY = date(2026, 11, 22)
Own = Callable[..., Catalogue]


@pytest.fixture
def own(tmp_path: Path) -> Own:
    """The pack with a folder over it that holds these rows of former units and perhaps of units."""

    def loaded(*rows: str, units: str = "") -> Catalogue:
        (tmp_path / "former_units.csv").write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
        if units:
            (tmp_path / "units.csv").write_text(units, encoding="utf-8")
        return load_catalogue(None, tmp_path)

    return loaded


def merged(code: str, name: str, heirs: str, *, until: str = "2026-10-01", alias: str = "") -> str:
    return f"{code},{name},ward,{alias},01,{heirs},{until},NQ thử,thử,I"


def heirs_of(catalogue: Catalogue) -> dict[str, list[str]]:
    return {key: [unit.unit_id for unit in heirs] for key, heirs in ended_units(catalogue, today=TODAY).items()}


def test_the_pack_alone_ends_no_unit() -> None:
    assert ended_units(shipped_catalogue(), today=TODAY) == {}


def test_a_unit_that_the_province_says_was_merged_has_ended(own: Own) -> None:
    assert heirs_of(own(merged("00025", "Phường Giảng Võ", "00004"))) == {"00025": ["00004"]}


def test_the_code_may_stand_among_the_aliases_so_that_the_row_of_the_pack_stays(own: Own) -> None:
    catalogue = own(merged("HN-1", "Phường Giảng Võ", "00004", alias="00025"))
    assert heirs_of(catalogue) == {"00025": ["00004"]}
    assert former_units_of(catalogue).rows["00025"].name == shipped_row("00025")


def shipped_row(code: str) -> str:
    rows, _ = read_former_units(units=shipped_catalogue().units)
    return rows[code].name


def test_a_merger_to_come_changes_nothing_today(own: Own) -> None:
    assert heirs_of(own(merged("00025", "Phường Giảng Võ", "00004", until="2026-11-23"))) == {}


def test_a_code_that_another_unit_bore_before_ends_nothing(own: Own) -> None:
    assert heirs_of(own(merged("00025", "Phường Cũ", "00004"))) == {}


def test_of_several_mergers_the_last_unit_counts(own: Own) -> None:
    rows = [merged("00025", "Phường Giảng Võ", "00008"), merged("00008", "Phường Ngọc Hà", "00004")]
    assert heirs_of(own(*rows)) == {"00008": ["00004"], "00025": ["00004"]}


def test_two_units_that_name_each_other_lead_nowhere(own: Own) -> None:
    rows = [merged("00025", "Phường Giảng Võ", "00008"), merged("00008", "Phường Ngọc Hà", "00025")]
    assert heirs_of(own(*rows)) == {"00008": [], "00025": []}


def test_a_unit_taken_out_of_the_list_leads_to_its_heir_from_names_of_long_before_too(own: Own) -> None:
    units = "unit_id,name,kind,parent_id,remove\n00025,,,,x\n"
    catalogue = own(merged("00025", "Phường Giảng Võ", "00004"), units=units)
    former = former_units_of(catalogue)
    match = former.by_code("00025")
    assert match is not None
    assert match.unit is not None
    assert match.unit.unit_id == "00004"
    (long_before,) = former.communes("Phường Cát Linh, quận Đống Đa")
    assert "00025" in long_before.former.unit_ids
    assert "00004" in [unit.unit_id for unit in long_before.units]
    assert read_former_units(None, *catalogue.former_folders, units=catalogue.units)[1] == []


def test_an_heir_that_does_not_exist_is_an_error_and_a_unit_above_a_warning(own: Own) -> None:
    catalogue = own("HN-1,Phường Giảng Võ,ward,,999,99999,2026-10-01,NQ thử,thử,I")
    _, problems = read_former_units(None, *catalogue.former_folders, units=catalogue.units)
    said = [(problem.code, problem.row, problem.message_en) for problem in problems]
    assert [(code, row) for code, row, _ in said] == [("unknown_reference", "HN-1"), ("former_parent_unknown", "HN-1")]
    assert "99999" in said[0][2]
    assert "999" in said[1][2]


def test_the_own_list_is_part_of_the_digest(own: Own) -> None:
    first = own(merged("00025", "Phường Giảng Võ", "00004")).digest
    assert first not in (shipped_catalogue().digest, own(merged("00025", "Phường Giảng Võ", "00008")).digest)
