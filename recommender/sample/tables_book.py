"""The quota and decision workbooks: plain tables below a title, from the frames of the sample."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recommender.sample.dirt import Mess
from recommender.sample.draws import Ints
from recommender.sample.population import Sample
from recommender.sample.sheet_writer import Book, Cell, SheetWriter, address
from recommender.types import VerdictLabel

LABELS = {str(VerdictLabel.MEETS): "Đáp ứng", str(VerdictLabel.DOES_NOT_MEET): "Chưa đáp ứng"}
QUOTA_HEADINGS = ("STT", "Đơn vị", "Vị trí việc làm", "Định mức", "Biên chế được giao", "Theo đề án VTVL")
DECISION_HEADINGS = (
    *("STT", "Mã công chức", "Họ và tên", "Đơn vị", "Vị trí việc làm"),
    *("Kết luận", "Ngày quyết định", "Người ký", "Lý do"),
)
CODED = 3
"""Every so many rows name the position by its code."""


def write_quotas(book: Book, sample: Sample, communes: Ints, mess: Mess) -> None:
    """Norm, quota and plan by unit and position; a number not given is empty or a dash."""
    names, positions = unit_names(sample, communes), sample.catalogue.positions
    frame = sample.inputs.quotas
    frame = frame[frame["unit_id"].isin(names)]
    numbers = frame[["norm", "quota", "plan"]].to_numpy(dtype=np.float64)
    sheet = _table(book, "Biên chế", "BIÊN CHẾ THEO VỊ TRÍ VIỆC LÀM NĂM 2026", QUOTA_HEADINGS)
    keys = zip(frame["unit_id"], frame["position_id"], numbers, strict=True)
    for number, (unit, position, posts) in enumerate(keys, start=1):
        given: list[Cell] = [None if np.isnan(value) else int(value) for value in posts]
        dashed = [value is None and mess.rng.random() < mess.dirt.dash for value in given]
        shown = ["-" if dash else value for value, dash in zip(given, dashed, strict=True)]
        left: list[Cell] = [number, names[unit], position if number % CODED == 0 else positions[position].title_vi]
        row = sheet.row([*left, *shown])
        for place in np.flatnonzero(dashed).tolist():
            mess.planted.note(sheet.name, address(row, len(left) + place), "dash", "", "-", "")


def write_decisions(book: Book, sample: Sample, communes: Ints, mess: Mess) -> None:
    """Decisions signed about the officers of these communes; without dirt."""
    names, positions = unit_names(sample, communes), sample.catalogue.positions
    units = dict(zip(sample.people.officer_id, sample.communes.unit_id[sample.posts.unit], strict=True))
    people = dict(zip(sample.people.officer_id, sample.people.name, strict=True))
    frame = sample.inputs.decisions
    frame = frame[frame["officer_id"].map(units).isin(names)]
    sheet = _table(book, "Quyết định", "KẾT LUẬN RÀ SOÁT ĐÃ KÝ", DECISION_HEADINGS)
    for number, row in enumerate(frame.to_dict("records"), start=1):
        officer, position = str(row["officer_id"]), str(row["position_id"])
        written = position if number % CODED == 0 else positions[position].title_vi
        signed = [f"{row['decided_on']:%d/%m/%Y}", str(row["decided_by"]), str(row["reason"])]
        who = [officer, people[officer], names[units[officer]]]
        sheet.row([number, *who, written, LABELS[str(row["label"])], *signed])


def unit_names(sample: Sample, communes: Ints) -> dict[str, str]:
    """Name with province by unit id."""
    chosen = sample.communes
    return {str(chosen.unit_id[place]): f"{chosen.name[place]}, {chosen.province[place]}" for place in communes}


def _table(book: Book, name: str, title: str, headings: Sequence[str]) -> SheetWriter:
    sheet = book.sheet(name)
    sheet.titles((title,), len(headings))
    sheet.header(headings)
    return sheet
