"""Rules made from section 5.1."""

from __future__ import annotations

from dataclasses import replace

from tests.training_catalog.word_form.small_catalogue import ORIGIN, catalogue, description
from training_catalog.types import StandardKind, StandardRule
from training_catalog.word_form import JobDescription, WrittenStandards
from training_catalog.word_form.standard_rules import StandardReader

EDUCATION = "Tốt nghiệp đại học trở lên ngành Luật và các ngành khác phù hợp."


def read(found: JobDescription) -> tuple[tuple[StandardRule, ...], list[str]]:
    rules, problems = StandardReader(catalogue()).rules(found, ORIGIN)
    return rules, [problem.code for problem in problems]


def test_degree_and_major_keep_the_whole_sentence() -> None:
    rules, problems = read(description(education=EDUCATION))
    assert problems == []
    assert [(each.kind, each.text_vi) for each in rules] == [
        (StandardKind.DEGREE, EDUCATION),
        (StandardKind.MAJOR, EDUCATION),
    ]
    assert (rules[0].minimum, rules[1].accepted, rules[1].open_clause) == ("university", ("law",), True)


def test_a_certificate_that_replaces_the_major_is_an_alternative() -> None:
    text = "Đại học ngành Luật. Trường hợp có bằng đại học ngành khác phải có chứng chỉ bồi dưỡng nghiệp vụ văn thư."
    rules, _ = read(description(education=text))
    assert [(each.kind, each.alternatives) for each in rules] == [
        (StandardKind.DEGREE, ()),
        (StandardKind.MAJOR, ("records_clerk",)),
    ]


def test_political_theory_is_a_standard_of_its_own() -> None:
    lines = f"{EDUCATION}\n- Có bằng trung cấp lý luận chính trị trở lên."
    rules, _ = read(description(education=lines))
    assert [(each.kind, each.minimum) for each in rules][2] == (StandardKind.POLITICAL_THEORY, "intermediate")


def test_an_unread_level_of_political_theory_decides_nothing() -> None:
    rules, problems = read(description(education="Có trình độ lý luận chính trị theo quy định."))
    assert [(each.minimum, each.is_enabled) for each in rules] == [(None, False)]
    assert problems == ["theory_unread"]


def test_an_unread_degree_is_shown_but_decides_nothing() -> None:
    rules, problems = read(description(education="Biết chữ."))
    assert [(each.kind, each.is_enabled) for each in rules] == [(StandardKind.DEGREE, False)]
    assert problems == ["degree_unread"]


def test_an_unread_certificate_is_shown_but_decides_nothing() -> None:
    rules, problems = read(description(certificates="Có chứng chỉ lặn biển."))
    assert [(each.text_vi, each.accepted, each.is_enabled) for each in rules] == [("Có chứng chỉ lặn biển.", (), False)]
    assert problems == ["certificate_unread"]


def test_state_management_without_rank_beside_another_certificate_is_reported() -> None:
    rules, problems = read(description(certificates="Bồi dưỡng quản lý nhà nước, nghiệp vụ bảo vệ"))
    assert [each.accepted for each in rules] == [("security_guard",), ()]
    assert problems == ["certificate_unread"]


def test_each_certificate_line_is_a_rule_with_an_id_of_its_own() -> None:
    rules, _ = read(description(certificates="- Bồi dưỡng nghiệp vụ văn thư\n- Bồi dưỡng nghiệp vụ bảo vệ"))
    assert [each.rule_id for each in rules] == ["certificate", "certificate_2"]


def test_certificates_joined_by_or_are_one_rule() -> None:
    rules, _ = read(description(certificates="Bồi dưỡng nghiệp vụ văn thư hoặc nghiệp vụ bảo vệ"))
    assert [each.accepted for each in rules] == [("records_clerk", "security_guard")]


def test_a_certificate_asked_after_the_appointment_is_marked() -> None:
    rules, _ = read(description(certificates="Bồi dưỡng lãnh đạo, quản lý cấp phòng (sau khi bổ nhiệm)"))
    assert rules[0].after_appointment


def test_a_certificate_named_under_education_is_a_rule_too() -> None:
    text = "Tốt nghiệp trung học phổ thông trở lên và qua lớp bồi dưỡng về nghiệp vụ bảo vệ."
    rules, problems = read(description(education=text))
    assert [(each.kind, each.minimum, each.accepted) for each in rules] == [
        (StandardKind.DEGREE, "upper_secondary", ()),
        (StandardKind.CERTIFICATE, None, ("security_guard",)),
    ]
    assert problems == []


def test_required_experience_is_left_to_a_person() -> None:
    standards = WrittenStandards(education=EDUCATION, experience="Ít nhất 2 năm.")
    assert read(replace(description(), standards=standards))[1] == ["experience_unused"]


def test_no_experience_required_says_nothing() -> None:
    standards = WrittenStandards(education=EDUCATION, experience="Không yêu cầu")
    assert read(replace(description(), standards=standards))[1] == []
