"""Files and texts that are meant to do harm: refused or kept as plain text, and the server goes on."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from api.web.downloads import attachment, media_type
from api.web.uploads import keep_upload
from recommender.errors import InputError
from tests.api.world import World
from tests.api.world_rows import A1, OWN
from tests.training_catalog.test_formula_guard import FORMULAS

TEMPLATES = ("{{ 7*7 }}", "{% for x in ().__class__ %}", "${7*7}", "<%= 7*7 %>", "#{7*7}", "<script>alert(1)</script>")
NASTY = "< > & &lt; ' \\' 碁 \\\\ \u202eabc é 👩‍👩‍👧 " + "x" * 200
NAMES = ("../../etc/passwd.xlsx", "..\\..\\x.xlsx", "a\x00b.xlsx", "con.xlsx", "x" * 400 + ".xlsx", '"; rm -rf /.xlsx')


@pytest.mark.parametrize("text", [*TEMPLATES, NASTY, *FORMULAS[:4]])
def test_a_hostile_text_comes_back_as_it_was_sent(world: World, text: str) -> None:
    client = world.client("hr_a1")
    url = f"/api/v1/people/{OWN.officer_id}/evidence"
    made = client.post(url, json={"kind": "duty", "text": f"{text} ......"})
    assert made.status_code == 201
    rows = client.get(url).json()["rows"]
    assert f"{text} ......".strip() in [row["text"] for row in rows]
    page = client.get(f"/people/{OWN.officer_id}")
    if page.status_code == 200:
        assert "<script>alert(1)" not in page.text
        assert "49" not in page.text or text not in TEMPLATES[:1]


@pytest.mark.parametrize("body", [
    b"{", b"", b"[]", b"null", b'{"kind": "duty", "text": "\xff\xfe"}', b'{"kind":"duty","text":"a\\u0000b ....."}',
    b'{"kind":"duty","text":"\\ud800 ....."}', b'{"kind":"duty","text":1e999}', b"[" * 5000,
])  # fmt: skip
def test_a_body_that_is_not_as_described_is_refused_and_not_a_fault(shared_world: World, body: bytes) -> None:
    answer = shared_world.client("hr_a1").post(
        f"/api/v1/people/{OWN.officer_id}/evidence", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**30])
def test_a_number_that_no_database_holds_is_refused(shared_world: World, number: int) -> None:
    answer = shared_world.client("hr_a1").get(f"/api/v1/people?limit={number}")
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "url", ["/api/v1/people/%00", "/api/v1/jobs/..%2f..%2fetc", "/static/..%2f..%2fapp.py", "/%ff"]
)
def test_an_address_that_is_meant_to_lead_astray_finds_nothing(shared_world: World, url: str) -> None:
    assert shared_world.client("hr_a1").get(url).status_code in {404, 422}


def upload(world: World, name: str, content: bytes) -> int:
    status: int = (
        world.client("hr_a1")
        .post("/api/v1/imports", data={"unit_id": A1}, files={"people": (name, content, "application/octet-stream")})
        .status_code
    )
    return status


def test_a_file_whose_content_is_not_what_its_name_says_is_refused(world: World) -> None:
    before = set(world.settings.uploads_folder.glob("*"))
    assert upload(world, "a.xlsx", b"MZ\x90\x00 not a workbook") == 422
    assert upload(world, "a.csv", b"a,b\x00c") == 422
    assert upload(world, "a.exe", b"PK\x03\x04") == 422
    assert upload(world, "a.xlsx", b"") == 422
    assert set(world.settings.uploads_folder.glob("*")) == before


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_never_decides_where_it_is_kept(world: World, name: str) -> None:
    kept = keep_upload(io.BytesIO(b"PK\x03\x04rest"), name, folder=world.settings.uploads_folder)
    path = world.settings.uploads_folder / kept.stored_as
    assert path.parent == world.settings.uploads_folder
    assert path.stat().st_mode & 0o077 == 0
    assert "/" not in kept.name
    assert len(kept.name) <= 150


def test_a_table_as_excel_saves_unicode_text_is_taken(world: World) -> None:
    assert upload(world, "a.csv", "Họ và tên;Đơn vị\n".encode("utf-16")) == 202


def test_a_zip_bomb_is_taken_in_as_the_small_file_it_is_and_read_by_no_one_here(world: World) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    assert upload(world, "bomb.xlsx", packed.getvalue()) == 202
    assert world.client("hr_a1").get("/healthz").status_code == 200


def test_the_same_file_twice_is_the_same_import(world: World) -> None:
    client = world.client("hr_a1")
    sent = [
        client.post(
            "/api/v1/imports", data={"unit_id": A1}, files={"people": ("a.csv", b"M\xc3\xa3;T\xc3\xaan", "text/csv")}
        )
        for _ in range(2)
    ]
    assert sent[0].json()["import_id"] == sent[1].json()["import_id"]
    assert [one.json()["is_known"] for one in sent] == [False, True]


def test_an_unsafe_kind_of_file_is_never_shown_in_place() -> None:
    assert media_type("x.html") == media_type("x.svg") == media_type("x.js") == "application/octet-stream"


def test_the_name_of_a_download_cannot_break_its_header() -> None:
    told = attachment('báo cáo"\r\nSet-Cookie: a=b\u202e.xlsx')["Content-Disposition"]
    assert "\r" not in told
    assert "\n" not in told
    assert told.count('"') == 2
    assert told.isascii()


def test_an_address_is_decoded_once(world: World) -> None:
    page = world.client("hr_a1").get("/people?q=%2541n").text
    assert "%41n" in page
    assert "“An”" not in page


def test_an_unknown_ending_is_told_with_those_that_are_taken(world: World) -> None:
    with pytest.raises(InputError, match="not taken") as refused:
        keep_upload(io.BytesIO(b"x"), "x.pdf", folder=world.settings.uploads_folder)
    assert ".xlsx" in refused.value.hint_en


def test_json_with_the_same_member_twice_is_one_value(world: World) -> None:
    body = '{"kind":"duty","kind":"rating","text":"Tham mưu chứng thực"}'
    answer = world.client("hr_a1").post(
        f"/api/v1/people/{OWN.officer_id}/evidence", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 422
    assert [one["pointer"] for one in json.loads(answer.text)["errors"]] == ["#/kind"]
