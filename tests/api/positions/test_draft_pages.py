"""A Word file sent by an office is shown as read, corrected, taken over, retired and put back, by who may only."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from api.web.form_text import kept_text
from recommender.workflows import read_description
from tests.api.imports.sending import work
from tests.api.told import error_beside
from tests.api.world import World
from tests.training_catalog.word_form.forms import Form, write_form

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DRAFT = "/positions/drafts/P0S0"


def sent(world: World, folder: Path, *forms: Form, account: str = "province_a") -> str:
    """Where a sent file leads to."""
    path = folder / "x.docx"
    if not path.exists():
        write_form(path, *(forms or (Form(),)))
    files = {"file": ("Bản mô tả.docx", path.read_bytes(), WORD)}
    answer = world.client(account).post("/positions/upload", data={"unit": "01"}, files=files)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def typed(world: World, address: str) -> dict[str, str]:
    """What stands in the form of a draft, as a browser would send it back."""
    page = world.client("province_a").get(address).text
    start = page.index(f'<form method="post" action="{address}"')
    form = page[start : page.index("</form>", start)]
    inputs = re.findall(r'<input(?=[^>]*name="([^"]+)")(?=[^>]*value="([^"]*)")[^>]*>', form)
    boxes = re.findall(r'<input(?=[^>]*type="checkbox")(?=[^>]*name="([^"]+)")([^>]*)>', form)
    values = {name: value for name, value in inputs if name not in dict(boxes)}
    values |= {name: "yes" for name, rest in boxes if "checked" in rest}
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        values[name] = chosen[1] if chosen else ""
    areas = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL)
    return values | dict(areas)


@pytest.mark.parametrize(("files", "told"), [
    ({"file": ("", b"")}, "Chọn một tệp Word (.docx, .doc)."),
    ({"file": ("bieu.xlsx", b"PK")}, "Chỉ nhận tệp Word (.docx, .doc)."),
])  # fmt: skip
def test_a_missing_or_other_file_is_told_beside_its_field(
    shared_world: World, files: dict[str, tuple[str, bytes]], told: str
) -> None:
    answer = shared_world.client("province_a").post("/positions/upload", data={"unit": "01"}, files=files)
    assert answer.status_code == 422
    assert error_beside(answer.text, "file") == told


@pytest.mark.parametrize("path", ["/positions/upload", "/positions/drafts", DRAFT, "/positions/own/P0S9"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_office_opens_every_page(shared_world: World, path: str, language: str) -> None:
    answer = shared_world.client("province_a", language=language).get(path)
    assert answer.status_code == 200
    assert "None" not in answer.text


def test_a_sent_file_becomes_a_position_after_a_look(world: World, tmp_path: Path) -> None:
    address = sent(world, tmp_path)
    client = world.client("province_a")
    page = client.get(address).text
    for words in ("Người trồng cây", "TP-NVCN-05", "Bảng 1, dòng 1", "Giữ cho sân xanh.", "Tưới cây buổi sáng."):
        assert words in page
    assert "TP-NVCN-05" not in client.get("/positions").text
    values = typed(world, address) | {"rank": "01.003", "field": "office", "level-C3": "2-3", "act": "save"}
    assert client.post(address, data=values).headers["location"] == f"{address}?done=saved"
    values = typed(world, address) | {"act": "take"}
    refused = client.post(address, data=values)
    assert refused.status_code == 422
    assert "phải xem" in refused.text
    taken = client.post(address, data=typed(world, address) | {"act": "take", "looked": "yes"})
    assert taken.headers["location"] == "/positions/TP-NVCN-05?unit=01&done=taken"
    shown = world.client("hr_a1").get("/positions/TP-NVCN-05").text
    for words in ("Người trồng cây", "Chuyên viên", "Bản mô tả.docx", "bản riêng: Thành phố Hà Nội"):
        assert words in shown
    assert not list(world.settings.uploads_folder.glob("*.docx"))


def test_a_large_file_is_read_by_the_worker_and_its_page_leads_to_the_draft(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_description, "AT_ONCE_BYTES", 0)
    address, client = sent(world, tmp_path), world.client("province_a")
    assert address.startswith("/positions/upload?job=")
    page = client.get(address).text
    assert "<h1>Đang đọc bản mô tả công việc</h1>" in page
    assert f'href="{address}"' in page
    assert world.client("hr_b1").get(address).status_code in (403, 404)
    work(world)
    draft = client.get(address).headers["location"]
    asked_by_page = client.get(address, headers={"hx-request": "true"}).text
    assert f'href="{draft}"' in asked_by_page
    assert "hx-get" not in asked_by_page
    assert "Người trồng cây" in client.get(draft).text
    assert not list(world.settings.uploads_folder.glob("*.docx"))
    again = sent(world, tmp_path)
    work(world)
    assert client.get(again).headers["location"] == f"{draft}?done=known"


def test_a_large_file_that_holds_no_description_is_refused_on_the_form(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_description, "AT_ONCE_BYTES", 0)
    (tmp_path / "x.docx").write_bytes(b"PK\x03\x04 not a document")
    address, client = sent(world, tmp_path), world.client("province_a")
    work(world)
    page = client.get(address).text
    assert 'enctype="multipart/form-data"' in page
    assert 'role="alert"' in page
    assert not list(world.settings.uploads_folder.glob("*.docx"))


def test_another_job_is_not_told_of_on_the_page_of_a_file(shared_world: World) -> None:
    assert shared_world.client("province_a").get("/positions/upload?job=J0B0").status_code == 404


def test_a_task_that_is_not_kept_and_a_corrected_level_are_as_typed(world: World, tmp_path: Path) -> None:
    address = sent(world, tmp_path)
    values = typed(world, address) | {"act": "take", "looked": "yes", "level-P5": "3-4", "range-0": "4"}
    values.pop("task-1")
    world.client("province_a").post(address, data=values)
    shown = world.client("province_a").get("/positions/TP-NVCN-05").text
    assert "cần 3–4" in shown
    assert "Trồng cây trong sân." in shown
    assert "Tưới cây buổi sáng." not in shown


@pytest.mark.parametrize("wrong", [{"level-C1": "9"}, {"range-0": "x"}, {"title": ""}, {"position_id": "có dấu"},
                                   {"rank": "x"}, {"position_id": "drafts"}])  # fmt: skip
def test_a_wrong_correction_is_sent_back_with_what_was_typed(world: World, wrong: dict[str, str]) -> None:
    values = typed(world, DRAFT) | wrong | {"goal": "Mục tiêu đã gõ", "act": "take", "looked": "yes"}
    answer = world.client("province_a").post(DRAFT, data=values)
    assert answer.status_code == 422
    assert "Mục tiêu đã gõ" in answer.text
    assert "error-summary" in answer.text


@pytest.mark.parametrize(("field", "value", "expected"), [
    ("position_id", "có dấu", "như II.04 hoặc VP-01"), ("title", "x", "như “Chuyên viên về tư pháp”"),
    ("rank", "x", "Chọn ngạch trong danh sách"),
])  # fmt: skip
def test_what_is_expected_is_said_beside_the_field(world: World, field: str, value: str, expected: str) -> None:
    values = typed(world, DRAFT) | {field: value, "act": "save"}
    page = world.client("province_a").post(DRAFT, data=values).text
    beside = page.partition(f'id="{field}-error"')[2].partition("</p>")[0]
    assert expected in beside
    assert page.count(expected) == 2, "in the summary, and beside the field"


NASTY = (
    "< > & &lt; ' \\' 碁 \\\\ \u202eabc 👩‍👩‍👧", "<script>alert(1)</script>",
    "{{ 7*7 }} {% raw %}", "null", "- a: [b]\n# c",
    "e\u0301 u\u031b\u0301 đ", "=cmd|' /C calc'!A0", "\u200bcâu \u2028 dòng\u0085mới\x07", "x" * 1_900,
)  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_in_every_field_comes_back_as_it_is_kept(world: World, text: str) -> None:
    client = world.client("province_a")
    texts = {"title": text[:250], "goal": text, "text-0": text}
    saved = client.post(DRAFT, data=typed(world, DRAFT) | texts | {"act": "save"})
    assert saved.headers["location"] == f"{DRAFT}?done=saved"
    found = {name: html.unescape(value) for name, value in typed(world, DRAFT).items()}
    assert found["title"] == " ".join(kept_text(text[:250]).split())
    assert found["goal"] == kept_text(text).strip()
    assert found["text-0"] == " ".join(kept_text(text).split())
    taken = client.post(DRAFT, data=typed(world, DRAFT) | texts | {"act": "take", "looked": "yes"})
    assert taken.status_code == 303
    assert "<script>alert(1)" not in client.get(taken.headers["location"]).text


def test_a_version_that_no_database_holds_is_refused(shared_world: World) -> None:
    client = shared_world.client("province_a")
    for path in (f"{DRAFT}/discard", "/positions/own/P0S9/retire"):
        assert client.post(path, data={"version": str(10**30)}).status_code == 422


def test_two_people_at_one_draft_do_not_overwrite_each_other(world: World) -> None:
    client, values = world.client("province_a"), typed(world, DRAFT) | {"act": "save"}
    assert client.post(DRAFT, data=values).status_code == 303
    assert client.post(DRAFT, data=values).status_code == 412


def test_the_same_file_again_leads_to_its_drafts(world: World, tmp_path: Path) -> None:
    two = (Form(), Form(title="Người làm vườn", code="TP-NVCN-06"))
    assert sent(world, tmp_path, *two) == "/positions/drafts"
    assert sent(world, tmp_path, *two) == "/positions/drafts?done=known"


@pytest.mark.parametrize(("name", "content"), [
    ("x.docx", b"no zip"), ("x.docx", b"PK\x03\x04broken"), ("x.xlsx", b"PK\x03\x04"), ("x.exe", b"MZ"),
    ("x.docx", b""),
])  # fmt: skip
def test_what_is_no_job_description_is_refused_on_the_form(world: World, name: str, content: bytes) -> None:
    answer = world.client("province_a").post(
        "/positions/upload", data={"unit": "01"}, files={"file": (name, content, WORD)}
    )
    assert answer.status_code == 422
    assert "error-summary" in answer.text


def test_an_old_file_is_refused_clearly_where_no_libreoffice_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_description, "find_office", lambda: None)
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    answer = world.client("province_a").post(
        "/positions/upload", data={"unit": "01"}, files={"file": ("x.doc", content, "application/msword")}
    )
    assert answer.status_code == 422
    assert "LibreOffice" in answer.text


def test_a_position_is_retired_and_put_back_with_a_step_between(world: World) -> None:
    client, own = world.client("province_a"), "Giữ đúng việc của tỉnh."
    page = client.get("/positions/own/P0S9").text
    assert "Ngừng dùng bản mô tả riêng?" in page
    ended = client.post("/positions/own/P0S9/retire", data={"version": "1"})
    assert ended.headers["location"] == "/positions/II.06?unit=01&done=retired"
    after = client.get(ended.headers["location"]).text
    assert own not in after
    assert "Đã ngừng bản riêng" in after
    assert "Dùng lại bản mô tả riêng?" in client.get("/positions/own/P0S9").text
    assert client.post("/positions/own/P0S9/put-back", data={"version": "2"}).status_code == 303
    assert own in client.get("/positions/II.06").text


def test_a_draft_can_be_given_up(world: World) -> None:
    client = world.client("province_a")
    assert (
        client.post(f"{DRAFT}/discard", data={"version": "1"}).headers["location"] == "/positions/drafts?done=discarded"
    )
    assert "P0S0" not in client.get("/positions/drafts").text


@pytest.mark.parametrize("account", ["hr_a1", "decider_a", "officer", "institute"])
def test_who_does_not_look_after_the_catalogue_changes_nothing(shared_world: World, account: str) -> None:
    client = shared_world.client(account)
    assert client.get("/positions/upload").status_code == 403
    assert client.post(DRAFT, data={"act": "take"}).status_code == 403
    assert client.post("/positions/own/P0S9/retire", data={"version": "1"}).status_code == 403


def test_another_province_sees_no_draft_of_this_one(shared_world: World) -> None:
    client = shared_world.client("province_b")
    assert client.get(DRAFT).status_code == 404
    assert client.get("/positions/own/P0S9").status_code == 404
    assert "P0S0" not in client.get("/positions/drafts").text
