"""Every page in both languages, light and dark, wide and narrow: accessible, within its width, without a complaint."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final
from urllib.parse import urlsplit

import pytest
from fastapi.routing import APIRoute
from playwright.sync_api import Request, expect

from api.app import PAGE_ROUTERS
from tests.journeys.checks import axe_violations, missing_names, sideways
from tests.journeys.conftest import Visiting
from tests.journeys.pages import PAGES, REFUSED_FORMS, PageCase, RefusedForm
from tests.journeys.preparing import under_way_for
from tests.journeys.site import Site, Visit

MOST_BYTES = 150_000
MOST_TRANSFERRED = 200_000
"""Of the first view, with nothing kept from before: page, styles, scripts, fonts and their headers."""
FILE = "a file"
ELSEWHERE: Final[Mapping[str, str]] = {
    "/admin/jobs/{job_id}/file": FILE,
    "/admin/jobs/{job_id}/part": "a part of the page of a job",
    "/admin/rules/{position_id}/{rule_id}/undo": "there once a rule was switched: tests/api",
    "/admin/users/{user_id}": "the id is new in each world: test_administration",
    "/admin/users/{user_id}/place": "the id is new in each world: test_administration",
    "/balance.{form}": FILE,
    "/classes/{offering_id}/learners.xlsx": FILE,
    "/demand.xlsx": FILE,
    "/imports/templates/{template}.xlsx": FILE,
    "/imports/{import_id}/marked/{number}": FILE,
    "/me/data/download.json": FILE,
    "/me/data/download.zip": FILE,
    "/me/evidence/files/{file_id}": FILE,
    "/me/plan.pdf": FILE,
    "/me/result.pdf": FILE,
    "/offerings/{offering_id}/results.xlsx": FILE,
    "/people.{form}": FILE,
    "/people/{officer_id}/files/{file_id}": FILE,
    "/runs/{run_id}/people/{officer_id}/short.pdf": FILE,
    "/runs/{run_id}/verdicts.pdf": FILE,
    "/runs/{run_id}/verdicts.{form}": FILE,
    "/sign-in/code": "between two steps of coming in: test_signing_in",
}
"""Address → why it is not in the list of pages."""
NOTHING_TYPED: Final = "buttons and choices alone: refused by the page of errors, which test_look looks at"
SHOWN_AFTERWARDS: Final = "a journey looks at its answer: "
NOT_REFUSED_ALONE: Final[Mapping[str, str]] = {
    "/account/sessions/end": NOTHING_TYPED,
    "/account/sessions/end-others": NOTHING_TYPED,
    "/account/tokens/end": NOTHING_TYPED,
    "/account/two-factor/codes": SHOWN_AFTERWARDS + "test_answers, the codes of a first set-up",
    "/activate/{token}": SHOWN_AFTERWARDS + "test_answers",
    "/admin/backups": NOTHING_TYPED,
    "/admin/jobs/adaptation": NOTHING_TYPED,
    "/admin/catalogue/versions/{number}/restore": NOTHING_TYPED,
    "/admin/jobs/{job_id}/cancel": NOTHING_TYPED,
    "/admin/rules/{position_id}/{rule_id}/undo": NOTHING_TYPED,
    "/admin/users/{user_id}/details": SHOWN_AFTERWARDS + "test_answers",
    "/admin/users/{user_id}/disabled": NOTHING_TYPED,
    "/admin/users/{user_id}/identity": SHOWN_AFTERWARDS + "test_answers",
    "/admin/users/{user_id}/identity/end": NOTHING_TYPED,
    "/admin/users/{user_id}/link": SHOWN_AFTERWARDS + "test_answers",
    "/admin/users/{user_id}/place": SHOWN_AFTERWARDS + "test_answers",
    "/admin/users/{user_id}/roles": SHOWN_AFTERWARDS + "test_answers",
    "/admin/users/{user_id}/roles/end": NOTHING_TYPED,
    "/admin/users/{user_id}/second-step": NOTHING_TYPED,
    "/classes/{offering_id}/learners": SHOWN_AFTERWARDS + "test_institute",
    "/courses/{own_course_id}/end": NOTHING_TYPED,
    "/fairness/{run_id}": SHOWN_AFTERWARDS + "test_deciding",
    "/imports/headings/{mapping_id}/forget": NOTHING_TYPED,
    "/imports/{import_id}/cancel": NOTHING_TYPED,
    "/imports/{import_id}/confirm": NOTHING_TYPED,
    "/imports/{import_id}/marked/{number}": NOTHING_TYPED,
    "/imports/{import_id}/retry": NOTHING_TYPED,
    "/imports/{import_id}/undo": NOTHING_TYPED,
    "/me/classes/{offering_id}": NOTHING_TYPED,
    "/me/evidence/{statement_id}/withdraw": NOTHING_TYPED,
    "/me/objections/{objection_id}/withdraw": NOTHING_TYPED,
    "/me/plan/{course_id}": "a wish may be anything or nothing",
    "/notice": NOTHING_TYPED,
    "/offerings/{offering_id}/results": "rows that were looked at before: as the page of the look",
    "/people/{officer_id}/evidence/{statement_id}": SHOWN_AFTERWARDS + "test_answers",
    "/people/{officer_id}/service-resume": NOTHING_TYPED,
    "/positions/drafts/{own_id}/discard": NOTHING_TYPED,
    "/positions/own/{own_id}/put-back": NOTHING_TYPED,
    "/positions/own/{own_id}/retire": NOTHING_TYPED,
    "/preferences": NOTHING_TYPED,
    "/retention": "rows stand there once a period is set: tests/api/people/test_retention_pages",
    "/runs/{run_id}/publish": NOTHING_TYPED,
    "/sign-in/code": SHOWN_AFTERWARDS + "test_signing_in",
    "/sign-in/enrol": NOTHING_TYPED,
    "/sign-in/enrol/confirm": SHOWN_AFTERWARDS + "test_answers",
    "/sign-out": NOTHING_TYPED,
}
"""Where a form goes → why its refusal is not in the list of refused forms."""
SMALL_TARGETS = """() => {
  for (const name of ["một", "hai"]) {
    const button = document.createElement("button");
    button.setAttribute("aria-label", name);
    Object.assign(button.style, {width: "12px", height: "12px", padding: 0, minHeight: 0, border: 0});
    document.querySelector("main").append(button);
  }
}"""


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_is_accessible_and_quiet(visit_as: Visiting, site: Site, page: PageCase, language: str) -> None:
    with under_way_for(site, page), visit_as(page.account, language=language) as visit:
        came: list[Request] = []

        def finished(request: Request) -> None:
            came.append(request)

        visit.page.on("requestfinished", finished)
        answer = visit.page.goto(visit.site.url + page.path)
        assert answer is not None
        assert answer.status == page.status
        assert len(answer.body()) < MOST_BYTES
        assert answer.headers["content-language"] == visit.page.locator("html").get_attribute("lang") == language
        if page.is_before_results:
            expect(visit.page.locator("main .empty")).to_have_count(1)
        check_looks(visit)
        assert 0 < transferred(came) < MOST_TRANSFERRED
        assert visit.complaints == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("form", REFUSED_FORMS, ids=lambda form: form.name)
def test_form_answered_with_errors_is_accessible_and_quiet(
    visit_as: Visiting, form: RefusedForm, language: str
) -> None:
    with visit_as(form.account, language=language) as visit:
        page = visit.open(form.path)
        sent = page.locator(f'main form[method="post"][action="{form.sent_to}"]').first
        sent.evaluate("form => { form.noValidate = true; form.closest('details')?.setAttribute('open', '') }")
        if form.blank:
            sent.locator(f'[name="{form.blank}"]').fill(form.wrong)
        with page.expect_response(lambda response: response.request.method == "POST") as answered:
            sent.locator("button.is-primary").first.click()
        assert answered.value.status == form.status
        expect(page.locator("main .error-summary li")).not_to_have_count(0)
        if not form.is_about_all:
            expect(page.locator("main [aria-invalid]")).not_to_have_count(0)
        names = page.locator("main [aria-invalid]").evaluate_all("fields => fields.map(one => one.id)")
        assert [name for name in names if page.locator(f'[id="{name}-error"]').count() != 1] == []
        check_looks(visit)
        assert visit.complaints == []


def check_looks(visit: Visit) -> None:
    """Named, accessible and within its width: light and wide, then dark and narrow, as which the page is left."""
    assert missing_names(visit.page) == []
    assert axe_violations(visit.page) == [], "light, wide"
    visit.page.emulate_media(color_scheme="dark")
    visit.page.set_viewport_size({"width": 320, "height": 640})
    assert sideways(visit.page) == []
    assert axe_violations(visit.page) == [], "dark, narrow"


def pages_by(method: str) -> list[APIRoute]:
    """The routes of pages that answer this method."""
    routes = [route for name in PAGE_ROUTERS for route in import_module(name).router.routes]
    return [route for route in routes if isinstance(route, APIRoute) and method in route.methods]


def route_of(pages: list[APIRoute], path: str) -> str:
    """The route that answers at an address."""
    return next((route.path for route in pages if route.path_regex.match(path)), "")


def test_every_page_is_listed_or_looked_at_elsewhere() -> None:
    pages = pages_by("GET")
    found = [route_of(pages, urlsplit(page.path).path) for page in PAGES]
    left = {route.path for route in pages} - set(found)
    assert sorted(left ^ set(ELSEWHERE)) == []


def test_every_form_is_refused_once_or_looked_at_elsewhere() -> None:
    pages = pages_by("POST")
    found = [route_of(pages, form.sent_to) for form in REFUSED_FORMS]
    assert "" not in found
    left = {route.path for route in pages} - set(found)
    assert sorted(left ^ set(NOT_REFUSED_ALONE)) == []


def transferred(came: list[Request]) -> int:
    """Bytes that the answers took on the wire."""
    sizes = [request.sizes() for request in came]
    return sum(one["responseHeadersSize"] + one["responseBodySize"] for one in sizes)


def test_the_checks_see_what_they_are_for(visit_as: Visiting) -> None:
    with visit_as() as visit:
        page = visit.open("/sign-in")
        assert axe_violations(page) == []
        page.evaluate("document.querySelector('label').remove()")
        assert any(text.startswith("label") for text in axe_violations(page))
        page.evaluate(SMALL_TARGETS)
        assert any(text.startswith("target-size") for text in axe_violations(page))
        assert sideways(page) == []
        assert visit.complaints == []
        with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
            page.evaluate("document.body.setAttribute('style', 'min-width: 3000px')")
        assert any("Content Security Policy" in text for text in visit.complaints)
        page.evaluate("document.body.style.minWidth = '3000px'")
        assert sideways(page) != []
