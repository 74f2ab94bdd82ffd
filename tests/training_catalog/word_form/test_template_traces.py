"""Traces of another unit's template."""

from __future__ import annotations

from dataclasses import replace

from tests.training_catalog.word_form.small_catalogue import description
from training_catalog.word_form.template_traces import other_units, template_traces

OWN = "Ủy ban nhân dân xã Vườn Xanh"


def test_another_commune_is_named() -> None:
    assert other_units("Công an xã Núi Cao phối hợp", own=OWN) == ["Núi Cao"]


def test_the_own_commune_is_no_trace() -> None:
    assert other_units("Trụ sở xã Vườn Xanh. UBND xã Vườn Xanh", own=OWN) == []


def test_a_line_that_begins_after_the_word_commune_is_no_name() -> None:
    assert other_units("Ủy ban nhân dân xã\nCác đơn vị", own=OWN) == []


def test_without_an_own_name_nothing_is_another_unit() -> None:
    assert other_units("Công an xã Núi Cao", own="Trụ sở") == []


def test_the_abolished_district_level_is_reported_once() -> None:
    found = replace(description(), authority=("Báo cáo cấp huyện.", "Phối hợp với huyện."))
    assert [each.code for each in template_traces(found)] == ["district_level"]


def test_a_form_of_the_own_unit_has_no_traces() -> None:
    assert template_traces(replace(description(), workplace=OWN, goal="Làm việc tại xã.")) == []
