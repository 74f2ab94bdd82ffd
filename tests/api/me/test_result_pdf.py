"""The own result as a PDF: what its text says, in both languages, to whom, and only once it is published."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.api.world import World
from tests.api.world_rows import OWN, PEOPLE

PATH = "/me/result.pdf"


def text_of(content: bytes, folder: Path) -> str:
    """The words of a PDF in one line; skipped where poppler's reader is not installed, unless all is required."""
    reader = shutil.which("pdftotext")
    if reader is None:
        reason = "no pdftotext on this machine: apt-get install poppler-utils"
        if os.environ.get("NANGLUC_REQUIRE_ALL"):
            pytest.fail(reason)
        pytest.skip(reason)
    (folder / "result.pdf").write_bytes(content)
    done = subprocess.run([reader, "-layout", folder / "result.pdf", "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.mark.parametrize("account", ["hr_a1", "institute", "administrator", "auditor_a", ""])
def test_nobody_but_the_person_takes_it_away(shared_world: World, account: str) -> None:
    answer = shared_world.client(account).get(PATH, follow_redirects=False)
    assert answer.status_code in {303, 403}


def test_it_is_a_tagged_file(shared_world: World) -> None:
    answer = shared_world.client("officer").get(PATH)
    assert answer.headers["content-type"] == "application/pdf"
    assert "ket-qua-" in answer.headers["content-disposition"]
    assert answer.content.startswith(b"%PDF-")
    assert b"StructTreeRoot" in answer.content


def test_its_text_holds_verdict_reason_change_basis_evidence_and_the_way_to_object(
    shared_world: World, tmp_path: Path
) -> None:
    text = text_of(shared_world.client("officer").get(PATH).content, tmp_path)
    assert OWN.name in text
    for part in (
        "Kết quả rà soát theo vị trí việc làm", "Vì sao", "Điều có thể làm thay đổi kết luận", "Căn cứ",
        "Yêu cầu ảnh hưởng nhiều nhất", "Minh chứng đã dùng", "Nếu không đồng ý với kết quả", "7 ngày làm việc",
    ):  # fmt: skip
        assert part in text
    assert "None" not in text
    assert all(person.name not in text for person in PEOPLE if person != OWN)


def test_its_text_is_english_for_those_who_read_english(shared_world: World, tmp_path: Path) -> None:
    text = text_of(shared_world.client("officer", language="en").get(PATH).content, tmp_path)
    for part in ("Result of the review", "Why", "What would change it", "If the result seems wrong", "7 working days"):
        assert part in text
    assert "Kết quả" not in text


def test_what_to_mind_about_a_requirement_stands_beside_it(shared_world: World, tmp_path: Path) -> None:
    text = text_of(shared_world.client("officer").get(PATH).content, tmp_path)
    assert "Chưa phân định được" in text
    assert "Các nguồn lệch nhau 1,8" in text
