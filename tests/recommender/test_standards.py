"""Formal standards: three-valued, each with the reason that decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from recommender.evidence import evidence
from recommender.standards import standards
from tests.recommender import factories as make
from training_catalog.types import Catalogue


def checked(*rows: dict[str, object], catalogue: Catalogue | None = None) -> pd.DataFrame:
    known = evidence(make.statements(*rows), make.assessments(), settings=make.SETTINGS)
    return standards(make.holdings(o1="A"), known, catalogue or make.catalogue(), settings=make.SETTINGS)


def outcome(frame: pd.DataFrame, rule_id: str) -> tuple[str, str]:
    row = frame[frame["rule_id"] == rule_id].iloc[0]
    return row["status"], row["reason"]


def degree(major: str, level: str = "Đại học") -> dict[str, object]:
    return make.statement("o1", "degree", f"{level} {major}", subject=major, grade=level)


def test_full_documents_fit_every_standard() -> None:
    assert set(checked(*make.full_documents("o1"))["status"]) == {"fits"}


def test_no_document_is_never_taken_for_a_failed_standard() -> None:
    assert set(checked()["status"]) == {"consider"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([degree("Luật")], ("fits", "major_named")),
        ([degree("Hành chính công")], ("consider", "major_related")),
        ([degree("Trồng trọt")], ("unfit", "major_other")),
        ([degree("Ngành chưa ai biết")], ("consider", "major_unknown")),
        ([degree("")], ("consider", "major_missing")),
        ([degree("Luật", "Trung cấp"), degree("Trồng trọt")], ("consider", "major_named_lower_degree")),
        ([degree("Trồng trọt"), degree("Luật")], ("fits", "major_named")),
        (
            [degree("Trồng trọt"), make.statement("o1", "certificate", "Bồi dưỡng nghiệp vụ hộ tịch")],
            ("fits", "major_made_up"),
        ),
    ],
)
def test_majors(rows: list[dict[str, object]], expected: tuple[str, str]) -> None:
    assert outcome(checked(*rows), "major") == expected


def test_a_related_major_without_open_clause_does_not_fit() -> None:
    closed = replace(make.MAJOR, open_clause=False)
    catalogue = make.catalogue(positions=[make.position("A", (closed,))])
    assert outcome(checked(degree("Hành chính công"), catalogue=catalogue), "major") == ("unfit", "major_other")


@pytest.mark.parametrize(
    ("level", "expected"),
    [("Đại học", "fits"), ("Thạc sĩ", "fits"), ("Trung cấp", "unfit"), ("không rõ", "consider")],
)
def test_degree_levels(level: str, expected: str) -> None:
    assert outcome(checked(degree("Luật", level)), "degree")[0] == expected


def test_a_higher_certificate_of_the_family_counts() -> None:
    held = make.statement("o1", "certificate", "Quản lý nhà nước ngạch chuyên viên chính")
    assert outcome(checked(held), "certificate") == ("fits", "certificate_held")


def test_a_record_that_says_none_fails_the_certificate() -> None:
    none = make.statement("o1", "certificate", "Quản lý nhà nước ngạch chuyên viên", grade="none")
    assert outcome(checked(none), "certificate") == ("unfit", "certificate_absent")


def test_a_training_that_names_the_certificate_counts() -> None:
    trained = make.statement("o1", "training", "Lớp quản lý nhà nước ngạch chuyên viên, khóa 12")
    assert outcome(checked(trained), "certificate") == ("fits", "certificate_held")


@pytest.mark.parametrize(
    "changed",
    [
        {"is_enabled": False},
        {"valid_to": date(2026, 1, 1)},
        {"valid_from": date(2027, 1, 1)},
        {"after_appointment": True},
    ],
)
def test_a_rule_that_is_off_or_out_of_date_decides_nothing(changed: dict[str, object]) -> None:
    catalogue = make.catalogue(positions=[make.position("A", (replace(make.DEGREE, **changed),))])
    frame = checked(degree("Luật", "Trung cấp"), catalogue=catalogue)
    assert list(frame["status"]) == ["unfit"]
    assert not frame["decides"].any()


def test_found_document_is_quoted() -> None:
    row = checked(degree("Trồng trọt")).query("rule_id == 'major'").iloc[0]
    assert row["found"] == "Đại học Trồng trọt"
    assert row["evidence_id"]
