"""What the legal folder tells of a run, read from its folder; refused when a result was altered since.

Tables are held to the digests in the record, the two that are read as text to those tables, and what the record counts
to what they hold. Who alters tables, digests and counts alike is not found out; nor is a workbook edited by hand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from recommender.columns import (
    ASSESSORS,
    ESTIMATES,
    FAIRNESS,
    MOVES,
    PLANS,
    PROBLEMS,
    STANDARDS,
    VERDICTS,
    FrameSpec,
)
from recommender.documents.run_record import frame_digest
from recommender.documents.tables import write_tables
from recommender.errors import InputError
from recommender.fairness import needing_reason

RECORD = "run.json"
FRAMES = (VERDICTS, ESTIMATES, STANDARDS, FAIRNESS, ASSESSORS, PROBLEMS, PLANS, MOVES)
READ_AS_TEXT = (VERDICTS, FAIRNESS)
"""Tables whose .csv people open."""


@dataclass(frozen=True, kw_only=True)
class LegalFacts:
    """The record of a run and the frames that the documents count in."""

    record: Mapping[str, Any]
    frames: Mapping[str, pd.DataFrame]
    office: str
    """Name of the office that uses the system; "" leaves a blank."""
    model_metrics: Mapping[str, float]
    """Figures of the learned model in use; empty for the written policy."""

    @property
    def model_version(self) -> int:
        """Version of the learned model that the verdicts came from; 0 = the written policy."""
        return int(self.record.get("suitability", {}).get("version", 0))

    @property
    def run_id(self) -> str:
        """Twelve signs that name this run: from the digest of its verdicts."""
        return str(self.record["results"]["verdicts"]["digest"])[:12]

    @property
    def today(self) -> str:
        """Day of the review, dd/mm/yyyy."""
        year, month, day = str(self.record["settings"]["today"]).split("-")
        return f"{day}/{month}/{year}"

    @property
    def needs_reason(self) -> bool:
        """Whether a written reason on differences between groups is still missing."""
        return bool(self.record["fairness"]["needs_reason"])


def read_run(folder: Path, *, office: str = "", model_metrics: Mapping[str, float] | None = None) -> LegalFacts:
    """The facts of the run in `folder`; InputError when files are missing or are not those that the run wrote."""
    record = read_record(folder)
    frames = {spec.name: _frame(folder, spec, record) for spec in FRAMES}
    _check_counts(record, frames)
    for spec in READ_AS_TEXT:
        _check_text(folder / f"{spec.name}.csv", frames[spec.name])
    return LegalFacts(record=record, frames=frames, office=office, model_metrics=model_metrics or {})


def read_record(folder: Path) -> Mapping[str, Any]:
    """The record of the run in `folder`; InputError when there is none."""
    path = folder / RECORD
    if not path.is_file():
        raise InputError(
            f"{folder} không có {RECORD}: hãy đưa thư mục kết quả của `nangluc screen`.",
            f"{folder} has no {RECORD}: give the results folder of `nangluc screen`.",
        )
    record: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


def _frame(folder: Path, spec: FrameSpec, record: Mapping[str, Any]) -> pd.DataFrame:
    path = folder / f"{spec.name}.parquet"
    known = record.get("results", {}).get(spec.name, {}).get("digest")
    if known is None or not path.is_file():
        raise InputError(
            f"Thiếu {path.name} hoặc kết quả do phiên bản cũ ghi; hãy chạy lại `nangluc screen`.",
            f"{path.name} is missing or was written by an older version; run `nangluc screen` again.",
        )
    frame = spec.conform(pd.read_parquet(path), sort=False)
    if frame_digest(frame) != known:
        raise _altered(path.name, (f"khác mã kiểm tra trong {RECORD}", f"its digest differs from {RECORD}"))
    return frame


def _check_counts(record: Mapping[str, Any], frames: Mapping[str, pd.DataFrame]) -> None:
    """Refuse a record that counts other than its tables hold, or hides a group that a reason is asked of."""
    told, fairness = record["counts"], record["fairness"]
    groups = needing_reason(frames["fairness"])[["dimension", "group"]].to_dict("records")
    plans = frames["plans"]
    same = (
        _counted(told["verdicts"]) == _counted(frames["verdicts"]["verdict"].value_counts().to_dict()),
        _counted(told["problems"]) == _counted(frames["problems"]["severity"].value_counts().to_dict()),
        told["plans"] == {"officers": plans["officer_id"].nunique(), "steps": len(plans)},
        told["moves"] == len(frames["moves"]),
        fairness["groups"] == groups,
        fairness["needs_reason"] == (bool(groups) and not fairness["reason"]),
    )
    if not all(same):
        raise _altered(RECORD, ("số đếm khác các bảng kết quả", "it counts other than the tables hold"))


def _counted(counts: Mapping[Any, int]) -> dict[str, int]:
    """Counts by code, those of nothing left out."""
    return {str(code): int(count) for code, count in counts.items() if count}


def _check_text(path: Path, frame: pd.DataFrame) -> None:
    """Refuse a .csv that is not that of the table."""
    if not path.is_file():
        return
    with TemporaryDirectory() as folder:
        _, written = write_tables({path.stem: frame}, Path(folder))
        if written.read_bytes() != path.read_bytes():
            raise _altered(path.name, (f"khác {path.stem}.parquet", f"it differs from {path.stem}.parquet"))


def _altered(name: str, why: tuple[str, str]) -> InputError:
    return InputError(
        f"{name} đã bị sửa sau khi chạy ({why[0]}); không lập hồ sơ trên kết quả này.",
        f"{name} was altered after the run ({why[1]}); no documents are made of it.",
        hint_vi="Chạy lại `nangluc screen` vào một thư mục mới.",
        hint_en="Run `nangluc screen` again into a new folder.",
    )  # fmt: skip
