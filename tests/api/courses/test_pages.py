"""Pages of an institute: own courses and classes changed by their owner only, results by ticket, never a name."""

from __future__ import annotations

import re

import pytest

from api.courses.course_choice import MOST_FOUND
from recommender.learner_codes import learner_code
from tests.api.world import World
from tests.api.world_rows import PEOPLE

COURSE = {
    "course_id": "TCT-9", "name_vi": "Hộ tịch số nâng cao", "domain": "professional", "mode": "class",
    "duration_periods": "24", "outcomes": "C3=3", "positions": "II.05",
}  # fmt: skip
CLASS = {"course_id": "PA-01", "province_id": "01", "mode": "class", "seats": "30", "status": "open"}
PATHS = (
    "/courses",
    "/courses/new",
    "/courses/0WN-1",
    "/offerings",
    "/offerings/new",
    "/offerings/0FF-1",
    "/offerings/0FF-1/results",
)


def beside(page: str, field: str) -> str:
    """What is said beside a field."""
    found = re.search(rf'id="{field}-error"><span[^>]*>[^<]*</span>([^<]*)</p>', page)
    return found[1] if found else ""


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_institute_opens_every_page_and_reads_no_name(shared_world: World, path: str, language: str) -> None:
    answer = shared_world.client("institute", language=language).get(path)
    assert answer.status_code == 200
    assert "None" not in answer.text
    assert [person.name for person in PEOPLE if person.name in answer.text] == []


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("account", ["officer", "hr_a1", "administrator"])
def test_others_do_not(shared_world: World, path: str, account: str) -> None:
    assert shared_world.client(account).get(path).status_code == 403


def test_a_course_is_added_changed_and_ended(world: World) -> None:
    client = world.client("institute")
    assert client.post("/courses", data=COURSE).headers["location"] == "/courses?done=saved"
    assert client.post("/courses/TCT-9", data=COURSE | {"name_vi": "Hộ tịch số 2"}).status_code == 303
    assert "Hộ tịch số 2" in client.get("/courses").text
    assert "C3=3" in client.get("/courses/TCT-9").text
    assert client.post("/courses/TCT-9/end").headers["location"] == "/courses?done=ended"
    assert "đã ngừng" in client.get("/courses").text


@pytest.mark.parametrize(("field", "typed", "expected"), [
    ("course_id", "Hộ tịch", "như TCNV-05"), ("course_id", "PA-01", "đặt mã khác"),
    ("course_id", "0WN-1", "đặt mã khác"),
    ("name_vi", "", "5 đến 300 ký tự"), ("domain", "x", "Chọn một mục"), ("mode", "", "Chọn một mục"),
    ("duration_periods", "x", "như 40"), ("duration_periods", "0", "như 40"), ("duration_periods", "1,5", "như 40"),
    ("positions", "II.04; II.05", "như II.04, II.15"), ("outcomes", "C3=9", "từ 1 đến 5, như C3=3"),
    ("outcomes", "C3", "từ 1 đến 5, như C3=3"), ("outcomes", "Z=3", "Không có yêu cầu “Z”"),
])  # fmt: skip
def test_a_wrong_course_is_sent_back_with_what_is_expected_beside_the_field(
    world: World, field: str, typed: str, expected: str
) -> None:
    answer = world.client("institute").post("/courses", data=COURSE | {field: typed})
    assert answer.status_code == 422
    assert expected in beside(answer.text, field)
    assert f'<a href="#{field}">' in answer.text
    assert "24" in answer.text or field == "duration_periods", "the rest is kept"


def test_what_is_expected_is_said_in_english_too(world: World) -> None:
    wrong = COURSE | {"course_id": "a b", "duration_periods": "-1"}
    page = world.client("institute", language="en").post("/courses", data=wrong).text
    assert "like TCNV-05" in beside(page, "course_id")
    assert "like 40" in beside(page, "duration_periods")


def test_another_institute_changes_neither_course_nor_class(world: World) -> None:
    client = world.client("institute_2")
    assert client.get("/courses/0WN-1").status_code == 404
    assert client.post("/courses/0WN-1", data=COURSE).status_code == 404
    assert client.post("/offerings/0FF-1", data=CLASS).status_code == 404
    assert client.post("/offerings/0FF-1/results", data={"lines": "ENR-1;passed"}).status_code == 404
    assert learner_code("ENR-1") not in client.get("/offerings/0FF-1").text


def test_a_class_is_announced_and_changed(world: World) -> None:
    client = world.client("institute")
    address = client.post("/offerings", data=CLASS).headers["location"].partition("?")[0]
    assert "0 trên 30" in client.get(address).text
    assert client.post(address, data=CLASS | {"seats": "45"}).status_code == 303
    assert "0 trên 45" in client.get(address).text


@pytest.mark.parametrize(("field", "typed", "expected"), [
    ("mode", "x", "Chọn một mục"), ("seats", "-1", "như 40"), ("seats", "", "như 40"),
    ("province_id", "99", "Chọn một tỉnh"),
    ("course_id", "none", "Chọn một chương trình"), ("starts_on", "1/1/27", "như 22/11/2026"),
    ("ends_on", "01/02/2026", "từ ngày bắt đầu"),
])  # fmt: skip
def test_a_wrong_class_is_sent_back_with_what_is_expected_beside_the_field(
    world: World, field: str, typed: str, expected: str
) -> None:
    sent = CLASS | {"starts_on": "2026-12-01", field: typed}
    answer = world.client("institute").post("/offerings", data=sent)
    assert answer.status_code == 422
    assert expected in beside(answer.text, field)


def options(page: str) -> list[str]:
    """The courses that the form offers."""
    return re.findall(r'<option value="([^"]+)"', page.partition('id="course_id"')[2].partition("</select>")[0])


def test_the_form_of_a_class_offers_own_courses_and_what_is_sought_never_the_whole_catalogue(world: World) -> None:
    client = world.client("institute")
    page = client.get("/offerings/new")
    assert options(page.text) == ["0WN-1"]
    assert len(page.content) < 25_000
    assert options(world.client("institute_2").get("/offerings/new").text) == []
    found = client.get("/offerings/new?q=ho tich")
    assert 1 < len(options(found.text)) <= MOST_FOUND
    assert len(found.content) < 40_000


@pytest.mark.parametrize(("language", "words", "said"), [
    ("vi", "khong-co-chuong-trinh-nao", "Không có chương trình nào khớp"), ("vi", "cong", "ô dưới có 50"),
    ("en", "no-such-course", "No course fits"),
])  # fmt: skip
def test_a_search_says_what_it_found(shared_world: World, language: str, words: str, said: str) -> None:
    assert said in shared_world.client("institute", language=language).get(f"/offerings/new?q={words}").text


def test_a_course_is_found_by_code_and_chosen_where_it_is_the_only_one(shared_world: World) -> None:
    page = shared_world.client("institute").get("/offerings/new?q=0wn-1").text
    assert '<option value="0WN-1" selected>' in page


def test_what_a_line_of_demand_filled_in_stays_while_another_course_is_sought(shared_world: World) -> None:
    client = shared_world.client("institute")
    page = client.get("/offerings/new?course=PA-01&province=04&learners=12&q=tin hoc").text
    assert '<option value="PA-01" selected>' in page
    assert '<option value="04" selected>' in page
    hidden = re.findall(r'<input type="hidden" name="(course|learners)" value="([^"]*)">', page)
    assert hidden == [("course", "PA-01"), ("learners", "12")]


def test_a_refused_form_keeps_the_course_that_was_chosen(world: World) -> None:
    page = world.client("institute").post("/offerings", data=CLASS | {"seats": ""})
    assert page.status_code == 422
    assert '<option value="PA-01" selected>' in page.text
