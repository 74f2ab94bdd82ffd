"""Pages of verdicts: within the viewer's units only; a decision, an override and its reason; the filtered list."""

from __future__ import annotations

import csv
import html
import io
import re

import openpyxl
import pytest
from sqlalchemy import insert, select

from api.look.terms import term_name
from recommender.store.keys import text_key
from recommender.store.tables.runs import VERDICT
from tests.api.told import error_beside
from tests.api.world import World
from tests.api.world_rows import PEOPLE, PROVINCE_A, RUN_A, RUN_OPEN
from tests.shipped_catalogue import shipped_catalogue

HERE = f"/runs/{RUN_A}"
ONE = PEOPLE[1]
"""Somebody of A1 of whom the published run proposes a review."""
DECISION = f"{HERE}/people/{ONE.officer_id}/positions/{ONE.position_id}/decision"
END = ONE.position_id.replace(".", "-")


@pytest.mark.parametrize("path", [f"{HERE}/verdicts", f"{HERE}/people/{ONE.officer_id}", f"{HERE}/verdicts.csv"])
@pytest.mark.parametrize(("account", "status"), [
    ("province_a", 200), ("hr_b1", 404), ("institute", 403), ("officer", 403), ("", 303),
])  # fmt: skip
def test_pages_open_for_hr_of_the_place_only(shared_world: World, path: str, account: str, status: int) -> None:
    assert shared_world.client(account).get(path).status_code == status


def test_the_person_is_explained(shared_world: World) -> None:
    page = shared_world.client("province_a").get(f"{HERE}/people/{ONE.officer_id}").text
    for told in (ONE.name, "Vì sao", "Điều gì sẽ làm thay đổi kết luận", "Tham mưu đăng ký hộ tịch và chứng thực"):
        assert told in page


@pytest.mark.parametrize(("language", "told"), [
    ("vi", ("Chưa phân định được: có thể đạt, có thể chưa đạt",
            "Các nguồn lệch nhau 1,8 cấp độ: cấp trên 4,0, sát hạch 2,2")),
    ("en", ("Cannot be told yet: may be met, may not be met",
            "Sources are 1.8 levels apart: supervisor 4.0, test 2.2")),
])  # fmt: skip
def test_what_cannot_be_told_stands_beside_its_requirement(world: World, language: str, told: tuple[str, ...]) -> None:
    page = world.client("province_a", language=language).get(f"{HERE}/people/{ONE.officer_id}").text
    rows = page.split('<li class="requirement">')[1:]
    assert [all(text in row for text in told) for row in rows].count(True) == 1
    assert all(page.count(text) == 1 for text in told)


def test_an_override_without_a_reason_keeps_what_was_typed(world: World) -> None:
    sent = {f"decided-{END}": "does_not_meet", f"reason_text-{END}": "Văn bằng ghi nhầm"}
    answer = world.client("decider_a1").post(DECISION, data=sent)
    assert answer.status_code == 422
    assert "Văn bằng ghi nhầm" in answer.text
    assert error_beside(answer.text, f"reason_code-{END}").startswith("Chọn lý do")
    assert error_beside(answer.text, f"reason_text-{END}") == ""


@pytest.mark.parametrize(("sent", "field", "told"), [
    ({}, "decided", "Chọn “đáp ứng” hoặc “chưa đáp ứng”."),
    ({"decided": "meets", "reason_code": "other", "reason_text": "ờ"}, "reason_text", "Ghi giải thích bằng lời"),
])  # fmt: skip
def test_what_a_decision_lacks_is_said_beside_its_field(
    shared_world: World, sent: dict[str, str], field: str, told: str
) -> None:
    data = {f"{name}-{END}": value for name, value in sent.items()}
    page = shared_world.client("decider_a1").post(DECISION, data=data).text
    assert error_beside(page, f"{field}-{END}").startswith(told)
    assert f'href="#{field}-{END}"' in page


def test_confirming_nothing_says_so_above_the_same_list(shared_world: World) -> None:
    client = shared_world.client("decider_a1")
    answer = client.post(f"/runs/{RUN_OPEN}/confirm", data={"verdict": "does_not_meet"})
    assert answer.status_code == 422
    assert "Mỗi lần xác nhận từ 1 đến 50 đề xuất." in answer.text
    assert 'name="pair"' in answer.text


def test_a_decision_is_shown_with_its_reason(world: World) -> None:
    client = world.client("decider_a1")
    sent = {
        f"decided-{END}": "does_not_meet", f"reason_code-{END}": "record_wrong",
        f"reason_text-{END}": "Văn bằng ghi nhầm người",
    }  # fmt: skip
    answer = client.post(DECISION, data=sent)
    assert answer.status_code == 303
    assert "Văn bằng ghi nhầm người" in client.get(answer.headers["location"]).text


def test_a_decision_elsewhere_is_not_found(world: World) -> None:
    sent = {f"decided-{END}": "meets", f"reason_code-{END}": "evidence_seen"}
    assert world.client("hr_b1").post(DECISION, data=sent).status_code == 404


def test_ticked_proposals_are_confirmed(world: World) -> None:
    client = world.client("decider_a")
    one = PEOPLE[2]
    sent = {"pair": [f"{one.officer_id}|{one.position_id}"], "verdict": "does_not_meet"}
    answer = client.post(f"{HERE}/confirm", data=sent)
    assert answer.headers["location"].endswith("done=1&left=0")
    assert one.name not in client.get(f"{HERE}/confirm?verdict=does_not_meet").text


def test_the_file_holds_exactly_what_is_filtered(shared_world: World) -> None:
    client = shared_world.client("province_a")
    rows = list(csv.DictReader(io.StringIO(client.get(f"{HERE}/verdicts.csv?verdict=meets").text.lstrip("\ufeff"))))
    page = client.get(f"{HERE}/verdicts?verdict=meets").text
    assert rows
    assert all(row["Đề xuất"] == "Đáp ứng" and row["Họ và tên"] in page for row in rows)
    assert f"{len(rows)} dòng" in page


def test_an_unknown_filter_is_not_found(shared_world: World) -> None:
    assert shared_world.client("province_a").get(f"{HERE}/verdicts?verdict=maybe").status_code == 404


def heads(page: str) -> list[str]:
    """The headings of the table of a page, without marks and units."""
    row = re.search(r"<thead>(.*?)</thead>", page, re.S)
    assert row is not None
    cells = re.findall(r"<th .*?>(.*?)</th>", row[1], re.S)
    return [re.sub(r"<span.*?</span>|<[^>]*>", "", cell, flags=re.S).strip() for cell in cells]


def test_the_address_chooses_the_columns_of_the_list_and_every_row_keeps_to_them(shared_world: World) -> None:
    page = shared_world.client("province_a").get(f"{HERE}/verdicts?columns=reason,unit").text
    assert heads(page) == ["Họ và tên", "Đơn vị", "Lý do"]
    rows = re.findall(r"<tr data-row-link>(.*?)</tr>", page, re.S)
    assert {len(re.findall(r"<t[hd][ >]", row)) for row in rows} == {3}


def test_ticked_columns_lead_to_the_short_address_with_the_filters_kept(shared_world: World) -> None:
    answer = shared_world.client("province_a").get(f"{HERE}/verdicts?q=a&columns=-&columns=unit&columns=verdict")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}/verdicts?q=a&columns=unit%2Cverdict")


def test_each_row_has_a_cell_for_each_column_when_all_are_shown(shared_world: World) -> None:
    every = "unit,position,share,verdict,probability,standards,met,coverage,decision,reason"
    page = shared_world.client("province_a").get(f"{HERE}/verdicts?columns={every}").text
    rows = re.findall(r"<tr data-row-link>(.*?)</tr>", page, re.S)
    assert {len(re.findall(r"<t[hd][ >]", row)) for row in rows} == {len(heads(page))} == {11}


@pytest.mark.parametrize(("columns", "expected"), [
    ("unit", ["Mã cán bộ", "Họ và tên", "Đơn vị"]), ("-", ["Mã cán bộ", "Họ và tên"]),
    ("reason,met", ["Mã cán bộ", "Họ và tên", "Tỷ lệ yêu cầu đạt", "Lý do"]),
])  # fmt: skip
def test_the_file_has_the_chosen_columns(shared_world: World, columns: str, expected: list[str]) -> None:
    answer = shared_world.client("province_a").get(f"{HERE}/verdicts.csv?columns={columns}")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == expected
    assert {len(row) for row in rows} == {len(expected)}
    workbook = shared_world.client("province_a").get(f"{HERE}/verdicts.xlsx?columns={columns}")
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.content)).active
    assert [cell.value for cell in sheet[1]] == expected


def test_the_file_of_an_unchosen_list_has_every_column(shared_world: World) -> None:
    answer = shared_world.client("province_a").get(f"{HERE}/verdicts.csv")
    assert len(next(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))) == 19


def choices(page: str, name: str) -> list[tuple[str, str]]:
    """Value and words of each choice of a list."""
    found = re.search(rf'<select class="select" id="{name}".*?</select>', page, re.S)
    assert found is not None
    return re.findall(r'<option value="(.*?)".*?>(.*?)</option>', found[0], re.S)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_field_of_the_run_is_offered_in_the_order_of_a_dictionary(world: World, language: str) -> None:
    catalogue = shipped_catalogue()
    page = world.client("province_a", language=language).get(f"{HERE}/verdicts?verdict=meets").text
    offered = choices(page, "field")[1:]
    names = [html.unescape(re.sub(r" \(\d+\)$", "", words)) for _, words in offered]
    here = {catalogue.positions[one.position_id].field for one in PEOPLE if one.province_id == PROVINCE_A}
    assert len(here) > 1
    assert {value for value, _ in offered} == here
    assert names == sorted((term_name(catalogue, "fields", one, language=language) for one in here), key=text_key)


def test_the_chosen_field_stays_in_the_address_and_in_the_list(shared_world: World) -> None:
    client = shared_world.client("province_a")
    value = choices(client.get(f"{HERE}/verdicts").text, "field")[1][0]
    page = client.get(f"{HERE}/verdicts?verdict=meets&field={value}&sort=-unit").text
    assert f'<option value="{value}" selected>' in page
    assert '<input type="hidden" name="verdict" value="meets">' in page
    assert '<input type="hidden" name="sort" value="-unit">' in page
    assert f"field={value}" in page


def test_a_chosen_field_that_nobody_has_is_still_shown_as_chosen(shared_world: World) -> None:
    page = shared_world.client("province_a").get(f"{HERE}/verdicts?field=none").text
    assert '<option value="none" selected>none</option>' in page


def test_who_decides_is_led_to_the_next_person_to_be_reviewed(world: World) -> None:
    client, run = world.client("decider_a1"), f"/runs/{RUN_OPEN}"
    waiting = client.get(f"{run}/verdicts?verdict=needs_review&decided=no").text
    first, *others = re.findall(rf'<th scope="row"><a href="({run}/people/\w+)">', waiting)
    assert others
    page = client.get(first).text
    assert f"Còn {1 + len(others)} vị trí cần xem xét." in page
    following = re.search(r'<a href="([^"]+)">Người tiếp theo', page)
    assert following is not None
    assert following[1] == others[0]
    assert "Về đầu danh sách" in client.get(others[-1]).text


def test_where_nothing_is_proposed_the_reason_is_no_option_and_is_shown_afterwards(world: World) -> None:
    client = world.client("decider_a1")
    rows = client.get(f"/api/v1/runs/{RUN_OPEN}/verdicts?verdict=needs_review&is_decided=false").json()["rows"]
    row = next(one for one in rows if not one["has_objection"])
    address = f"/runs/{RUN_OPEN}/people/{row['officer_id']}"
    name = row["position_id"].replace(".", "-")
    page = client.get(address).text
    assert f'for="reason_code-{name}"' in page
    label = page.partition(f'for="reason_code-{name}"')[2].partition("</label>")[0]
    assert "Lý do quyết định" in label
    assert "không bắt buộc" not in label
    sent = {f"decided-{name}": "meets", f"reason_code-{name}": "evidence_seen"}
    assert client.post(f"{address}/positions/{row['position_id']}/decision", data=sent).status_code == 303
    assert "Lý do: " in client.get(address).text


@pytest.fixture
def thin(world: World) -> World:
    """The small world with a verdict that results speak of too little for."""
    with world.store.writing() as conn:
        row = dict(conn.execute(select(VERDICT).where(VERDICT.c.run_id == RUN_A)).mappings().first() or {})
        few = {"position_id": "II.04T", "review_reasons": "thin_evidence", "verdict": "needs_review",
               "probability": 0.97, "coverage": 0.02, "standards": "fits"}  # fmt: skip
        conn.execute(insert(VERDICT).values(**row | few))
    return world


@pytest.mark.parametrize(("language", "word"), [("vi", "tạm tính"), ("en", "provisional")])
def test_a_probability_with_few_results_has_the_same_word_beside_it_everywhere(
    thin: World, language: str, word: str
) -> None:
    client = thin.client("province_a", language=language)
    listed = client.get(f"/runs/{RUN_A}/verdicts").text
    assert re.search(rf"97\s?%\s*<span class=\"sub\">{word}</span>", listed)
    assert listed.count(word) == 1, "beside the other numbers it is not said"
    file = client.get(f"/runs/{RUN_A}/verdicts.csv").content.decode("utf-8-sig")
    noted = [row for row in csv.DictReader(io.StringIO(file)) if word in row.values()]
    assert len(noted) == 1
    told = client.get(f"/api/v1/runs/{RUN_A}/verdicts?limit=200").json()["rows"]
    assert [one["position_id"] for one in told if one["is_provisional"]] == ["II.04T"]
    who = told[[one["position_id"] for one in told].index("II.04T")]["officer_id"]
    person = client.get(f"/runs/{RUN_A}/people/{who}").text
    assert {"vi": "khả năng đáp ứng tạm tính 97", "en": "provisionally 97"}[language] in person


def test_proposals_to_confirm_open_where_some_wait_and_both_kinds_are_counted(world: World) -> None:
    client = world.client("province_a")
    for wanted in ("meets", ""):
        page = client.get(f"/runs/{RUN_OPEN}/confirm?verdict={wanted}").text
        counts = [int(one) for one in re.findall(r'<span class="count">(\d+)</span>', page)]
        assert len(counts) == 2
        if not wanted:
            break
        pairs = re.findall(r'name="pair" value="([^"]+)"', page)
        client.post(f"/runs/{RUN_OPEN}/confirm", data={"pair": pairs, "verdict": "meets"})
    assert counts[0] == 0
    assert counts[1] > 0
    assert page.count('name="pair"') == counts[1], "with nothing to confirm of one kind the other is shown"


@pytest.mark.parametrize(("language", "said"), [("vi", "đã ký:"), ("en", "signed:")])
def test_a_later_review_tells_what_was_signed_in_an_earlier_one(
    shared_world: World, language: str, said: str
) -> None:  # fmt: skip
    client = shared_world.client("province_a", language=language)
    signed = client.get(f"/api/v1/runs/{RUN_A}/verdicts?limit=200").json()["rows"]
    later = {one["officer_id"] for one in client.get(f"/api/v1/runs/{RUN_OPEN}/verdicts?limit=200").json()["rows"]}
    who = {bool(one["decided"]): one["officer_id"] for one in signed if one["officer_id"] in later}
    assert said in client.get(f"/runs/{RUN_OPEN}/people/{who[True]}").text
    assert said not in client.get(f"/runs/{RUN_OPEN}/people/{who[False]}").text
