"""What the command line cannot understand is told in Vietnamese, or in English when that is asked for."""

from __future__ import annotations

import errno
import os
import re
from datetime import datetime

import click
import pytest

from api.cli import cli
from api.commands.options import Day
from api.commands.refusals import SYSTEM_SAYS, file_refused, refused

SLIPS = (
    (["screen"], "Lỗi: Thiếu tùy chọn --people."),
    (["nope"], "Lỗi: Không có lệnh nope."),
    (["demo", "--nope"], "Lỗi: Không có tùy chọn --nope."),
    (["demo", "--lan", "en"], "Lỗi: Không có tùy chọn --lan."),
    (["demo", "a", "b"], "Lỗi: Thừa đối số: a b."),
    (["check", "--people", "/none.xlsx"], "Lỗi: Giá trị của --people chưa đúng: không có /none.xlsx."),
    (["check", "--people", "/"], "Lỗi: Giá trị của --people chưa đúng: / là thư mục, không phải tệp."),
    (["match", "--encoder", "x"], "Lỗi: Giá trị của --encoder chưa đúng: x không thuộc: 'hybrid',"),
    (["sample", "--communes", "x"], "Lỗi: Giá trị của --communes chưa đúng: x không phải số."),
    (["train", "--error", "5"], "Lỗi: Giá trị của --error chưa đúng: 5.0 nằm ngoài khoảng"),
    (
        ["train", "--today", "31/13/2026"],
        "Lỗi: Giá trị của --today chưa đúng: 31/13/2026 không phải ngày; ghi như 31/12/2026 hoặc 2026-12-31.",
    ),
    (["train", "--today", "1800-01-01"], "Lỗi: Giá trị của --today chưa đúng: 1800-01-01 trước năm 2000."),
    (["train", "--encoder"], "Lỗi: Tùy chọn --encoder cần có giá trị."),
)


def refusal_of(arguments: list[str]) -> click.ClickException:
    with pytest.raises(click.ClickException) as caught:
        cli(arguments, standalone_mode=False)
    return caught.value


@pytest.mark.parametrize(("arguments", "said"), SLIPS, ids=[" ".join(slip[0]) for slip in SLIPS])
def test_a_slip_is_told_in_vietnamese(arguments: list[str], said: str) -> None:
    told = refused(refusal_of(arguments), "vi")
    assert told.splitlines()[-1].startswith(said)
    assert not re.search(r"\b(Error|Usage|Invalid|Missing|such|Try)\b", told)
    assert told.startswith(("Cách dùng: ", "Lỗi: "))


@pytest.mark.parametrize("arguments", [slip[0] for slip in SLIPS], ids=" ".join)
def test_a_slip_is_told_in_english_as_the_library_says_it(arguments: list[str]) -> None:
    error = refusal_of(arguments)
    assert refused(error, "en").endswith(f"Error: {error.format_message()}")


def test_a_group_without_a_command_shows_its_help() -> None:
    assert refused(refusal_of(["db"]), "vi").startswith("Usage: ")


@pytest.mark.parametrize("code", sorted(SYSTEM_SAYS), ids=lambda code: errno.errorcode[code])
def test_a_file_that_the_system_refuses_is_told_in_the_language_asked(code: int) -> None:
    error = OSError(code, os.strerror(code), "ket_qua")
    assert os.strerror(code) not in file_refused(error, "vi")
    assert file_refused(error, "vi").startswith("Không dùng được ket_qua: ")
    assert file_refused(error, "en").startswith(f"Cannot use ket_qua: {os.strerror(code)}.")


@pytest.mark.parametrize("text", ["2026-12-31", "31/12/2026"])
def test_a_day_is_read_as_programs_and_as_offices_write_it(text: str) -> None:
    assert Day()(text) == datetime(2026, 12, 31)


@pytest.mark.parametrize("text", ["1800-01-01", "31/12/1999", "31/13/2026", "12/31/2026", "hôm nay", "%Y", ""])
def test_a_day_long_ago_or_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter) as caught:
        Day()(text)
    assert "%" not in caught.value.message.replace(f"'{text}'", "")
