"""A page that answers a form is come back to at the form's own page, or at home; never where no GET opens anything."""

from __future__ import annotations

import re

import pytest

from tests.api.world import World


def next_of(page: str) -> str:
    """Where the switch of language leads."""
    found = re.search(r'name="next" value="([^"]*)"', page)
    assert found is not None
    return found[1].replace("&amp;", "&")


def refused(world: World, referer: str = "", *, path: str = "/runs/none/publish") -> str:
    headers = {"referer": referer} if referer else {}
    answer = world.client("province_a").post(path, headers=headers)
    assert answer.status_code == 404
    return answer.text


def test_a_page_that_was_opened_is_come_back_to_with_its_filters(shared_world: World) -> None:
    assert next_of(shared_world.client("hr_a1").get("/people?q=an&sort=name").text) == "/people?q=an&sort=name"
    assert next_of(shared_world.client("hr_a1").get("/nope").text) == "/nope"


def test_after_a_form_the_page_of_the_form_is_come_back_to(shared_world: World) -> None:
    host = shared_world.client("province_a").base_url
    assert next_of(refused(shared_world, f"{host}/runs/RUNA/verdicts?verdict=meets")) == (
        "/runs/RUNA/verdicts?verdict=meets"
    )


@pytest.mark.parametrize("referer", [
    "", "https://evil.example/people", "//evil.example", "http://[", "BASE/courses/x/end", "BASE//evil.example/",
])  # fmt: skip
def test_without_a_page_of_ours_that_opens_it_is_the_home_page(shared_world: World, referer: str) -> None:
    host = str(shared_world.client("province_a").base_url).rstrip("/")
    page = refused(shared_world, referer.replace("BASE", host), path="/admin/jobs/none/cancel")
    assert next_of(page) == "/"


def test_an_error_after_a_form_leads_back_to_the_form_and_an_opened_page_only_home(shared_world: World) -> None:
    host = shared_world.client("province_a").base_url
    page = refused(shared_world, f"{host}/people?q=an")
    assert re.search(r'href="/people\?q=an"[^>]*>Quay lại trang trước', page)
    assert 'href="/">Về trang chính' in page.replace(' class="button"', "")
    assert "Quay lại trang trước" not in shared_world.client("province_a").get("/nope").text


def test_a_form_that_was_sent_to_its_own_page_is_come_back_to_there(shared_world: World) -> None:
    answer = shared_world.client().post("/sign-in", data={"login": "nobody", "password": "wrong"})
    assert next_of(answer.text) == "/sign-in"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_switch_on_an_error_page_after_a_form_leads_to_a_page_that_opens(world: World, language: str) -> None:
    client = world.client("administrator", language=language)
    page = client.post(f"/admin/users/{world.users['administrator']}/roles", data={"role": "unit_hr", "unit": "00004"})
    assert page.status_code == 403
    other = "en" if language == "vi" else "vi"
    answer = client.post("/preferences", data={"language": other, "next": next_of(page.text)})
    opened = client.get(answer.headers["location"])
    assert opened.status_code == 200
    assert f'<html lang="{other}"' in opened.text
