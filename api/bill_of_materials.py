"""The bill of materials of an installation: every installed distribution, kept script and font, as CycloneDX."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from importlib import metadata
from importlib.resources import files
from typing import Any, Final

PROGRAM: Final = "nangluc"
SPEC: Final = "1.6"
EXTRA: Final = re.compile(r"\bextra\s*==")
NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def bill_of_materials() -> dict[str, Any]:
    """CycloneDX: what is installed with version, licence and needs; the same installation gives the same document."""
    found = {_folded(one.name): one for one in metadata.distributions() if one.name}
    refs = {name: _ref(one) for name, one in found.items()}
    program = found.get(PROGRAM)
    return {
        "bomFormat": "CycloneDX", "specVersion": SPEC, "version": 1,
        "metadata": {
            "component": {
                "type": "application", "bom-ref": refs.get(PROGRAM, PROGRAM), "name": PROGRAM,
                "version": program.version if program else "",
            },
        },
        "components": [*(_component(found[name]) for name in sorted(found) if name != PROGRAM), *_of_browsers()],
        "dependencies": [
            {"ref": refs[name], "dependsOn": sorted({refs[need] for need in _needs(one) if need in refs})}
            for name, one in sorted(found.items())
        ],
    }  # fmt: skip


def _component(one: metadata.Distribution) -> dict[str, Any]:
    told: Mapping[str, Any] = {"type": "library", "bom-ref": _ref(one), "name": one.name, "version": one.version}
    return {**told, "purl": _ref(one), "licenses": list(_licences(one))}


def _of_browsers() -> Iterator[dict[str, Any]]:
    """Scripts and fonts that the package brings for browsers, with the digests that a test holds them to."""
    kept = files("api").joinpath("static", "vendor", "vendor.json").read_text(encoding="utf-8")
    for one in json.loads(kept):
        ref = f"pkg:npm/{one['name'].replace('@', '%40')}@{one['version']}"
        yield {
            "type": "library", "bom-ref": ref, "name": one["name"], "version": one["version"], "purl": ref,
            "licenses": [{"license": {"id": one["licence"]}}],
            "components": [
                {"type": "file", "name": name, "hashes": [{"alg": "SHA-256", "content": digest}]}
                for name, digest in sorted(one["files"].items())
            ],
        }  # fmt: skip


def _licences(one: metadata.Distribution) -> Iterator[dict[str, Any]]:
    """The expression when there is one, else the classifiers, else the first line of what its author wrote."""
    expressions = one.metadata.get_all("License-Expression")
    if expressions:
        yield {"expression": expressions[0]}
        return
    classifiers = [text for text in one.metadata.get_all("Classifier") or () if text.startswith("License ::")]
    written = [line for text in one.metadata.get_all("License") or () for line in text.strip().splitlines()]
    names = [text.rpartition(" :: ")[2] for text in classifiers] or [line[:100] for line in written[:1]]
    for name in dict.fromkeys(names):
        yield {"license": {"name": name}}


def _needs(one: metadata.Distribution) -> Iterator[str]:
    for text in one.requires or ():
        found = NAME.match(text)
        if found and not EXTRA.search(text):
            yield _folded(found[0])


def _ref(one: metadata.Distribution) -> str:
    return f"pkg:pypi/{_folded(one.name)}@{one.version}"


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
