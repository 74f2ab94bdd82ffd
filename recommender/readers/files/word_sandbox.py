"""Job descriptions of an uploaded Word file, read by a child process whose memory and seconds are bounded."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from recommender.readers.files import word_child
from recommender.readers.files.limits import Limits
from recommender.readers.files.refusal import FileRefused
from recommender.readers.files.sandbox import run_limited
from training_catalog.types import CatalogueProblem, LevelRange
from training_catalog.word_form import (
    Duty,
    JobDescription,
    Place,
    Relation,
    RequiredLevel,
    Scope,
    WordFormError,
    WordReading,
    WrittenStandards,
    docx_content,
    file_problem,
)

LIMITS = Limits(file_bytes=50_000_000, wall_seconds=60.0, cpu_seconds=45)


def read_word_safely(path: Path, *, name: str, limits: Limits = LIMITS) -> WordReading:
    """The descriptions of a .docx or .doc file and their problems, which call it `name`. Never raises for a bad file.

    An old .doc is first turned into .docx by LibreOffice, a process of its own too.
    """
    try:
        content = docx_content(path)
    except WordFormError as error:
        return _refused(name, error.code, error.detail)
    with tempfile.TemporaryDirectory(prefix="nangluc-word-") as folder:
        source, out = Path(folder) / "form.docx", Path(folder) / "form.json"
        source.write_bytes(content)
        bounds = [str(limits.memory_bytes), str(limits.cpu_seconds)]
        try:
            code = run_limited(
                Path(word_child.__file__), [str(source), str(out), *bounds], wall_seconds=limits.wall_seconds
            )
        except FileRefused:
            return _refused(name, "file_slow", f"{limits.wall_seconds:g}")
        if code != 0:
            return _refused(name, "file_crashes")
        return _reading(json.loads(out.read_text(encoding="utf-8")), name)


def _refused(name: str, code: str, detail: str = "") -> WordReading:
    return WordReading(descriptions=(), problems=(file_problem(name, code, detail),))


def _reading(found: Mapping[str, Any], name: str) -> WordReading:
    problems = tuple(replace(CatalogueProblem(**one), file=name) for one in found["problems"])
    return WordReading(descriptions=tuple(_description(one, name) for one in found["descriptions"]), problems=problems)


def _description(found: Mapping[str, Any], name: str) -> JobDescription:
    standards = dict(found["standards"])
    for key in ("education_place", "certificates_place", "qualities_place", "other_place"):
        standards[key] = Place(**standards[key])
    parts: dict[str, Any] = {
        "file": name,
        "duties": tuple(Duty(**{**one, "place": Place(**one["place"])}) for one in found["duties"]),
        "relations": tuple(Relation(**{**one, "scope": Scope(one["scope"])}) for one in found["relations"]),
        "authority": tuple(found["authority"]),
        "standards": WrittenStandards(**standards),
        "levels": tuple(
            RequiredLevel(**{
                **one, "place": Place(**one["place"]), "level": LevelRange(**one["level"]) if one["level"] else None
            })
            for one in found["levels"]
        ),
        "place": Place(**found["place"]),
    }  # fmt: skip
    return JobDescription(**{**found, **parts})
