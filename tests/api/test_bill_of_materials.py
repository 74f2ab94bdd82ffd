"""The bill of materials names every installed part, once, with what it needs; and what browsers are given."""

from __future__ import annotations

import json
from importlib import metadata

from api.bill_of_materials import bill_of_materials


def test_every_installed_part_is_named_once_with_its_version() -> None:
    told = bill_of_materials()
    named = {(one["name"].lower(), one["version"]) for one in told["components"]}
    for name in ("fastapi", "sqlalchemy", "uvicorn", "numpy"):
        assert (name, metadata.version(name)) in named
    refs = [one["bom-ref"] for one in told["components"]]
    assert len(set(refs)) == len(refs)
    assert told["metadata"]["component"]["name"] == "nangluc"


def test_needs_lead_to_parts_that_are_named() -> None:
    told = bill_of_materials()
    refs = {one["bom-ref"] for one in told["components"]} | {told["metadata"]["component"]["bom-ref"]}
    needs = {one["ref"]: one["dependsOn"] for one in told["dependencies"]}
    assert set(needs) <= refs
    assert {need for wanted in needs.values() for need in wanted} <= refs
    program = needs[told["metadata"]["component"]["bom-ref"]]
    assert any(need.startswith("pkg:pypi/fastapi@") for need in program)


def test_scripts_and_fonts_for_browsers_are_named_with_their_digests() -> None:
    browser = [one for one in bill_of_materials()["components"] if one["purl"].startswith("pkg:npm/")]
    assert {one["name"] for one in browser} == {"htmx.org", "@fontsource/be-vietnam-pro"}
    assert all(len(file["hashes"][0]["content"]) == 64 for one in browser for file in one["components"])


def test_the_same_installation_gives_the_same_document() -> None:
    assert json.dumps(bill_of_materials()) == json.dumps(bill_of_materials())
