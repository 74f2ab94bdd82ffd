"""The gallery of all macros and the error pages, in both languages, light and dark: accessible and within the width."""

from __future__ import annotations

import dataclasses

import pytest

from api.rendering import ErrorContext, environment
from tests.api.look.gallery import frame, gallery
from tests.journeys.checks import axe_violations, sideways
from tests.journeys.conftest import Visiting
from tests.journeys.site import Visit
from tests.journeys.steps import follow

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:"


def show(visit: Visit, html: str) -> None:
    """Opens a page that no route serves, with the server's own styles and scripts."""
    address = f"{visit.site.url}/gallery"
    visit.page.route(
        address, lambda route: route.fulfill(
            body=html, content_type="text/html; charset=utf-8", headers={"content-security-policy": POLICY}
        )
    )  # fmt: skip
    visit.page.goto(address)


def error_page(language: str, status: int) -> str:
    """The page of an error."""
    context = ErrorContext(
        status=status, title="Tiêu đề", detail="Chuyện gì đã xảy ra.", request_id="0123456789abcdef",
        back="/me/evidence/new" if status % 2 else "",
    )  # fmt: skip
    return environment(language).get_template("error.html").render(shell=frame(language), **dataclasses.asdict(context))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_macro_is_accessible_in_both_themes_and_fits_a_phone(visit_as: Visiting, language: str) -> None:
    with visit_as(language=language) as visit:
        show(visit, gallery(language))
        assert axe_violations(visit.page) == []
        visit.page.emulate_media(color_scheme="dark")
        assert axe_violations(visit.page) == []
        visit.page.set_viewport_size({"width": 320, "height": 640})
        assert sideways(visit.page) == []
        assert axe_violations(visit.page) == []
        assert visit.complaints == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 422, 429, 500, 503])
def test_error_page_is_accessible_and_has_a_next_step(visit_as: Visiting, status: int) -> None:
    with visit_as(width=320) as visit:
        show(visit, error_page("en" if status % 2 else "vi", status))
        assert axe_violations(visit.page) == []
        assert sideways(visit.page) == []
        if status != 429:
            assert visit.page.locator("main a.button").count() >= 1
        assert visit.complaints == []


def test_row_is_followed_by_a_click_anywhere_and_text_can_still_be_marked(visit_as: Visiting) -> None:
    with visit_as() as visit:
        show(visit, gallery("vi"))
        visit.page.route(f"{visit.site.url}/people/1", lambda route: route.fulfill(body="person"))
        follow(visit.page.locator("tbody tr").nth(1).locator("td").nth(1))
        visit.page.wait_for_url("**/people/1")


def test_printed_page_has_no_frame_and_repeats_the_heads_of_tables(visit_as: Visiting) -> None:
    with visit_as() as visit:
        show(visit, gallery("vi"))
        visit.page.emulate_media(media="print")
        for part in (".site-head", ".site-nav", ".page-foot", ".buttons", ".filters-on"):
            assert visit.page.locator(part).first.is_hidden(), part
        head = "getComputedStyle(document.querySelector('.table thead')).display"
        assert visit.page.evaluate(head) == "table-header-group"
        assert len(visit.page.pdf(format="A4")) > 10_000
