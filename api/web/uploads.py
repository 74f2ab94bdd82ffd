"""Uploaded workbooks kept under names of our own, before anything reads them: kind by content, size and digest counted.

What is inside is looked at only by the worker, in a child process with limits (`recommender.readers`).
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from recommender.errors import InputError

PART_BYTES: Final = 1024 * 1024
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STARTS: Final[dict[str, bytes | None]] = {
    ".xlsx": ZIP, ".xlsm": ZIP, ".ods": ZIP, ".xls": OLE, ".csv": None, ".docx": ZIP, ".doc": OLE,
}  # fmt: skip
"""Endings that are taken, and how such a file begins; None: plain text without a NUL, but for UTF-16."""
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
LONGEST_NAME: Final = 150


@dataclass(frozen=True, kw_only=True)
class KeptUpload:
    """An uploaded file: the name it came with, its size and digest, and where below the folder it lies now."""

    name: str
    bytes: int
    sha256: str
    stored_as: str


def keep_upload(content: BinaryIO, name: str, *, folder: Path) -> KeptUpload:
    """The file kept in `folder`; InputError for an ending that is not taken, another content, or nothing at all."""
    shown, ending = _shown_name(name)
    if ending not in STARTS:
        taken = ", ".join(sorted(STARTS))
        raise InputError(f"Không nhận tệp {ending or shown}.", f"Files {ending or shown} are not taken.",
                         hint_vi=f"Dùng một trong: {taken}.", hint_en=f"Use one of: {taken}.")  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stored_as = secrets.token_hex(16) + ending
    digest, size = hashlib.sha256(), 0
    target = folder / stored_as
    try:
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for part in _parts(content):
                if size == 0:
                    _require_kind(part, ending, shown)
                digest.update(part)
                size += len(part)
                file.write(part)
        if size == 0:
            raise InputError(f"Tệp {shown} trống.", f"The file {shown} is empty.")
    except BaseException:
        # Whatever went wrong, no half of a file stays behind.
        target.unlink(missing_ok=True)
        raise
    return KeptUpload(name=shown, bytes=size, sha256=digest.hexdigest(), stored_as=stored_as)


def _shown_name(name: str) -> tuple[str, str]:
    """What the file is called when it is shown, shortened before its ending; and the ending."""
    last = "".join(letter for letter in name.replace("\\", "/").rpartition("/")[2] if letter.isprintable()).strip()
    stem, dot, ending = last.rpartition(".")
    ending = (dot + ending).lower() if dot else ""
    return f"{(stem if dot else last)[: LONGEST_NAME - len(ending)]}{ending}" or "file", ending[:LONGEST_NAME]


def _parts(content: BinaryIO) -> Iterator[bytes]:
    while part := content.read(PART_BYTES):
        yield part


def _require_kind(start: bytes, ending: str, shown: str) -> None:
    wanted = STARTS[ending]
    is_right = b"\0" not in start or start.startswith(UTF_16) if wanted is None else start.startswith(wanted)
    if not is_right:
        raise InputError(
            f"Nội dung tệp {shown} không phải {ending}.", f"The content of {shown} is not {ending}.",
            hint_vi="Mở tệp bằng phần mềm bảng tính rồi lưu lại.",
            hint_en="Open the file in a spreadsheet program and save it again.",
        )  # fmt: skip
