"""Pages of imports: files sent, looked at, confirmed, undone; nothing of other units is to be seen."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from sqlalchemy import update

from recommender.store.tables.imports import IMPORT
from recommender.store.tables.jobs import JOB
from recommender.workflows import settle_import
from tests.api.imports.sending import ODD, PLAIN, UNIT, read, send, sent_and_read, work, workbook
from tests.api.world import World
from tests.api.world_rows import PEOPLE


def test_a_file_is_sent_read_looked_at_confirmed_and_undone(world: World) -> None:
    client = world.client("hr_a1")
    import_id = send(client, PLAIN)
    assert "Đang đọc tệp" in client.get(f"/imports/{import_id}").text
    read(world, import_id)
    page = client.get(f"/imports/{import_id}").text
    assert "Cao Thị Mới" in page
    assert "Xác nhận và ghi nhận" in page
    confirmed = client.post(f"/imports/{import_id}/confirm")
    assert confirmed.headers["location"] == f"/imports/{import_id}?done=applied"
    assert "Đinh Văn Sau" in client.get("/people?q=sau").text
    assert client.post(f"/imports/{import_id}/undo").status_code == 303
    assert "Đinh Văn Sau" not in client.get("/people?q=sau").text


def test_a_large_import_tells_how_far_it_is_and_ends_in_the_same_words(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settle_import, "AT_ONCE_LINES", 1)
    client = world.client("hr_a1")
    import_id = sent_and_read(world, PLAIN)
    for step, waits, ends in (
        ("confirm", "Đang ghi nhận", "Đã ghi nhận"),
        ("undo", "Đang hoàn tác", "Đã hoàn tác"),
    ):
        address = client.post(f"/imports/{import_id}/{step}").headers["location"]
        assert address.startswith(f"/imports/{import_id}?job=")
        page = client.get(address).text
        assert f"<h1>{waits}</h1>" in page
        assert f'hx-get="{address}"' in page
        assert f'href="{address}"' in page
        assert f'action="/imports/{import_id}/{step}"' not in page
        work(world)
        page = client.get(address).text
        assert f'<p class="title">{ends}</p>' in page
        assert "hx-get" not in page


def test_a_large_import_that_could_not_be_undone_says_why(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = world.client("hr_a1")
    import_id = sent_and_read(world, PLAIN)
    client.post(f"/imports/{import_id}/confirm")
    monkeypatch.setattr(settle_import, "AT_ONCE_LINES", 1)
    address = client.post(f"/imports/{import_id}/undo").headers["location"]
    with world.store.writing() as conn:
        conn.execute(update(IMPORT).where(IMPORT.c.import_id == import_id).values(status="undone"))
    work(world)
    page = client.get(address).text
    assert "Chưa hoàn tác được" in page
    assert "Lượt nhập này chưa được ghi nhận." in page


def test_programs_get_the_counts_of_a_small_import_and_the_job_of_a_large_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = world.client("hr_a1")
    import_id = sent_and_read(world, PLAIN)
    small = client.post(f"/api/v1/imports/{import_id}/confirm")
    assert (small.status_code, small.json()) == (200, {"counts": {"added": 2}})
    monkeypatch.setattr(settle_import, "AT_ONCE_LINES", 1)
    large = client.post(f"/api/v1/imports/{import_id}/undo")
    job_id = large.json()["job_id"]
    assert (large.status_code, large.headers["location"]) == (202, f"/api/v1/jobs/{job_id}")
    work(world)
    job = client.get(f"/api/v1/jobs/{job_id}").json()
    assert (job["status"], job["result"]) == ("done", {"import_id": import_id, "put_back": 2})


def test_the_page_tells_heading_columns_fields_and_examples_of_each_sheet(world: World) -> None:
    import_id = sent_and_read(world, PLAIN)
    page = world.client("hr_a1").get(f"/imports/{import_id}").text
    for told in (
        "Tệp được đọc thế nào",
        "Danh sách cán bộ, công chức",
        "Tự nhận ra",
        "Các cột của trang “CB”",
        "CB-9001 · CB-9002",
    ):
        assert told in page


def test_problems_are_narrowed_by_severity_and_widened_again(world: World) -> None:
    import_id = sent_and_read(world, PLAIN)
    client = world.client("hr_a1")
    page = client.get(f"/imports/{import_id}?severity=error").text
    assert "31/2/1985" in page
    assert "Lọc: 1 đang bật" in page


def test_what_would_change_is_told_in_words(world: World) -> None:
    sent_and_read(world, PLAIN)
    one = PEOPLE[1]
    rows = (
        ("Mã cán bộ", "Họ và tên", "Ngày sinh", "Đơn vị", "Vị trí việc làm", "Ngạch"),
        (one.code, "Trần Văn Đức Mới", "02/05/1985", "Phường Ba Đình", one.position_id, "01.004"),
    )
    page = world.client("hr_a1").get(f"/imports/{sent_and_read(world, rows, name='b.xlsx')}").text
    assert "Họ và tên: " in page
    assert "Trần Văn Đức Mới" in page
    assert "Ngạch: " in page
    assert "01.004</ins>" not in page


def test_a_given_up_import_offers_nothing_more(world: World) -> None:
    client = world.client("hr_a1")
    import_id = sent_and_read(world, PLAIN)
    assert client.post(f"/imports/{import_id}/cancel").status_code == 303
    assert "Xác nhận và ghi nhận" not in client.get(f"/imports/{import_id}").text
    refused = client.post(f"/imports/{import_id}/confirm")
    assert refused.status_code == 409
    assert "Có người vừa sửa" not in refused.text


def test_the_same_file_again_is_the_same_import_and_says_so(world: World) -> None:
    client = world.client("hr_a1")
    content = workbook(PLAIN)
    first, again = (
        client.post("/imports", data={"unit": UNIT}, files={"people": ("a.xlsx", content)}).headers["location"]
        for _ in range(2)
    )
    assert again == f"{first}?done=known"
    assert "đã được gửi trước đây" in client.get(again).text


@pytest.mark.parametrize(("files", "told"), [
    ({}, "Chọn ít nhất một tệp."), ({"people": ("a.exe", b"MZ")}, "Không nhận tệp .exe."),
    ({"people": ("a.xlsx", b"no workbook")}, "không phải .xlsx"), ({"people": ("a.csv", b"")}, "trống"),
])  # fmt: skip
def test_what_is_no_table_is_refused_on_the_form(world: World, files: dict[str, tuple[str, bytes]], told: str) -> None:
    answer = world.client("hr_a1").post("/imports", data={"unit": UNIT}, files=files or None)
    assert answer.status_code == 422
    assert told in answer.text
    assert 'enctype="multipart/form-data"' in answer.text


@pytest.mark.parametrize("unit", ["01273", "nowhere"])
def test_files_are_not_taken_for_a_unit_of_others(world: World, unit: str) -> None:
    answer = world.client("hr_a1").post("/imports", data={"unit": unit}, files={"people": ("a.xlsx", workbook(PLAIN))})
    assert answer.status_code == 404


def test_a_file_of_which_nothing_is_understood_says_where_to_help(world: World) -> None:
    import_id = sent_and_read(world, ODD)
    page = world.client("hr_a1").get(f"/imports/{import_id}").text
    assert "Không đọc được" in page
    assert f"/imports/{import_id}/sheets/0" in page


@pytest.mark.parametrize("path", [
    "/imports/1MP3", "/imports/1MP3/sheets/0", "/imports/1MP3/marked/0", "/imports/none", "/imports/1MP0/sheets/1",
    "/imports/1MP0/marked/1", "/imports/1MP0/marked/-1",
])  # fmt: skip
def test_imports_of_other_units_and_parts_that_are_not_there_are_not_found(shared_world: World, path: str) -> None:
    assert shared_world.client("hr_a1").get(path).status_code == 404


@pytest.mark.parametrize("step", ["confirm", "undo", "cancel", "sheets/0"])
def test_nothing_is_done_to_an_import_of_another_unit(world: World, step: str) -> None:
    form = {"kind": "people", "first": "1", "last": "1"}
    assert world.client("hr_a1").post(f"/imports/1MP3/{step}", data=form).status_code == 404


@pytest.mark.parametrize("account", ["officer", "institute", "auditor_a", "nobody"])
def test_only_those_who_import_see_imports(shared_world: World, account: str) -> None:
    client = shared_world.client(account)
    assert {client.get(path).status_code for path in ("/imports", "/imports/headings", "/imports/1MP0")} == {403}


def test_the_page_of_an_import_being_read_asks_again_and_links_to_itself(world: World) -> None:
    client = world.client("hr_a1")
    import_id = send(client, PLAIN)
    page = client.get(f"/imports/{import_id}").text
    assert f'hx-get="/imports/{import_id}" hx-trigger="every 2s" hx-select="#main"' in page
    assert "htmx.min.js" in page
    assert f'href="/imports/{import_id}">Xem lại</a>' in page
    read(world, import_id)
    assert "hx-get" not in client.get(f"/imports/{import_id}").text


def test_rows_that_are_not_taken_say_why(world: World) -> None:
    rows = (
        ("Mã cán bộ", "Họ và tên", "Ngày sinh", "Đơn vị", "Vị trí việc làm"),
        ("CB-9001", "Cao Thị Mới", "02/03/1985", "Phường Ba Đình", "II.04"),
        ("CB-9002", "Đinh Văn Sau", "02/03/1990", "Phường Ngọc Hà, Thành phố Hà Nội", "II.05"),
        (PEOPLE[5].code, PEOPLE[5].name, "02/03/1990", "Phường Ba Đình", PEOPLE[5].position_id),
    )
    client = world.client("hr_a1")
    import_id = sent_and_read(world, rows)
    page = client.get(f"/imports/{import_id}").text
    assert re.search(r"Người được nêu trong tệp</th>(?:<td[^>]*>(?:<[^>]+>)?\d(?:</a>)?</td>){3}", page)
    assert [
        int(n)
        for n in re.findall(r'class="number">(?:<a[^>]*>)?(\d)', page.partition("Người được nêu trong tệp</th>")[2])[:3]
    ] == [
        3,
        1,
        2,
    ]
    assert f'href="/imports/{import_id}/changes?change=refused"' in page
    for address in (f"/imports/{import_id}", f"/imports/{import_id}/changes?change=refused"):
        page = client.get(address).text
        assert "Phường Ngọc Hà: đơn vị này nằm ngoài đơn vị đang nhập dữ liệu" in page
        assert "mã này đang là của người ở đơn vị ngoài phạm vi của lần nhập" in page
    answer = client.get(f"/api/v1/imports/{import_id}/changes?change=refused").json()
    assert {(one["code"], one["refusal"], len(one["changes"])) for one in answer["rows"]} == {
        ("CB-9002", "unit_outside", 0), (PEOPLE[5].code, "person_elsewhere", 0)
    }  # fmt: skip


def test_an_over_long_cell_is_told_with_its_place_and_not_imported(world: World) -> None:
    rows = (*PLAIN, ("CB-9003", "Nguyễn " * 1_500, "02/03/1990", "Phường Ba Đình", "II.05", ""))
    client = world.client("hr_a1")
    import_id = sent_and_read(world, rows)
    page = client.get(f"/imports/{import_id}?severity=error").text
    assert "Dòng không được đọc: ô ở cột “Họ và tên” dài" in page
    assert "Rút gọn ô này" in page
    assert "B4" in page
    assert len(page) < 60_000
    changed = client.get(f"/imports/{import_id}/changes").text
    assert "CB-9002" in changed
    assert "CB-9003" not in changed


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_day_in_the_preview_is_day_month_year(world: World, language: str) -> None:
    head = ("Mã cán bộ", "Họ và tên", "Ngày sinh", "Đơn vị", "Vị trí việc làm", "Ngày vào ngành")
    first = (("CB-9001", "Cao Thị Mới", "02/03/1985", "Phường Ba Đình", "II.04", "01/09/2010"),)
    second = (("CB-9001", "Cao Thị Mới", "03/04/1986", "Phường Ba Đình", "II.04", "05/10/2011"),)
    client = world.client("hr_a1", language=language)
    client.post(f"/imports/{sent_and_read(world, (head, *first))}/confirm")
    import_id = sent_and_read(world, (head, *second), name="b.xlsx")
    for address in (f"/imports/{import_id}", f"/imports/{import_id}/changes"):
        page = client.get(address).text
        assert "<del>02/03/1985</del> → <ins>03/04/1986</ins>" in page
        assert "<del>01/09/2010</del> → <ins>05/10/2011</ins>" in page
        assert "1986-04-03" not in page


@pytest.mark.parametrize("kind", ["people", "assessments", "quotas", "decisions"])
def test_the_empty_forms_are_taken_from_the_page(shared_world: World, kind: str) -> None:
    client = shared_world.client("hr_a1")
    address = f"/imports/templates/{kind}.xlsx"
    assert f'href="{address}"' in client.get("/imports").text
    book = openpyxl.load_workbook(io.BytesIO(client.get(address).content))
    assert "Hướng dẫn" in book.sheetnames


def test_there_is_no_other_form(shared_world: World) -> None:
    assert shared_world.client("hr_a1").get("/imports/templates/none.xlsx").status_code == 404
    assert shared_world.client("officer").get("/imports/templates/people.xlsx").status_code == 403


def test_an_import_of_which_every_row_is_refused_offers_nothing_to_confirm(world: World) -> None:
    rows = (
        ("Mã cán bộ", "Họ và tên", "Ngày sinh", "Đơn vị", "Vị trí việc làm"),
        ("CB-9002", "Đinh Văn Sau", "02/03/1990", "Phường Ngọc Hà, Thành phố Hà Nội", "II.05"),
    )
    import_id = sent_and_read(world, rows)
    page = world.client("hr_a1").get(f"/imports/{import_id}").text
    assert "Không có dòng nào để ghi nhận" in page
    assert "Phường Ngọc Hà: đơn vị này nằm ngoài đơn vị đang nhập dữ liệu: 1 dòng." in page
    assert f'action="/imports/{import_id}/confirm"' not in page
    assert f'action="/imports/{import_id}/cancel"' in page


def test_errors_come_before_warnings_and_notes_and_look_like_errors(world: World) -> None:
    import_id = sent_and_read(world, [(*PLAIN[0], "Cột lạ"), *[(*row, "?") for row in PLAIN[1:]]])
    client = world.client("hr_a1")
    order = [one["severity"] for one in client.get(f"/api/v1/imports/{import_id}/problems").json()["rows"]]
    assert order == sorted(order, key=("error", "warning", "note").index)
    assert len(set(order)) > 1
    assert 'class="chip is-unmet"' in client.get(f"/imports/{import_id}?severity=error").text


def test_a_heading_beside_a_column_of_topics_is_no_topic(world: World) -> None:
    rows = (
        ("Mã cán bộ", "Họ tên", "Nội dung đánh giá", "Hình thức đánh giá", "Điểm số", "Thang điểm", "Ngày", "Tổ chấm"),
        (PEOPLE[0].code, PEOPLE[0].name, "Soạn thảo văn bản", "Sát hạch", "7,5", "10", "15/05/2026", "Tổ 1"),
    )
    client = world.client("hr_a1")
    begun = client.post("/imports", data={"unit": UNIT}, files={"assessments": ("kq.xlsx", workbook(rows))})
    import_id = str(begun.headers["location"]).rsplit("/", 1)[-1].partition("?")[0]
    read(world, import_id)
    page = client.get(f"/imports/{import_id}").text
    row = page.partition(f'href="/imports/{import_id}/sheets/0"')[2].partition("</tr>")[0]
    assert re.findall(r'<td class="number">(\d+)</td>', row)[-2:] == ["7", "1"]


def test_an_import_that_no_job_reads_any_more_is_read_again_or_given_up(world: World) -> None:
    client = world.client("hr_a1")
    import_id = send(client, PLAIN)
    assert client.post(f"/imports/{import_id}/retry").status_code == 409
    with world.store.writing() as conn:
        conn.execute(update(JOB).where(JOB.c.status == "queued").values(n_attempts=2))
    waits = client.get(f"/imports/{import_id}").text
    assert "Đã thử 2 lần" in waits
    assert f'action="/imports/{import_id}/cancel"' in waits
    with world.store.writing() as conn:
        conn.execute(update(JOB).values(status="failed", error_vi="Việc bị ngắt giữa chừng 5 lần."))
    stuck = client.get(f"/imports/{import_id}").text
    assert "Việc bị ngắt giữa chừng 5 lần." in stuck
    assert "hx-get" not in stuck
    assert client.post(f"/imports/{import_id}/retry").status_code == 303
    work(world)
    assert "Xác nhận và ghi nhận" in client.get(f"/imports/{import_id}").text


def test_the_same_file_sent_again_has_a_stuck_import_read(world: World) -> None:
    client = world.client("hr_a1")
    import_id = send(client, PLAIN)
    with world.store.writing() as conn:
        conn.execute(update(JOB).values(status="failed"))
    assert send(client, PLAIN) == import_id
    work(world)
    assert "Xác nhận và ghi nhận" in client.get(f"/imports/{import_id}").text


def test_who_is_ticked_stays_as_the_store_has_her(world: World) -> None:
    client = world.client("hr_a1")
    head = ("Mã cán bộ", "Họ và tên", "Đơn vị", "Trình độ đào tạo")
    for degree in ("Cao đẳng Luật", "Đại học Luật"):
        rows = (head, ("CB-9001", "Cao Thị Mới", "Phường Ba Đình", degree))
        client.post(f"/imports/{sent_and_read(world, rows, name=f'{len(degree)}.xlsx')}/confirm")
    rows = (head, ("CB-9001", "Cao Thị Mới", "Phường Ba Đình", "Cao đẳng Luật"), ("", "", "", ""))
    import_id = sent_and_read(world, (("Danh sách",), *rows), name="old.xlsx")
    page = client.get(f"/imports/{import_id}").text
    assert "1 người bị đưa trở lại giá trị cũ" in page
    (number,) = re.findall(r'name="left_out" value="(\d+)"', page)
    assert client.post(f"/imports/{import_id}/confirm", data={"left_out": number}).status_code == 303
    (address,) = re.findall(r'href="(/people/[^"/?]+)"', client.get("/people?q=CB-9001").text)[:1]
    person = client.get(address).text
    assert "Đại học Luật" in person
    assert "Cao đẳng Luật" not in person
    assert "người xác nhận để lại" in client.get(f"/imports/{import_id}/changes?change=refused").text


def test_people_whom_the_list_of_their_unit_does_not_name_are_listed(world: World) -> None:
    client = world.client("hr_a1")
    mine = [one for one in PEOPLE if one.unit_id == UNIT]
    head = ("Mã cán bộ", "Họ và tên", "Đơn vị")
    rows = [(one.code, one.name, "Phường Ba Đình") for one in mine[1:]]
    page = client.get(f"/imports/{sent_and_read(world, (head, *rows))}").text
    assert "1 người có trong hệ thống, không có trong tệp" in page
    assert mine[0].name in page
