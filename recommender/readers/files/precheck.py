"""Kind of a workbook file from its real content, after a streaming check that no part of it is out of bounds."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from recommender.readers.files.limits import MEGABYTE, Limits
from recommender.readers.files.refusal import FileRefused

CHUNK = 1 << 20
OVERLAP = 256
"""Bytes of the chunk before that are looked at again, so that a mark cut in two is still seen."""
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
BOOK_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00[DE]\x00|\x00<\x00!\x00[DE]", re.IGNORECASE)
_FAR_ROW = re.compile(rb"""\sr=["'][A-Za-z]{0,3}(\d{6,})["']""")
_FAR_COLUMN = re.compile(rb"""\sr=["']([A-Za-z]{3,})\d""")
_STORED, _DEFLATED = 0, 8


class FileKind(StrEnum):
    """What a file really is."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "csv"


EXTENSIONS = {
    ".xlsx": FileKind.XLSX, ".xlsm": FileKind.XLSX, ".xltx": FileKind.XLSX, ".xlsb": FileKind.XLSB,
    ".xls": FileKind.XLS, ".ods": FileKind.ODS, ".csv": FileKind.TEXT, ".tsv": FileKind.TEXT, ".txt": FileKind.TEXT,
}  # fmt: skip


def checked_kind(path: Path, *, limits: Limits) -> FileKind:
    """What `path` is; raises FileRefused when it is no table, lies about itself or is out of bounds."""
    expected = EXTENSIONS.get(path.suffix.lower())
    if not path.is_file():
        raise FileRefused("file_missing")
    size = path.stat().st_size
    if size == 0:
        raise FileRefused("file_empty")
    if size > limits.file_bytes:
        raise FileRefused("file_too_big", size=f"{size // MEGABYTE}", most=f"{limits.file_bytes // MEGABYTE}")
    try:
        kind = _real_kind(path, limits=limits)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError) as error:
        raise FileRefused("file_damaged") from error
    if expected is None:
        raise FileRefused("file_extension", extension=path.suffix or "—")
    if expected is not kind:
        raise FileRefused("file_other_kind", extension=path.suffix.lower(), kind=str(kind))
    return kind


def _real_kind(path: Path, *, limits: Limits) -> FileKind:
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith(OLE_MAGIC):
        return _ole_kind(path)
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zip_kind(path, limits=limits)
    if head.startswith(b"%PDF"):
        raise FileRefused("file_is_pdf")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<?xml", b"<workbook")):
        raise FileRefused("file_is_web_page")
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused("file_damaged")
    return FileKind.TEXT


def _ole_kind(path: Path) -> FileKind:
    has_book = False
    for chunk in _with_overlap(_file_chunks(path)):
        if ENCRYPTED_PACKAGE in chunk:
            raise FileRefused("file_encrypted")
        has_book = has_book or any(name in chunk for name in BOOK_STREAMS)
    if not has_book:
        raise FileRefused("file_not_a_table")
    return FileKind.XLS


def _zip_kind(path: Path, *, limits: Limits) -> FileKind:
    with zipfile.ZipFile(path) as archive, path.open("rb") as stream:
        parts = archive.infolist()
        if len(parts) > limits.entries:
            raise FileRefused("file_many_parts", count=str(len(parts)), most=str(limits.entries))
        if any(part.flag_bits & 0x1 for part in parts):
            raise FileRefused("file_encrypted")
        if sum(part.file_size for part in parts) > limits.unpacked_bytes:
            raise FileRefused("file_bomb", most=f"{limits.unpacked_bytes // MEGABYTE}")
        names = {part.filename for part in parts}
        if len(names) < len(parts):
            raise FileRefused("file_damaged")
        room = limits.unpacked_bytes
        for part in parts:
            room -= _scan_part(stream, part, room, limits=limits)
    return _kind_by_parts(names)


def _kind_by_parts(names: set[str]) -> FileKind:
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    if "xl/workbook.bin" in names:
        return FileKind.XLSB
    if "content.xml" in names and "mimetype" in names:
        return FileKind.ODS
    raise FileRefused("file_is_word" if "word/document.xml" in names else "file_not_a_table")


def _scan_part(stream: BinaryIO, part: zipfile.ZipInfo, room: int, *, limits: Limits) -> int:
    """Real size of one part; its XML is looked through for document types, far rows and far columns."""
    is_text = part.filename.lower().endswith((".xml", ".rels", ".vml"))
    is_sheet = is_text and "/worksheets/" in part.filename
    counted = 0

    def within_bounds() -> Iterator[bytes]:
        nonlocal counted
        for chunk in _unpacked(stream, part):
            counted += len(chunk)
            if counted > room:
                raise FileRefused("file_bomb", most=f"{limits.unpacked_bytes // MEGABYTE}")
            yield chunk

    for chunk in _with_overlap(within_bounds()):
        if is_text and _DOCTYPE.search(chunk):
            raise FileRefused("file_document_type")
        if is_sheet:
            _check_reach(chunk, limits=limits)
    if counted != part.file_size:
        raise FileRefused("file_lies")
    return counted


def _check_reach(chunk: bytes, *, limits: Limits) -> None:
    for found in _FAR_ROW.finditer(chunk):
        if int(found[1]) > limits.rows:
            raise FileRefused("file_far_cell", row=found[1].decode(), most=str(limits.rows))
    for found in _FAR_COLUMN.finditer(chunk):
        if column_number(found[1].decode()) > limits.columns:
            raise FileRefused("file_far_column", column=found[1].decode(), most=str(limits.columns))


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _unpacked(stream: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The real content, whatever size the directory claims: zipfile itself would stop at the claimed size."""
    stream.seek(part.header_offset)
    header = _LOCAL_HEADER.unpack(stream.read(_LOCAL_HEADER.size))
    if header[0] != b"PK\x03\x04":
        raise FileRefused("file_damaged")
    stream.seek(header[9] + header[10], 1)
    if part.compress_type not in (_STORED, _DEFLATED):
        raise FileRefused("file_packing")
    left = part.compress_size
    unpacker = zlib.decompressobj(-15) if part.compress_type == _DEFLATED else None
    while left > 0:
        packed = stream.read(min(CHUNK, left))
        if not packed:
            raise FileRefused("file_damaged")
        left -= len(packed)
        if unpacker is None:
            yield packed
            continue
        while packed:
            yield unpacker.decompress(packed, CHUNK)
            packed = unpacker.unconsumed_tail
    if unpacker is not None:
        yield unpacker.flush()
        if not unpacker.eof:
            raise FileRefused("file_damaged")


def _file_chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _with_overlap(chunks: Iterator[bytes]) -> Iterator[bytes]:
    tail = b""
    for chunk in chunks:
        joined = tail + chunk
        yield joined
        tail = joined[-OVERLAP:]
