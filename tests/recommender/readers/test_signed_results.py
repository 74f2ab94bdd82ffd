"""Decisions written into our own results workbook are read back by the next run, and nothing else of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from recommender.documents.results_workbook import write_results
from recommender.inputs import Inputs
from recommender.pipeline import RunResult
from recommender.readers import InputFiles, read_inputs
from tests.recommender.documents import factories as make
from tests.recommender.readers.books import TODAY, at, write_book
from training_catalog.types import Catalogue

HEADS = {"vi": ("Kết luận", "Quyết định của người có thẩm quyền"), "en": ("Verdicts", "Decision of the authority")}
SAID = {
    "vi": {"meets": "Đáp ứng", "needs_review": "Cần xem xét", "does_not_meet": "Chưa đáp ứng"},
    "en": {"meets": "Meets", "needs_review": "Needs review", "does_not_meet": "Does not meet"},
}
CODES = {"A": "II.06", "B": "II.07"}
PEOPLE = [
    ["Mã công chức", "Họ và tên", "Mã đơn vị", "Vị trí việc làm"],
    *[[key, name, unit, "II.07" if key == "CC02" else "II.06"] for key, name, unit in make.PEOPLE],
]
Written = dict[str, tuple[str, str, str, object]]
"""Officer → decision, reason, signed by, signed on."""


def catalogue() -> Catalogue:
    """The catalogue of the factories, its positions under codes as offices write them."""
    base = make.catalogue()
    coded = {CODES[key]: replace(entry, position_id=CODES[key]) for key, entry in base.positions.items()}
    return replace(base, positions=coded)


def result() -> RunResult:
    """The run of the factories in these positions."""
    base = make.result()
    return replace(base, verdicts=base.verdicts.assign(position_id=base.verdicts["position_id"].map(CODES)))


def decided(folder: Path, language: str, written: Written) -> Inputs:
    """What the next run reads after these cells were filled in."""
    path = folder / "results.xlsx"
    write_results(result(), make.inputs(), catalogue(), settings=make.SETTINGS, language=language, path=path)
    book = openpyxl.load_workbook(path)
    tab, head = HEADS[language]
    sheet = book[tab]
    top, first = next((cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value == head)
    for row in sheet.iter_rows(min_row=top + 2):
        for offset, value in enumerate(written.get(str(row[1].value), ())):
            sheet.cell(row[0].row, first + offset, value)
    book.save(path)
    people = write_book(folder / "people.xlsx", {"Sheet1": PEOPLE})
    return read_inputs(InputFiles(people=(people,), decisions=(path,)), catalogue(), today=TODAY)


def of_results(inputs: Inputs) -> pd.DataFrame:
    return inputs.problems[inputs.problems["file"] == "results.xlsx"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_decision_reason_signer_and_day_come_back(tmp_path: Path, language: str) -> None:
    words = SAID[language]
    written: Written = {
        "CC01": (words["does_not_meet"], "Bằng không hợp lệ", "Trần Văn Chủ", date(2026, 11, 20)),
        "CC03": (words["meets"], "Đã bổ sung hồ sơ", "Trần Văn Chủ", "20/11/2026"),
    }
    inputs = decided(tmp_path, language, written)
    found = inputs.decisions.set_index("officer_id")[["position_id", "label", "reason", "decided_by"]]
    assert found.loc["CC01"].tolist() == ["II.06", "does_not_meet", "Bằng không hợp lệ", "Trần Văn Chủ"]
    assert found.loc["CC03"].tolist() == ["II.06", "meets", "Đã bổ sung hồ sơ", "Trần Văn Chủ"]
    assert inputs.decisions["decided_on"].tolist() == [pd.Timestamp(2026, 11, 20)] * 2
    assert of_results(inputs).empty


def test_a_workbook_nobody_wrote_in_holds_no_decision_and_says_so(tmp_path: Path) -> None:
    inputs = decided(tmp_path, "vi", {})
    assert inputs.decisions.empty
    assert of_results(inputs)["code"].tolist() == ["decisions_blank"]


def test_a_decision_that_nobody_signed_is_said(tmp_path: Path) -> None:
    inputs = decided(tmp_path, "vi", {"CC01": ("Đáp ứng", "Đã xem", "", "")})
    assert len(inputs.decisions) == 1
    assert [value for _, value in at(of_results(inputs), "decision_unsigned")] == [""]


def test_a_decision_against_the_proposal_asks_for_a_reason(tmp_path: Path) -> None:
    proposed = result().verdicts.set_index("officer_id")["verdict"]
    against = next(key for key, label in proposed.items() if label != "meets")
    agreed = next(key for key, label in proposed.items() if label == "meets")
    signed = ("Trần Văn Chủ", "20/11/2026")
    inputs = decided(tmp_path, "vi", dict.fromkeys((str(against), str(agreed)), ("Đáp ứng", "", *signed)))
    assert len(inputs.decisions) == 2
    assert of_results(inputs)["code"].tolist() == ["decision_without_reason"]
