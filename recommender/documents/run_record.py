"""The run record `run.json`: what was read, with which versions and settings, and what came out, from a finished run.

Everything outside the key `times` is equal, byte for byte, between two runs on the same inputs.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from recommender.documents.tables import arrow_table, write_whole
from recommender.documents.tallies import staffing_tally
from recommender.fairness import needing_reason
from recommender.inputs import Inputs
from recommender.pipeline import RunResult
from recommender.settings import Settings
from recommender.types import Severity, VerdictLabel
from training_catalog.types import Catalogue

FORMAT = 1
PROGRAM = "nangluc"
LIBRARIES = (
    "numpy", "pandas", "pyarrow", "python-calamine", "rapidfuzz", "scikit-learn", "scipy", "sentence-transformers",
    "torch", "xlsxwriter",
)  # fmt: skip
READ_INTO = {
    "people": "officers", "assessments": "assessments", "quotas": "quotas", "decisions": "decisions",
}  # fmt: skip
"""Which frame the rows of each kind of file go to; it says how many rows of a file could be used."""
DIGEST_ROWS = 1 << 20


@dataclass(frozen=True, kw_only=True)
class RunFacts:
    """What a run was made with, besides its frames."""

    catalogue: Catalogue
    settings: Settings
    encoder_name: str
    encoder_digest: str
    fallback: str
    """Why the encoder is not the one asked for; "" when it is."""
    files: Mapping[str, tuple[Path, ...]]
    read_seconds: float
    model_version: int = 0
    """Version of the learned suitability model; 0 = the written policy."""
    model_digest: str = ""
    """Digest of that version's manifest, which names the digests of all its files."""
    fairness_reason: str = ""
    """Why groups differ as they do, written by the person in charge; "" when nothing was written."""


def write_run_record(result: RunResult, inputs: Inputs, facts: RunFacts, *, write_seconds: float, path: Path) -> None:
    """Write the record of this run to `path`: JSON, UTF-8, keys sorted."""
    record = run_record(result, inputs, facts, write_seconds=write_seconds)
    text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True, default=_plain) + "\n"
    write_whole(path, lambda beside: beside.write_text(text, encoding="utf-8", newline="\n"))


def run_record(result: RunResult, inputs: Inputs, facts: RunFacts, *, write_seconds: float) -> dict[str, object]:
    """The record as JSON values."""
    catalogue = facts.catalogue
    return {
        "format": FORMAT,
        "program": {"name": PROGRAM, "version": installed_version(PROGRAM)},
        "libraries": {"python": platform.python_version(), **{name: installed_version(name) for name in LIBRARIES}},
        "catalogue": {"name": catalogue.name, "version": catalogue.version, "digest": catalogue.digest},
        "encoder": {"name": facts.encoder_name, "digest": facts.encoder_digest, "fallback": facts.fallback},
        "suitability": {
            "is_learned": facts.model_version > 0,
            "version": facts.model_version,
            "digest": facts.model_digest,
        },
        "settings": asdict(facts.settings),
        "inputs": {
            kind: [_file_record(path, kind, inputs) for path in paths] for kind, paths in facts.files.items() if paths
        },
        "counts": _counts(result, inputs),
        "fairness": _fairness(result, facts.fairness_reason),
        "results": {
            name: {"rows": len(frame), "digest": frame_digest(frame)} for name, frame in result.frames().items()
        },
        "times": _times(result, facts, write_seconds),
    }


def installed_version(name: str) -> str:
    """Version of an installed package, "" when it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def frame_digest(frame: pd.DataFrame) -> str:
    """SHA-256 over names, kinds and values of all columns; depends on no library version and on no file format."""
    table = arrow_table(frame)
    digest = hashlib.sha256()
    for name, column in zip(table.column_names, table.columns, strict=True):
        digest.update(f"{name}\0{len(column)}\0".encode())
        for start in range(0, len(column), DIGEST_ROWS):
            digest.update(_column_bytes(column.slice(start, DIGEST_ROWS)))
    return digest.hexdigest()


def _column_bytes(column: pa.ChunkedArray) -> bytes:
    """Values of one column as bytes: numbers little-endian, text as UTF-8 with its lengths first."""
    if pa.types.is_floating(column.type):
        return bytes(np.where(column.is_null(), np.nan, column.to_numpy()).astype("<f8").tobytes())
    if pa.types.is_integer(column.type) or pa.types.is_boolean(column.type):
        return bytes(column.to_numpy().astype("<i8").tobytes())
    if pa.types.is_date(column.type):
        days = pc.fill_null(pc.cast(column, pa.int32()), np.iinfo(np.int32).min)
        return bytes(days.to_numpy().astype("<i8").tobytes())
    return _text_bytes(pc.fill_null(column.cast(pa.large_string()), "").combine_chunks())


def _text_bytes(texts: pa.LargeStringArray) -> bytes:
    """Lengths of the texts in bytes, then the texts themselves as UTF-8 without anything between."""
    if not len(texts):
        return b""
    _, offset_buffer, data = texts.buffers()
    offsets = np.frombuffer(offset_buffer, dtype="<i8")[texts.offset : texts.offset + len(texts) + 1]
    written = bytes(memoryview(data)[offsets[0] : offsets[-1]]) if data else b""
    return bytes(np.diff(offsets).tobytes()) + written


def _file_record(path: Path, kind: str, inputs: Inputs) -> dict[str, object]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    record: dict[str, object] = {"file": path.name, "bytes": path.stat().st_size, "sha256": digest.hexdigest()}
    if kind in READ_INTO:
        places = getattr(inputs, READ_INTO[kind])["place"].astype("str")
        record["rows"] = int(places.str.startswith(f"{path.name}!").sum())
    return record


def _counts(result: RunResult, inputs: Inputs) -> dict[str, object]:
    return {
        "officers": len(inputs.officers),
        "units": int(inputs.officers.loc[inputs.officers["unit_id"] != "", "unit_id"].nunique()),
        "holdings": len(inputs.holdings),
        "statements": len(inputs.statements),
        "assessments": len(inputs.assessments),
        "verdicts": _tally(result.verdicts["verdict"], [str(label) for label in VerdictLabel]),
        "problems": _tally(result.problems["severity"], [str(severity) for severity in Severity]),
        "plans": {"officers": int(result.plans["officer_id"].nunique()), "steps": len(result.plans)},
        "moves": len(result.moves),
        "staffing": asdict(staffing_tally(result.balance, inputs)),
    }


def _fairness(result: RunResult, reason: str) -> dict[str, object]:
    """The groups that ask for a written reason, the reason, and whether one is still missing."""
    groups = needing_reason(result.fairness)[["dimension", "group"]].to_dict("records")
    return {"groups": groups, "reason": reason, "needs_reason": bool(groups) and not reason}


def _tally(values: pd.Series, names: list[str]) -> dict[str, int]:
    counts = values.value_counts()
    return {name: int(counts.get(name, 0)) for name in names}


def _times(result: RunResult, facts: RunFacts, write_seconds: float) -> dict[str, object]:
    stages = {name: round(seconds, 3) for name, seconds in result.seconds.items()}
    total = facts.read_seconds + sum(result.seconds.values()) + write_seconds
    return {
        "read": round(facts.read_seconds, 3),
        "stages": stages,
        "write": round(write_seconds, 3),
        "total": round(total, 3),
    }


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
