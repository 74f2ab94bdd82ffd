"""In which language a refusal is told: a program's Accept-Language comes first, a person's own setting on pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import pytest
from httpx2 import Response

from api.web.problems import BY_STATUS, KINDS
from tests.api.world import World

REFUSED: Final[Mapping[str, tuple[str, str, str, int]]] = MappingProxyType({
    "nobody is signed in": ("", "GET", "me", 401),
    "a role without the action": ("institute", "GET", "people", 403),
    "a thing that is not there": ("hr_a1", "GET", "people/01K9PERS0N0000000000000099", 404),
    "a thing of another unit": ("hr_b1", "GET", "people/01K9PERS0N0000000000000002", 404),
    "an address that is not there": ("hr_a1", "GET", "nothing", 404),
    "a method that is not taken": ("hr_a1", "DELETE", "people", 405),
    "an unknown parameter": ("hr_a1", "GET", "people?colour=red", 422),
    "a number out of bounds": ("hr_a1", "GET", "people?limit=0", 422),
    "a cursor that was made up": ("hr_a1", "GET", "people?cursor=made-up", 422),
    "a catalogue entry that is not there": ("hr_a1", "GET", "catalogue/positions/X.99", 404),
    "a job of nobody": ("hr_a1", "GET", "jobs/J0B9", 404),
    "a run that is not there": ("hr_a1", "GET", "runs/RUN9", 404),
    "a body without a field": ("hr_a1", "POST", "decisions", 422),
})  # fmt: skip
"""What is wrong → account, method, address and status."""


def ask(world: World, case: str, asked: str, *, setting: str = "vi") -> Response:
    account, method, address, status = REFUSED[case]
    client = world.client(account, language=setting)
    answer = client.request(
        method, f"/api/v1/{address}", headers={"accept-language": asked}, json={} if method == "POST" else None
    )  # fmt: skip
    assert answer.status_code == status, answer.text
    return answer


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("case", sorted(REFUSED))
def test_a_refusal_is_told_in_the_language_that_is_asked_for(shared_world: World, case: str, language: str) -> None:
    answer = ask(shared_world, case, language)
    kind = KINDS[answer.json()["type"].rpartition("/")[2]]
    assert answer.json()["title"] == (kind.title_en if language == "en" else kind.title_vi)
    assert answer.headers["content-language"] == language
    assert "accept-language" in answer.headers["vary"].lower()


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_no_word_of_a_refusal_stays_the_same_in_the_other_language(shared_world: World, case: str) -> None:
    vietnamese, english = (ask(shared_world, case, language).json() for language in ("vi", "en"))
    for name in ("title", "detail", "hint"):
        assert name not in vietnamese or vietnamese[name] != english[name]
    told = [
        (one["message"], two["message"])
        for one, two in zip(vietnamese.get("errors", ()), english.get("errors", ()), strict=True)
    ]
    assert all(one != two for one, two in told)


def test_the_most_wanted_language_of_the_header_counts(shared_world: World) -> None:
    answer = ask(shared_world, "a run that is not there", "fr, vi;q=0.4, en-GB;q=0.8")
    assert answer.headers["content-language"] == "en"


@pytest.mark.parametrize("asked", ["*", "fr", "", "en;q=0", ";;q=,,"])
def test_without_a_language_that_is_spoken_the_own_setting_counts(shared_world: World, asked: str) -> None:
    try:
        answer = ask(shared_world, "a run that is not there", asked, setting="en")
        assert answer.json()["title"] == KINDS[BY_STATUS[404]].title_en
    finally:
        shared_world.client("hr_a1")


def test_a_page_keeps_to_the_own_setting(shared_world: World) -> None:
    answer = shared_world.client("hr_a1").get("/runs/RUN9", headers={"accept-language": "en"})
    assert "Không tìm thấy" in answer.text
    assert answer.headers["content-language"] == "vi"


def test_a_page_is_english_for_an_account_that_reads_english(shared_world: World) -> None:
    answer = shared_world.client("hr_a2", language="en").get("/runs/RUN9", headers={"accept-language": "vi"})
    assert "Not found" in answer.text
    assert "Không tìm thấy" not in answer.text
