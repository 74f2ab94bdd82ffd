from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.readers.cells.degrees import degrees
from recommender.readers.cells.held_words import Unheld
from recommender.readers.cells.statement_cells import (
    NONE_GRADE,
    career,
    duties,
    foreign_language,
    informatics,
    parts,
    periods_in,
    political_theory,
    state_management,
    trainings,
)
from recommender.types import EvidenceKind
from tests.recommender.readers.books import TODAY
from training_catalog import VocabularyIndex
from training_catalog.types import Catalogue


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Lớp A (2023, 40 tiết); Lớp B 5/2024", [("Lớp A", date(2023, 1, 1), 40.0), ("Lớp B", date(2024, 5, 1), None)]),
        ("- Lớp A, 2 ngày, năm 2025\n- Lớp B", [("Lớp A", date(2025, 1, 1), 16.0), ("Lớp B", None, None)]),
        ("Tập huấn Nghị định 118/2025/NĐ-CP (8 tiết)", [("Tập huấn Nghị định 118/2025/NĐ-CP", None, 8.0)]),
        ("Kế toán (nâng cao) 2022", [("Kế toán (nâng cao)", date(2022, 1, 1), None)]),
        ("Không", []),
    ],
)
def test_classes_with_years_and_hours(text: str, named: list[tuple[str, date | None, float | None]]) -> None:
    said = trainings(text, today=TODAY)
    assert [(one.text, one.dated_on, one.periods) for one in said] == named


def test_a_career_is_cut_into_posts_with_days() -> None:
    said = career("2015-2019: cán bộ địa chính xã X; 1/2020 - nay: chuyên viên", today=TODAY)
    assert [(one.text, one.started_on, one.dated_on) for one in said] == [
        ("cán bộ địa chính xã X", date(2015, 1, 1), date(2019, 1, 1)),
        ("chuyên viên", date(2020, 1, 1), TODAY),
    ]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("CV", "state_management_specialist"),
        ("CVC", "state_management_principal"),
        ("Ngạch chuyên viên chính", "state_management_principal"),
        ("QLNN ngạch CV", "state_management_specialist"),
        ("Cán sự", "state_management_assistant"),
    ],
)
def test_state_management_is_named_so_that_the_vocabulary_finds_it(catalogue: Catalogue, text: str, term: str) -> None:
    index = VocabularyIndex(catalogue.vocabularies["certificates"])
    (said,) = state_management(text, today=TODAY)
    assert [found.term_id for found in index.find_all(said.text)] == [term]


@pytest.mark.parametrize("text", ["Chưa", "Không", "0", "Chưa bồi dưỡng"])
def test_a_denied_certificate_has_the_grade_none(catalogue: Catalogue, text: str) -> None:
    index = VocabularyIndex(catalogue.vocabularies["certificates"])
    (said,) = state_management(text, today=TODAY)
    assert said.grade == NONE_GRADE
    assert index.find_all(said.text)


def test_a_cross_for_state_management_names_no_rank(catalogue: Catalogue) -> None:
    (said,) = state_management("x", today=TODAY)
    terms = VocabularyIndex(catalogue.vocabularies["certificates"]).find_all(said.text)
    assert not {term.term_id for term in terms} & {"state_management_specialist", "state_management_principal"}


@pytest.mark.parametrize(
    ("text", "term"), [("B", "it_basic"), ("Cơ bản", "it_basic"), ("Ứng dụng CNTT cơ bản", "it_basic")]
)
def test_bare_it_bands_are_certificates(catalogue: Catalogue, text: str, term: str) -> None:
    (said,) = informatics(text, today=TODAY)
    assert term in {
        found.term_id for found in VocabularyIndex(catalogue.vocabularies["certificates"]).find_all(said.text)
    }


def test_a_language_is_not_guessed() -> None:
    assert foreign_language("B", language="Ngoại ngữ", today=TODAY)[0].text == "Ngoại ngữ B"
    assert foreign_language("B", language="Tiếng Anh", today=TODAY)[0].text == "Tiếng Anh B"


@pytest.mark.parametrize("text", ["Chưa", "Không", "Chưa qua đào tạo"])
def test_no_political_theory_is_a_level_of_its_own(catalogue: Catalogue, text: str) -> None:
    (said,) = political_theory(text, today=TODAY)
    term = VocabularyIndex(catalogue.vocabularies["political_theory"]).find(said.grade)
    assert term is not None
    assert term.term_id == "none"


def test_duties_are_cut_into_lines() -> None:
    assert [one.text for one in duties("- Lập dự toán\n- Quyết toán; theo dõi chi")] == [
        "Lập dự toán", "Quyết toán", "theo dõi chi",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "found", "is_uneven"),
    [
        (("Đại học", "Luật", 2010.0), [("Đại học", "Luật", date(2010, 1, 1))], False),
        (("ĐH; ThS", "Luật; Quản lý công", None), [("ĐH", "Luật", None), ("ThS", "Quản lý công", None)], False),
        (("ĐH\nThS", "Luật", None), [("ĐH", "Luật", None), ("ThS", "Luật", None)], True),
        (("Đại học Luật", None, None), [("Đại học Luật", "", None)], False),
        ((None, None, None), [], False),
    ],
)
def test_degrees_of_several_columns(
    cells: tuple[str | float | None, ...], found: list[tuple[str, str, date | None]], is_uneven: bool
) -> None:
    said, uneven = degrees(cells, ("degree", "major", "graduated"), today=TODAY)
    assert ([(one.grade, one.subject, one.dated_on) for one in said], uneven) == (found, is_uneven)
    assert all(one.kind is EvidenceKind.DEGREE for one in said)


@pytest.mark.parametrize(
    ("text", "periods"), [("40 tiết", 40), ("2 ngày", 16), ("3 buổi", 12), ("1,5 ngày", 12), ("2023", None)]
)
def test_lengths_are_periods(text: str, periods: float | None) -> None:
    assert periods_in(text) == periods


@given(st.text())
def test_parts_lose_no_letter_of_a_text(text: str) -> None:
    kept = "".join(parts(text))
    assert all(kept.count(letter) <= text.count(letter) for letter in set(kept))


@given(st.text(alphabet=st.sampled_from("ab; \n()[]-2019/nay:")))
def test_any_text_is_taken(text: str) -> None:
    for read in (trainings, career, state_management, political_theory, informatics):
        for said in read(text, today=TODAY):
            assert said.text


@pytest.mark.parametrize(
    "entry",
    ["Không phụ trách chứng thực", "Chưa từng làm hộ tịch", "chưa được giao việc", "Không trực tiếp giải quyết"],
)
def test_work_not_done_is_no_work(entry: str) -> None:
    assert [(one.text, one.unheld) for one in duties(entry)] == [(entry, Unheld.DENIED)]


@pytest.mark.parametrize(
    "entry",
    ["Không để tồn đọng hồ sơ quá hạn", "Trả hồ sơ chưa đủ điều kiện", "Đang công tác tại Văn phòng",
     "Quản lý đất chưa sử dụng", "Theo dõi người chưa có việc làm", "Không làm phiền hà người dân"],
)  # fmt: skip
def test_work_about_what_is_lacking_is_work(entry: str) -> None:
    assert [(one.text, one.unheld) for one in duties(entry)] == [(entry, None)]


def test_what_is_done_stays_beside_what_is_not() -> None:
    found = career("2015-2019: kế toán xã, chưa làm thủ quỹ", today=date(2026, 11, 22))
    assert [(one.text, one.unheld, one.started_on) for one in found] == [
        ("kế toán xã", None, date(2015, 1, 1)),
        ("chưa làm thủ quỹ", Unheld.DENIED, None),
    ]
