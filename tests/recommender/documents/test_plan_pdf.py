"""The plan as a PDF: tagged, the same bytes for the same plan, and text that is never code."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from recommender.documents.plan_pdf import PlanDocument, PlanLine, plan_pdf

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def document(*, language: str = "vi", name: str = "Hộ tịch số") -> PlanDocument:
    line = PlanLine(
        name=name, reason="Chưa có minh chứng về dữ liệu số", quarter="I/2027", mode="class", periods=None,
        counted_periods=16.0, is_done=False,
    )  # fmt: skip
    return PlanDocument(
        lines=(line,), year=2027, periods_done=0.0, periods_least=40.0, person="Nguyễn Thị Ánh Dương",
        unit="Phường Ba Đình", run_label="Rà soát", language=language,
    )  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_plan_is_a_tagged_pdf(language: str) -> None:
    made = plan_pdf(document(language=language), now=NOW)
    assert made.startswith(b"%PDF-")
    assert b"StructTreeRoot" in made


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert plan_pdf(document(), now=NOW) == plan_pdf(document(), now=NOW)


def test_text_of_a_course_is_never_code() -> None:
    made = plan_pdf(document(name='#read("/etc/passwd") #panic() *x* $y$'), now=NOW)
    assert made.startswith(b"%PDF-")
