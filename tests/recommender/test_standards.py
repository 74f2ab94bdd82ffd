"""Formal standards: three-valued, each with the reason that decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

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
        ([degree("", "Đại học"), degree("Trồng trọt", "")], ("consider", "major_elsewhere")),
        ([degree(""), degree("Ngành chưa ai biết")], ("consider", "major_unknown")),
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


def test_a_major_written_apart_from_its_degree_is_shown_and_not_called_missing() -> None:
    found = checked(degree("", "Đại học"), degree("Trồng trọt", ""))
    assert found.loc[found["rule_id"] == "major", "found"].iloc[0] == "Đại học; Trồng trọt"


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


@pytest.mark.parametrize(("grade", "added"), [("", ""), ("none", ": chưa có")])
def test_a_certificate_is_quoted_as_written_and_one_that_is_denied_is_said_to_be(grade: str, added: str) -> None:
    text = "Quản lý nhà nước ngạch chuyên viên"
    row = checked(make.statement("o1", "certificate", text, grade=grade)).query("rule_id == 'certificate'").iloc[0]
    assert row["found"] == text + added


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


@pytest.mark.parametrize(
    ("days", "decides"),
    [
        ({"valid_from": make.TODAY + timedelta(days=1)}, True),
        ({"valid_from": make.TODAY}, False),
        ({"valid_to": make.TODAY}, False),
        ({"valid_to": make.TODAY - timedelta(days=1)}, True),
        ({"valid_from": make.TODAY + timedelta(days=1), "valid_to": make.TODAY + timedelta(days=9)}, True),
        ({"valid_from": make.TODAY, "valid_to": make.TODAY}, False),
        ({}, False),
    ],
)
def test_a_rule_that_is_switched_off_for_some_days_decides_on_the_others(days: dict[str, date], decides: bool) -> None:
    rule = replace(make.DEGREE, is_enabled=False, **days)  # type: ignore[arg-type]
    assert alone(rule, degree("Luật"))["decides"] == decides


def test_found_document_is_quoted() -> None:
    row = checked(degree("Trồng trọt")).query("rule_id == 'major'").iloc[0]
    assert row["found"] == "Đại học Trồng trọt"
    assert row["evidence_id"]


def alone(rule: object, *rows: dict[str, object]) -> pd.Series:
    """What one rule, the only one of the position, says of these documents."""
    return checked(*rows, catalogue=make.catalogue(positions=[make.position("A", (rule,))])).iloc[0]  # type: ignore[arg-type]


@pytest.mark.parametrize("changed", [{"valid_from": make.TODAY}, {"valid_to": make.TODAY}, {}])
def test_a_rule_decides_on_its_first_and_its_last_day(changed: dict[str, object]) -> None:
    assert alone(replace(make.DEGREE, **changed), degree("Luật"))["decides"]


def test_a_rule_asks_in_both_languages_where_only_one_is_written() -> None:
    vi, en = (alone(replace(make.DEGREE, **{name: ""})) for name in ("text_en", "text_vi"))
    assert (vi["wanted"], vi["wanted_en"]) == ("yêu cầu degree", "yêu cầu degree")
    assert (en["wanted"], en["wanted_en"]) == ("asks degree", "asks degree")


@pytest.mark.parametrize("order", [1, -1])
def test_the_highest_degree_counts_in_any_order(order: int) -> None:
    rows = [degree("Luật", "Trung cấp"), degree("Luật", "Thạc sĩ"), degree("Luật", "không rõ")][::order]
    row = alone(make.DEGREE, *rows)
    assert (row["status"], row["reason"], row["found"]) == ("fits", "degree_enough", "Thạc sĩ Luật")


def test_a_degree_is_read_from_its_text_where_no_level_is_written() -> None:
    row = alone(make.DEGREE, make.statement("o1", "degree", "Đại học"))
    assert (row["status"], row["found"]) == ("fits", "Đại học")


def test_a_degree_without_text_is_quoted_by_level_and_major() -> None:
    row = alone(make.DEGREE, make.statement("o1", "degree", "", subject="Luật", grade="Đại học"))
    assert row["found"] == "Đại học Luật"


def test_an_unreadable_degree_is_said_to_be_so() -> None:
    assert tuple(alone(make.DEGREE, degree("Luật", "???"))[["status", "reason"]]) == ("consider", "degree_unreadable")
    assert tuple(alone(make.DEGREE)[["status", "reason"]]) == ("consider", "degree_no_evidence")


def test_a_major_is_read_from_the_text_where_no_subject_is_written() -> None:
    row = alone(make.MAJOR, make.statement("o1", "degree", "Luật", grade="Đại học"))
    assert (row["status"], row["reason"]) == ("fits", "major_named")


def test_a_group_named_by_the_rule_names_each_of_its_majors() -> None:
    wide = replace(make.MAJOR, accepted=("group_law",))
    assert alone(wide, degree("Hành chính công"))["reason"] == "major_named"
    assert alone(wide, degree("Trồng trọt"))["reason"] == "major_other"


def test_a_named_major_of_the_degree_asked_goes_before_one_below_it() -> None:
    catalogue = make.catalogue(positions=[make.position("A", (make.DEGREE, make.MAJOR))])
    low = [degree("Luật", "Trung cấp"), degree("Hành chính công")]
    assert outcome(checked(*low, catalogue=catalogue), "major") == ("consider", "major_named_lower_degree")
    assert outcome(checked(*low, degree("Luật"), catalogue=catalogue), "major") == ("fits", "major_named")


def test_a_major_of_a_degree_of_unknown_level_is_not_taken_for_a_low_one() -> None:
    catalogue = make.catalogue(positions=[make.position("A", (make.DEGREE, make.MAJOR))])
    found = checked(degree("Luật", "???"), catalogue=catalogue)
    assert outcome(found, "major") == ("fits", "major_named")


def test_only_the_floor_of_a_deciding_degree_rule_makes_a_major_low() -> None:
    off = replace(make.DEGREE, is_enabled=False)
    catalogue = make.catalogue(positions=[make.position("A", (off, make.MAJOR))])
    assert outcome(checked(degree("Luật", "Trung cấp"), catalogue=catalogue), "major") == ("fits", "major_named")


def test_the_major_of_a_degree_below_intermediate_says_nothing() -> None:
    vocabulary = {**make.VOCABULARIES["degrees"], "primary": make.term("primary", "Sơ cấp", order=3)}
    plain = make.catalogue(positions=[make.position("A", (make.MAJOR,))])
    catalogue = replace(plain, vocabularies={**plain.vocabularies, "degrees": vocabulary})
    assert outcome(checked(degree("Luật", "Sơ cấp"), catalogue=catalogue), "major") == ("consider", "major_no_evidence")
    assert outcome(checked(degree("Luật", "Trung cấp"), catalogue=catalogue), "major") == ("fits", "major_named")


def test_a_lower_certificate_of_the_family_does_not_count() -> None:
    higher = replace(make.CERTIFICATE, accepted=("qlnn_cvc",))
    low = make.statement("o1", "certificate", "Quản lý nhà nước ngạch chuyên viên")
    assert tuple(alone(higher, low)[["status", "reason"]]) == ("consider", "certificate_no_evidence")


def test_one_that_is_held_goes_before_a_record_that_says_none() -> None:
    none = make.statement("o1", "certificate", "Quản lý nhà nước ngạch chuyên viên", grade="none")
    held = make.statement("o1", "training", "Quản lý nhà nước ngạch chuyên viên")
    assert alone(make.CERTIFICATE, none, held)["status"] == "fits"


def test_a_certificate_without_levels_is_held_only_itself() -> None:
    other = replace(make.CERTIFICATE, accepted=("civil_status",))
    assert alone(other, make.statement("o1", "certificate", "Bồi dưỡng nghiệp vụ hộ tịch"))["status"] == "fits"
    assert (
        alone(other, make.statement("o1", "certificate", "Quản lý nhà nước ngạch chuyên viên"))["status"] == "consider"
    )


def test_duties_that_name_a_certificate_prove_nothing() -> None:
    duty = make.statement("o1", "duty", "Quản lý nhà nước ngạch chuyên viên")
    assert alone(make.CERTIFICATE, duty)["status"] == "consider"


def test_a_certificate_said_not_to_be_held_makes_up_for_no_major() -> None:
    none = make.statement("o1", "certificate", "Bồi dưỡng nghiệp vụ hộ tịch", grade="none")
    assert alone(make.MAJOR, degree("Trồng trọt"), none)["reason"] == "major_other"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trung cấp", ("fits", "political_theory_enough")), ("Sơ cấp", ("unfit", "political_theory_low")),
        ("chưa rõ", ("consider", "political_theory_unreadable")),
    ],
)  # fmt: skip
def test_political_theory_by_level(text: str, expected: tuple[str, str]) -> None:
    row = alone(make.POLITICS, make.statement("o1", "political_theory", text))
    assert tuple(row[["status", "reason"]]) == expected
    assert alone(make.POLITICS)["reason"] == "political_theory_no_evidence"


def test_every_position_held_is_checked_by_its_own_rules() -> None:
    known = evidence(make.statements(degree("Luật")), make.assessments(), settings=make.SETTINGS)
    held = pd.concat([make.holdings(o1="A"), make.holdings(o1="B"), make.holdings(o2="B")])
    found = standards(held, known, make.catalogue(), settings=make.SETTINGS)
    assert found.groupby(["officer_id", "position_id"]).size().to_dict() == {
        ("o1", "A"): 4, ("o1", "B"): 1, ("o2", "B"): 1,
    }  # fmt: skip
    assert found.set_index(["officer_id", "position_id", "rule_id"])["status"].loc[("o2", "B", "degree")] == "consider"


def test_a_degree_known_by_its_level_alone_is_quoted_by_it() -> None:
    row = alone(make.DEGREE, make.statement("o1", "degree", "", grade="Đại học"))
    assert (row["status"], row["found"]) == ("fits", "Đại học")


def test_a_rule_of_level_without_a_minimum_asks_for_any() -> None:
    free = replace(make.DEGREE, minimum=None)
    assert alone(free, degree("Luật", "Trung cấp"))["status"] == "fits"


def test_certificates_whose_vocabulary_gives_no_order_do_not_stand_for_one_another() -> None:
    vocabulary = {
        **make.VOCABULARIES["certificates"],
        "first": make.term("first", "Chứng chỉ nghiệp vụ một", parent="pair"),
        "second": make.term("second", "Chứng chỉ nghiệp vụ hai", parent="pair"),
    }
    rule = replace(make.CERTIFICATE, accepted=("first",))
    plain = make.catalogue(positions=[make.position("A", (rule,))])
    catalogue = replace(plain, vocabularies={**plain.vocabularies, "certificates": vocabulary})
    other = make.statement("o1", "certificate", "Chứng chỉ nghiệp vụ hai")
    assert outcome(checked(other, catalogue=catalogue), "certificate") == ("consider", "certificate_no_evidence")


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_degrees_of_one_level_the_first_by_id_is_quoted(order: int) -> None:
    rows = [degree("Luật", "Thạc sĩ"), degree("Trồng trọt", "Thạc sĩ")][::order]
    assert alone(make.DEGREE, *rows)["found"] == "Thạc sĩ Luật"


@pytest.mark.parametrize(("wanted", "held"), [(1, 2), (2, 2)])
def test_a_certificate_of_the_same_or_a_higher_order_of_the_family_counts(wanted: int, held: int) -> None:
    vocabulary = {
        "wanted": make.term("wanted", "Chứng chỉ nghiệp vụ một", order=wanted, parent="pair"),
        "held": make.term("held", "Chứng chỉ nghiệp vụ hai", order=held, parent="pair"),
    }
    plain = make.catalogue(positions=[make.position("A", (replace(make.CERTIFICATE, accepted=("wanted",)),))])
    catalogue = replace(plain, vocabularies={**plain.vocabularies, "certificates": vocabulary})
    other = make.statement("o1", "certificate", "Chứng chỉ nghiệp vụ hai")
    assert outcome(checked(other, catalogue=catalogue), "certificate") == ("fits", "certificate_held")
