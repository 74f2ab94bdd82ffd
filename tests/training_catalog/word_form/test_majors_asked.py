"""Majors in sentences on education."""

from __future__ import annotations

import pytest

from tests.training_catalog.word_form.small_catalogue import MAJORS
from training_catalog.lookup import VocabularyIndex
from training_catalog.word_form.majors_asked import MajorsAsked, majors_asked


def asked(text: str) -> MajorsAsked:
    return majors_asked(text, VocabularyIndex(MAJORS))


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("Tốt nghiệp đại học trở lên chuyên ngành: Luật, Kế toán", ("law", "accounting")),
        ("Có bằng tốt nghiệp đại học Kế toán, Luật.", ("accounting", "law")),
        ("Đại học trở lên có các chuyên ngành như: nông nghiệp, luật…", ("agronomy", "law")),
        ("Đại học ngành Luật hoặc Kế toán", ("law", "accounting")),
        ("Đại học ngành Luật, nhóm ngành, lĩnh vực về y tế", ("law", "group_health")),
        ("Đại học ngành hoặc chuyên ngành văn thư - lưu trữ", ("archives",)),
    ],
)
def test_a_list_of_majors_is_read(text: str, accepted: tuple[str, ...]) -> None:
    assert asked(text).accepted == accepted


@pytest.mark.parametrize(
    "ending",
    [
        "và các chuyên ngành khác phù hợp vị trí",
        "hoặc các đại học khác có chuyên ngành phù hợp",
        "và tốt nghiệp đại học khác có chuyên ngành đào tạo phù hợp",
        "và ngành hoặc chuyên ngành đào tạo phù hợp với lĩnh vực",
        "và các chuyên ngành tương đương khác",
        "hoặc ngành khác",
        "…",
    ],
)
def test_an_open_clause_is_seen_and_is_no_major(ending: str) -> None:
    found = asked(f"Tốt nghiệp đại học trở lên chuyên ngành: Luật {ending}")
    assert (found.accepted, found.unread, found.is_open) == (("law",), (), True)


def test_a_closed_list_is_not_open() -> None:
    assert not asked("Tốt nghiệp đại học chuyên ngành Luật, Kế toán.").is_open


def test_a_field_named_in_the_open_clause_counts() -> None:
    found = asked("Đại học ngành Luật hoặc liên quan đến lĩnh vực chuyên môn quân sự cơ sở.")
    assert found.accepted == ("law", "military_base")


def test_a_name_outside_the_vocabulary_is_kept_as_unread() -> None:
    assert asked("Đại học ngành Luật, Thiên văn").unread == ("Thiên văn",)


def test_only_a_suitable_field_asks_for_no_named_major() -> None:
    found = asked("Tốt nghiệp đại học trở lên phù hợp với ngành, lĩnh vực công tác.")
    assert (found.accepted, found.unread, found.is_open) == ((), (), True)


def test_what_replaces_a_major_is_not_a_major() -> None:
    found = asked("Đại học ngành Luật. Trường hợp có bằng ngành khác phải có chứng chỉ nghiệp vụ văn thư.")
    assert (found.accepted, found.is_open) == (("law",), False)
    assert found.substitute.startswith("Trường hợp")


def test_a_school_level_names_no_majors() -> None:
    assert asked("Tốt nghiệp trung học phổ thông trở lên.") == MajorsAsked(
        accepted=(), unread=(), is_open=False, substitute=""
    )
