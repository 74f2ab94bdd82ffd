"""Language and light or dark are chosen in the head of any page, and stay."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visiting
from tests.journeys.site import Site
from tests.journeys.steps import follow


def test_language_is_switched_on_the_spot_and_kept_by_the_account(visit_as: Visiting, site: Site) -> None:
    with visit_as("auditor_a", has_script=False) as visit:
        page = visit.open("/method")
        follow(page.get_by_role("button", name="English"))
        expect(page).to_have_url(f"{site.url}/method")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator("h1")).to_have_text("How verdicts are proposed, and how often they are wrong")
        assert re.search(r"\b\d+\.\d%", page.locator("main").inner_text())
    site.languages["auditor_a"] = "en"
    with visit_as("auditor_a", language="en") as visit:
        visit.open("/method")
        expect(visit.page.locator("html")).to_have_attribute("lang", "en")
        follow(visit.page.get_by_role("button", name="Tiếng Việt"))
        expect(visit.page.locator("html")).to_have_attribute("lang", "vi")
    site.languages["auditor_a"] = "vi"


def test_dark_follows_the_device_until_the_reader_says_otherwise(visit_as: Visiting) -> None:
    paper = "() => getComputedStyle(document.body).backgroundColor"
    with visit_as(theme="dark") as visit:
        page = visit.open("/sign-in")
        dark = page.evaluate(paper)
        page.locator("summary", has_text="Giao diện").click()
        follow(page.get_by_role("button", name="Nền sáng"))
        expect(page.locator("html")).to_have_attribute("data-theme", "light")
        assert page.evaluate(paper) != dark
        page.locator("summary", has_text="Giao diện").click()
        follow(page.get_by_role("button", name="Theo thiết bị"))
        expect(page.locator("html")).not_to_have_attribute("data-theme", re.compile(".*"))
        assert page.evaluate(paper) == dark
        assert visit.complaints == []


def test_head_never_leads_to_another_host(visit_as: Visiting, site: Site) -> None:
    with visit_as() as visit:
        visit.open("/sign-in")
        for wanted in ("https://example.org/", "//example.org/", "/\\example.org"):
            answer = visit.page.request.post(
                f"{site.url}/preferences", form={"theme": "dark", "next": wanted}, headers={"Origin": site.url},
                max_redirects=0,
            )  # fmt: skip
            assert answer.headers["location"] == "/"
