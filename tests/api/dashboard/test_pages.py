"""The overview of a leader: sums of the own scope, and every part leads one step down."""

from __future__ import annotations

import re

import pytest

from api.dashboard import posts
from tests.api.world import World
from tests.api.world_rows import A1, A2, PEOPLE, PROVINCE_A, PROVINCE_B


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("account", ["province_a", "decider_a", "decider_a1", "hr_a1", "auditor_a"])
def test_who_sees_totals_opens_it(shared_world: World, account: str, language: str) -> None:
    answer = shared_world.client(account, language=language).get("/dashboard")
    assert answer.status_code == 200
    assert "None" not in answer.text
    assert [person.name for person in PEOPLE if person.name in answer.text] == []


@pytest.mark.parametrize("account", ["officer", "institute", "administrator", "nobody"])
def test_others_do_not(shared_world: World, account: str) -> None:
    assert shared_world.client(account).get("/dashboard").status_code == 403


def test_units_below_are_shown_with_a_way_down_to_each(shared_world: World) -> None:
    page = shared_world.client("decider_a").get("/dashboard").text
    assert f'href="/dashboard?unit={A1}"' in page
    assert f'href="/dashboard?unit={A2}"' in page
    below = shared_world.client("decider_a").get(f"/dashboard?unit={A1}").text
    assert 'href="/dashboard"' in below, "the way up"
    assert f"unit={A2}" not in below


def test_unit_outside_the_scope_is_not_there(shared_world: World) -> None:
    assert shared_world.client("decider_a").get(f"/dashboard?unit={PROVINCE_B}").status_code == 404
    assert shared_world.client("decider_a1").get(f"/dashboard?unit={A2}").status_code == 404
    assert shared_world.client("decider_a1").get(f"/dashboard?unit={PROVINCE_A}").status_code == 404


def test_cells_of_the_matrix_lead_to_the_posts_behind_them(shared_world: World) -> None:
    client = shared_world.client("province_a")
    page = client.get("/dashboard").text
    cells = re.findall(r'href="(/balance\?run=[^"&]+&amp;unit=[^"&]+&amp;field=[^"]+)"', page)
    assert cells
    answer = client.get(cells[0].replace("&amp;", "&"))
    assert answer.status_code == 200
    assert "Không có vị trí nào khớp" not in answer.text


@pytest.mark.parametrize("unit", ["", A1])
def test_sums_and_rows_are_those_of_the_page_of_posts_in_the_same_run(shared_world: World, unit: str) -> None:
    client = shared_world.client("province_a")
    page = client.get(f"/dashboard?unit={unit}" if unit else "/dashboard").text
    told = re.search(r"So với biên chế giao, tính từng vị trí ở từng đơn vị: thừa ([\d.,]+), thiếu ([\d.,]+)\.", page)
    link = re.search(r'href="(/balance\?run=\w+&amp;unit=\w+)"[^>]*>Xem mọi vị trí', page)
    assert told
    assert link
    posts = client.get(link[1].replace("&amp;", "&")).text
    assert "So với: Biên chế giao." in posts
    short = re.search(r"<h1>[^<]*[Tt]hiếu ([\d.,]+) vị trí", posts)
    assert short
    assert short[1] == told[2]
    row = re.search(r'<th scope="row"><a href="([^"]+)">[^<]+</a></th>\s*<td class="heat-total">([\d.,]+)</td>', page)
    assert row
    assert f"hiếu {row[2]} vị trí" in client.get(row[1].replace("&amp;", "&")).text


def test_a_choice_of_fields_or_units_is_called_one(shared_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = shared_world.client("province_a")
    whole = client.get("/dashboard").text
    assert "những nơi chênh lệch nhiều nhất" not in whole
    n_units = whole.partition('<table class="heat">')[2].partition("</table>")[0].count('<th scope="row">')
    assert n_units > 1
    monkeypatch.setattr(posts, "MOST_UNITS", 1)
    assert f"1 trên {n_units} đơn vị, những nơi chênh lệch nhiều nhất" in client.get("/dashboard").text
    english = shared_world.client("province_a", language="en").get("/dashboard").text
    assert f"1 of {n_units} units, those that differ most" in english


def test_bars_of_fields_lead_to_the_verdicts_of_the_unit(shared_world: World) -> None:
    page = shared_world.client("province_a").get(f"/dashboard?unit={A1}").text
    assert re.search(rf'href="/runs/\w+/verdicts\?unit={A1}&amp;field=\w+"', page)


def test_who_may_not_see_people_gets_no_link_to_them(shared_world: World) -> None:
    page = shared_world.client("auditor_a").get("/dashboard").text
    assert "/verdicts" not in page
    assert "/balance" not in page


def test_counts_by_unit_add_up_to_all(shared_world: World) -> None:
    page = shared_world.client("province_a").get("/dashboard").text
    tables = re.findall(r"<table class=\"table bars-table\">.*?</table>", page, re.S)
    sums = []
    for table in tables:
        rows = re.findall(r'<td class="number">(\d+)</td>', table)
        sums.append(sum(map(int, rows)))
    assert len(sums) == 2
    assert sums[0] == sums[1]


def test_training_is_counted_in_the_year_that_is_asked_for(shared_world: World) -> None:
    client = shared_world.client("province_a")
    assert "Bồi dưỡng năm 2027" in client.get("/dashboard").text
    assert "Bồi dưỡng năm 2026" in client.get("/dashboard?year=2026").text
