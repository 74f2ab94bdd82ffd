from __future__ import annotations

import json
import uuid
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from tests.shipped_catalogue import shipped_catalogue
from training_catalog import case_package
from training_catalog.case_export import changed_at
from training_catalog.types import Catalogue

TYPES_OF_CASE = {"isChildOf", "isPartOf", "isRelatedTo", "exemplar", "precedes"}


@pytest.fixture(scope="module")
def pack() -> Catalogue:
    return shipped_catalogue()


@pytest.fixture(scope="module")
def package(pack: Catalogue) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(case_package(pack)))
    return found


def test_the_document_has_the_fields_that_case_requires(package: dict[str, Any]) -> None:
    assert {"identifier", "uri", "creator", "title", "lastChangeDateTime"} <= package["CFDocument"].keys()
    assert set(package) == {"CFDocument", "CFItems", "CFAssociations", "CFDefinitions"}


def test_every_item_has_the_fields_that_case_requires_and_its_own_uuid(package: dict[str, Any]) -> None:
    needed = {"identifier", "uri", "fullStatement", "lastChangeDateTime", "humanCodingScheme", "CFItemType"}
    assert all(needed <= item.keys() and item["fullStatement"] for item in package["CFItems"])
    ids = [item["identifier"] for item in package["CFItems"]]
    assert len(set(ids)) == len(ids)
    assert all(str(uuid.UUID(each)) == each for each in ids)


def test_every_row_of_the_pack_is_an_item(package: dict[str, Any], pack: Catalogue) -> None:
    counts = Counter(item["CFItemType"] for item in package["CFItems"])
    assert counts == {
        "Competency": len(pack.competencies),
        "Competency level": sum(len(each.descriptors) for each in pack.competencies.values()),
        "Job position": len(pack.positions),
        "Task": len(pack.tasks),
        "Assessment blueprint": len(pack.blueprints),
        "Course": len(pack.courses),
    }


def test_associations_join_known_nodes_by_types_of_case(package: dict[str, Any]) -> None:
    known = {item["identifier"] for item in package["CFItems"]} | {package["CFDocument"]["identifier"]}
    for each in package["CFAssociations"]:
        assert each["associationType"] in TYPES_OF_CASE
        assert {each["originNodeURI"]["identifier"], each["destinationNodeURI"]["identifier"]} <= known
    ids = [each["identifier"] for each in package["CFAssociations"]]
    assert len(set(ids)) == len(ids)


def test_item_types_used_are_defined(package: dict[str, Any]) -> None:
    defined = {each["identifier"] for each in package["CFDefinitions"]["CFItemTypes"]}
    assert {item["CFItemTypeURI"]["identifier"] for item in package["CFItems"]} == defined


def test_identifiers_do_not_change_with_the_text_of_a_row(package: dict[str, Any], pack: Catalogue) -> None:
    task = replace(pack.tasks["II.04.T01"], text_vi="Khác")
    other = json.loads(json.dumps(case_package(replace(pack, tasks={**pack.tasks, task.task_id: task}))))
    same = [item["identifier"] for item in other["CFItems"]] == [item["identifier"] for item in package["CFItems"]]
    assert same


def test_the_day_of_change_is_the_month_of_the_version(pack: Catalogue) -> None:
    assert changed_at(replace(pack, version="2026.11")) == "2026-11-01T00:00:00+00:00"
    assert changed_at(replace(pack, version="thử")) == "1970-01-01T00:00:00+00:00"
