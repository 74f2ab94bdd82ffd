"""A leader of a province: from the overview down to the posts and people behind a number, and training by unit."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.api.world_rows import A1, A2, PROVINCE_B
from tests.journeys.checks import axe_violations, sideways
from tests.journeys.conftest import Visiting
from tests.journeys.site import Site
from tests.journeys.steps import follow


@pytest.mark.parametrize("language", ["vi", "en"])
def test_overview_leads_down_to_a_commune_and_to_its_verdicts(visit_as: Visiting, site: Site, language: str) -> None:
    with visit_as("decider_a", language=language) as visit:
        page = visit.open("/dashboard")
        expect(page.locator("h1")).to_have_count(1)
        follow(page.locator(f'.bars-table a[href="/dashboard?unit={A1}"]'))
        expect(page).to_have_url(f"{site.url}/dashboard?unit={A1}")
        assert axe_violations(page) == []
        assert f"unit={A2}" not in page.content()
        follow(page.locator(f'.bars-table a[href*="/verdicts?unit={A1}&field="]').first)
        expect(page).to_have_url(re.compile(rf"/runs/\w+/verdicts\?unit={A1}&field="))
        expect(page.locator("tbody tr").first).to_be_visible()
        assert visit.complaints == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_cell_of_the_matrix_opens_the_posts_that_are_short(visit_as: Visiting, site: Site, language: str) -> None:
    with visit_as("decider_a", language=language) as visit:
        page = visit.open("/dashboard")
        follow(page.locator('.heat a[href*="field="]').first)
        expect(page).to_have_url(re.compile(r"/balance\?(run=\w+&)?unit=\w+&field=\w+"))
        expect(page.locator("tbody tr").first).to_be_visible()
        before = page.locator("h1").inner_text()
        follow(page.locator('a[href*="against=norm"]'))
        expect(page).to_have_url(re.compile("against=norm"))
        assert page.locator("h1").inner_text() != before, "another baseline, another sum"
        assert axe_violations(page) == []
        assert visit.complaints == []


def test_leader_reads_demand_as_a_file_on_a_narrow_screen_without_scripts(visit_as: Visiting) -> None:
    with visit_as("decider_a", width=390, has_script=False) as visit:
        page = visit.open("/demand")
        follow(page.get_by_role("link", name="Cấp độ cần đạt"))
        expect(page).to_have_url(re.compile("by=level"))
        with page.expect_download() as downloading:
            page.get_by_role("link", name="Excel").click()
        assert downloading.value.suggested_filename.startswith("nhu-cau-")


def test_another_province_is_not_there_for_a_leader(visit_as: Visiting) -> None:
    with visit_as("decider_a") as visit:
        answer = visit.page.goto(f"{visit.site.url}/dashboard?unit={PROVINCE_B}")
        assert answer is not None
        assert answer.status == 404
        visit.open("/dashboard")
        assert not sideways(visit.page)
