"""What the legal folder tells of a run, read from its folder; refused when a result was altered since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from recommender.columns import ASSESSORS, ESTIMATES, FAIRNESS, PROBLEMS, STANDARDS, VERDICTS, FrameSpec
from recommender.documents.run_record import frame_digest
from recommender.errors import InputError

RECORD = "run.json"
FRAMES = (VERDICTS, ESTIMATES, STANDARDS, FAIRNESS, ASSESSORS, PROBLEMS)


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
        raise InputError(
            f"{path.name} đã bị sửa sau khi chạy (khác mã kiểm tra trong {RECORD}); không lập hồ sơ trên kết quả này.",
            f"{path.name} was altered after the run (its digest differs from {RECORD}); no documents are made of it.",
        )
    return frame
