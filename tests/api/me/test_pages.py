"""The own result and plan: read by the person concerned, followed, wished about, taken away as a PDF."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import insert, update

from api.look import explained
from recommender.store.tables.decisions import DECISION, OBJECTION
from recommender.store.tables.plans import PROGRESS
from tests.api.world import World
from tests.api.world_rows import NOW, OWN, PEOPLE


@pytest.mark.parametrize("path", ["/me", "/me/plan", "/me/plan.pdf"])
@pytest.mark.parametrize("account", ["hr_a1", "institute", "administrator", "auditor_a"])
def test_only_civil_servants_open_it(shared_world: World, path: str, account: str) -> None:
    assert shared_world.client(account).get(path).status_code == 403


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_result_names_nobody_else(shared_world: World, language: str) -> None:
    text = shared_world.client("officer", language=language).get("/me").text
    assert "None" not in text
    assert all(person.name not in text for person in PEOPLE if person != OWN)


def test_the_plan_opens_in_the_year_it_lies_in(shared_world: World) -> None:
    text = shared_world.client("officer").get("/me/plan").text
    assert "Kế hoạch bồi dưỡng năm 2027" in text
    assert "Quý 1/2027" in text


def test_a_class_of_a_quarter_to_come_counts_no_hours_at_once(world: World) -> None:
    client = world.client("officer")
    answer = client.post("/me/plan/PA-01", data={"year": "2027", "version": "0", "status": "done"})
    page = client.get(answer.headers["location"]).text
    assert "Chưa đánh dấu đã học" in page
    assert "Chưa học xong" not in page


def test_a_course_is_marked_as_taken_with_a_wish(world: World) -> None:
    client = world.client("officer")
    sent = {"year": "2027", "version": "0", "status": "done", "wish": "Muốn học trong quý I", "done_on": "20/11/2026"}
    assert client.post("/me/plan/PA-01", data=sent).headers["location"] == "/me/plan?year=2027&done=done"
    text = client.get("/me/plan").text
    assert "Muốn học trong quý I" in text
    assert "Chưa học xong" in text


def test_the_plan_is_taken_away_as_a_pdf(shared_world: World) -> None:
    answer = shared_world.client("officer").get("/me/plan.pdf")
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["content-type"] == "application/pdf"


def test_the_first_line_answers_and_says_proposal_only_where_nothing_is_signed(world: World) -> None:
    with world.store.writing() as conn:
        conn.execute(update(DECISION).where(DECISION.c.officer_id == OWN.officer_id).values(superseded_by="DEC1"))
    client = world.client("officer")
    lead = lead_of(client.get("/me").text)
    assert lead.startswith("Đáp ứng. Rà soát RUNA, tính đến ngày 22/11/2026.")
    assert "đề xuất của hệ thống" in lead


def test_a_signed_result_is_not_called_a_proposal(shared_world: World) -> None:
    assert "đề xuất" not in lead_of(shared_world.client("officer").get("/me").text)


def lead_of(text: str) -> str:
    """The first line without its marks."""
    found = re.search(r'<p class="lead">(.*?)</p>', text, re.DOTALL)
    assert found is not None
    return " ".join(re.sub("<[^>]+>", "", found[1]).split())


def test_reasons_beyond_three_are_folded_and_not_lost(shared_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    reasons = tuple(f"Điều thứ {number}." for number in range(1, 6))
    monkeypatch.setattr(explained, "sentences", lambda _text: reasons)
    text = shared_world.client("officer").get("/me").text
    shown, folded = text.split("Thêm 2 điều")
    assert tuple(one for one in reasons if one in shown) == reasons[:3]
    assert tuple(one for one in reasons if one in folded) == reasons[3:]


def test_an_answered_objection_shows_what_was_asked_and_who_answered_when(world: World) -> None:
    answered = {
        "status": "rejected",
        "answer": "Đã đối chiếu hồ sơ gốc.",
        "answered_by_name": "Đỗ Ký",
        "answered_at": NOW,
    }
    with world.store.writing() as conn:
        conn.execute(update(OBJECTION).where(OBJECTION.c.objection_id == "0BJ0").values(**answered))
    text = world.client("officer").get("/me").text
    assert "Kiến nghị gửi ngày 20/11/2026:" in text
    assert f"Kiến nghị của {OWN.name}" in text
    assert "Đỗ Ký trả lời ngày 22/11/2026:" in text


def test_a_finished_course_shows_its_day_and_periods(world: World) -> None:
    client = world.client("officer")
    client.post("/me/plan/PA-01", data={"year": "2027", "version": "0", "status": "done", "done_on": "20/11/2026"})
    assert "Học xong ngày 20/11/2026, tính" in client.get("/me/plan").text


def test_a_course_taken_besides_the_plan_goes_by_its_name(world: World) -> None:
    course = world.app.state.catalogue.courses[next(
        one for one in sorted(world.app.state.catalogue.courses) if one not in ("PA-01", "PA-02")
    )]  # fmt: skip
    with world.store.writing() as conn:
        conn.execute(insert(PROGRESS).values(
            officer_id=OWN.officer_id, year=2027, course_id=course.course_id, status="done", periods_done=16.0,
            done_on=NOW.date(), wish="", changed_by=world.users["hr_a1"], changed_by_name="", changed_at=NOW, version=1,
        ))  # fmt: skip
    text = world.client("officer").get("/me/plan").text
    besides = text[text.index("Ngoài kế hoạch") :]
    assert f"<h4>{course.name_vi}</h4>" in besides
    assert "–" not in besides[: besides.index("Học xong")]
