"""Home, notice, method and preferences."""

from __future__ import annotations

import dataclasses
import re

import pytest
from sqlalchemy import delete, update

from api.look.formats import percent
from api.site.home import home_of
from api.site.measured import measured
from api.web import first_visit
from recommender.permissions import Grant, Role, Viewer
from recommender.store.tables.imports import IMPORT
from recommender.store.tables.notices import NOTICE_READING
from recommender.store.tables.runs import RUN
from tests.api.site.figures import told
from tests.api.world import World
from tests.api.world_rows import A1, A2, RUN_A, RUN_OPEN


def test_first_visit_shows_the_notice_until_it_is_read(world: World) -> None:
    client = world.client("hr_a1")
    with world.store.writing() as conn:
        conn.execute(delete(NOTICE_READING).where(NOTICE_READING.c.user_id == world.users["hr_a1"]))
    assert client.get("/").headers["location"] == "/notice?first=1"
    answer = client.post("/notice", data={"next": "/"})
    assert answer.headers["location"] == "/"
    assert client.get("/").status_code == 200
    assert world.client("hr_a1").get("/").status_code == 200, "the account has read it, whatever the browser"


def test_reading_the_notice_is_written_down_once(world: World) -> None:
    with world.store.writing() as conn:
        conn.execute(delete(NOTICE_READING).where(NOTICE_READING.c.user_id == world.users["hr_a1"]))
    client = world.client("hr_a1")
    for _ in range(2):
        client.post("/notice", data={"next": "/"})
    asked = {"actor": world.users["hr_a1"], "action": "read_notice"}
    rows = world.client("administrator").get("/api/v1/audit", params=asked).json()["rows"]
    assert len(rows) == 1


@pytest.mark.parametrize(("years", "said"), [(0, "thời hạn lưu trữ hồ sơ công chức"), (7, "7 năm kể từ lần rà soát")])
def test_the_notice_tells_how_long_data_and_files_are_kept(world: World, years: int, said: str) -> None:
    world.app.state.settings = dataclasses.replace(
        world.settings, kept_people_years=years, kept_exports_days=3, kept_workbooks_days=21, kept_backups_days=44
    )
    text = world.client().get("/notice").text
    for words in (said, "tự xóa 21 ngày sau khi nhập xong", "tự xóa sau 3 ngày", "Bản sao lưu: 44 ngày"):
        assert words in text
    assert "for 21 days" in world.client(language="en").get("/notice").text


def test_other_edition_of_the_notice_is_shown_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_visit, "NOTICE_EDITION", "2031-01")
    assert world.client("hr_a1").get("/").headers["location"] == "/notice?first=1"


def test_home_lists_what_the_role_opens_and_nothing_else(shared_world: World) -> None:
    client = shared_world.client("administrator")
    text = client.get("/").text
    assert 'href="/admin"' in text
    assert 'href="/people"' not in text


@pytest.mark.parametrize(
    ("roles", "page"),
    [((Role.OFFICER,), "/me"), ((Role.INSTITUTE,), "/demand"), ((Role.OFFICER, Role.UNIT_HR), "/"), ((), "/")],
)
def test_first_page_is_the_role_s(roles: tuple[Role, ...], page: str) -> None:
    viewer = Viewer(user_id="u", name="n", grants=tuple(Grant(role=role, unit_id="1") for role in roles))
    assert home_of(viewer) == page


def test_method_page_tells_the_error_rates_that_were_measured(shared_world: World) -> None:
    text = shared_world.client().get("/method").text
    for share in (measured().wrongly_not, measured().wrongly_meets, measured().rule_wrongly_meets):
        assert percent(share, "vi", 1) in text


LEARNED = "mô hình phiên bản 3"
WRITTEN = "quy tắc bằng văn bản</strong>"
FROM = "với khả năng từ {} trở lên"
OTHERWISE = "xét theo cách khác"


def told_of_judges(world: World, **record: object) -> str:
    """What the method page says once the run over province A has this record."""
    with world.store.writing() as conn:
        conn.execute(update(RUN).where(RUN.c.run_id == RUN_A).values(**record))
    return world.client().get("/method").text


def test_method_page_tells_that_the_written_rule_judged_the_runs_in_force(shared_world: World) -> None:
    text = shared_world.client().get("/method").text
    assert "2 đợt đã công bố đang có hiệu lực" in text
    assert WRITTEN in text
    assert FROM.format(percent(0.85, "vi")) not in text
    assert OTHERWISE not in text


def test_method_page_tells_the_version_and_error_level_of_a_learned_model(world: World) -> None:
    text = told_of_judges(world, model_version="3", settings={"error_level": 0.07, "p_meets": 0.95})
    for said in (LEARNED, f"Mức sai cho phép {percent(0.07, 'vi')}", WRITTEN, OTHERWISE):
        assert said in text
    assert percent(0.95, "vi") not in text, (
        "the thresholds of the written rule have no part in what a learned model says"
    )


def test_method_page_tells_the_thresholds_that_a_run_in_force_was_judged_with(world: World) -> None:
    text = told_of_judges(world, settings={"p_meets": 0.85})
    assert FROM.format(percent(0.85, "vi")) in text
    assert OTHERWISE in text


@pytest.mark.parametrize("account", ["", "province_a"])
def test_a_run_that_is_not_published_is_not_in_force(world: World, account: str) -> None:
    with world.store.writing() as conn:
        conn.execute(update(RUN).where(RUN.c.run_id == RUN_OPEN).values(model_version="3"))
        conn.execute(update(RUN).values(status="finished"))
    text = world.client(account).get("/method").text
    assert "Chưa có đợt rà soát nào được công bố" in text
    assert FROM.format(percent(0.9, "vi")) in text
    assert LEARNED not in text


def test_figures_of_the_method_page_are_those_of_the_evaluation() -> None:
    assert measured() == told(), "run python -m tests.api.site.figures"


def test_language_of_an_account_is_kept_and_wins_over_the_cookie(world: World) -> None:
    client = world.client("hr_a1")
    client.post("/preferences", data={"language": "en", "next": "/method"})
    client.cookies.set("lang", "vi")
    assert '<html lang="en"' in client.get("/method").text


def test_unknown_language_and_theme_change_nothing(shared_world: World) -> None:
    answer = shared_world.client().post("/preferences", data={"language": "fr", "theme": "", "next": "/method"})
    assert answer.headers["location"] == "/method"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("page", ["/me", "/me/plan?year=2027", "/me/evidence", "/me/data"])
def test_first_visit_by_a_link_shows_the_notice_and_goes_on_to_that_page(world: World, page: str) -> None:
    client = world.client("officer")
    with world.store.writing() as conn:
        conn.execute(delete(NOTICE_READING).where(NOTICE_READING.c.user_id == world.users["officer"]))
    notice = client.get(page).headers["location"]
    assert notice.startswith("/notice?first=1&next=")
    text = client.get(notice).text
    form = text[text.index('<form method="post" action="/notice">') :]
    wanted = re.findall(r'name="next" value="([^"]+)"', form)
    assert wanted == [page]
    assert client.post("/notice", data={"next": wanted[0]}).headers["location"] == page
    assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    "said", ["trí tuệ nhân tạo", "Giữ bao lâu", "91/2025/QH15", "kiến nghị", "Đề nghị xóa dữ liệu", "Hỏi ai"]
)
def test_notice_says_what_is_done_why_how_long_and_which_rights_there_are(shared_world: World, said: str) -> None:
    assert said in shared_world.client().get("/notice").text


def home(world: World, account: str) -> str:
    return world.client(account).get("/").text


def test_home_of_the_desk_tells_how_far_the_review_is_by_unit(shared_world: World) -> None:
    text = home(shared_world, "province_a")
    assert "Rà soát đến đâu" in text
    decided, total = (int(one) for one in re.findall(r"(\d+) trên (\d+) vị trí đã có quyết định", text)[0])
    rows = re.findall(r'href="/runs/RUNA/verdicts\?unit=(\w+)&amp;decided=no">', text)
    assert sorted(rows) == [A1, A2]
    counts = [int(one) for one in re.findall(r'<td class="number">(\d+)</td>', text)]
    assert sum(counts[0::3]) == decided
    assert sum(counts[0::3]) + sum(counts[1::3]) == total


def test_link_to_what_is_left_lists_as_many_as_the_home_page_says(shared_world: World) -> None:
    left = re.findall(r"còn (\d+)\.", home(shared_world, "province_a"))[0]
    listed = shared_world.client("province_a").get("/runs/RUNA/verdicts?decided=no").text
    assert f"{left} dòng" in listed


def test_auditor_is_led_to_totals_and_never_to_people(shared_world: World) -> None:
    text = home(shared_world, "auditor_a")
    assert "Rà soát đến đâu" in text
    assert "/verdicts" not in text


def test_administrator_sees_no_review(shared_world: World) -> None:
    assert "Rà soát đến đâu" not in home(shared_world, "administrator")


def test_imports_with_errors_are_counted_on_the_home_page(world: World) -> None:
    with world.store.writing() as conn:
        conn.execute(update(IMPORT).where(IMPORT.c.import_id == "1MP0").values(counts={"problems_error": 3}))
    assert "1 lần có lỗi cần xem trong tệp" in home(world, "hr_a1")
