"""Certificates in sentences."""

from __future__ import annotations

import pytest

from tests.training_catalog.word_form.small_catalogue import CERTIFICATES
from training_catalog.word_form.certificates_asked import CertificateNames, are_alternatives, is_after_appointment

NAMES = CertificateNames(CERTIFICATES)


@pytest.mark.parametrize(
    "text",
    [
        "Đã học lớp bồi dưỡng quản lý nhà nước dành cho công chức thuộc ngạch chuyên viên.",
        "Bồi dưỡng về quản lý nhà nước đúng tiêu chuẩn của ngạch chuyên viên",
        "Chứng chỉ QLNN ngạch chuyên viên",
    ],
)
def test_words_between_those_of_a_name_do_not_hide_it(text: str) -> None:
    assert NAMES.find_all(text) == ("state_management_specialist",)


def test_the_longer_name_wins() -> None:
    assert NAMES.find_all("bồi dưỡng quản lý nhà nước ngạch chuyên viên chính") == ("state_management_principal",)


def test_a_certificate_without_its_rank_is_not_guessed() -> None:
    assert NAMES.find_all("Có trình độ quản lý nhà nước theo quy định.") == ()


def test_two_certificates_of_one_line_are_both_found() -> None:
    found = NAMES.find_all("bồi dưỡng nghiệp vụ văn thư hoặc nghiệp vụ bảo vệ")
    assert found == ("records_clerk", "security_guard")


def test_a_higher_rank_includes_the_lower_one() -> None:
    higher = ("state_management_specialist", "state_management_principal")
    assert NAMES.with_higher("state_management_specialist") == higher
    assert NAMES.with_higher("records_clerk") == ("records_clerk",)


def test_or_makes_alternatives() -> None:
    assert are_alternatives("A hoặc B")
    assert not are_alternatives("A và B")


def test_after_appointment_is_seen() -> None:
    assert is_after_appointment("Có chứng chỉ (sau khi bổ nhiệm)")
