"""One sheet from a CSV file: encoding and separator found from the content, never assumed."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from recommender.readers.files.legacy import valid_share
from recommender.readers.files.limits import Limits
from recommender.readers.files.refusal import FileRefused
from recommender.readers.files.sheets import Sheet, sheet_from_rows

SEPARATORS = (";", ",", "\t", "|")
SAMPLE_LINES = 50
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
LONGEST_FIELD = 1_000_000


def csv_sheet(path: Path, *, limits: Limits) -> Sheet:
    """The rows of a CSV or TSV file as one sheet named after the file."""
    text = decoded(path.read_bytes())
    csv.field_size_limit(LONGEST_FIELD)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator(text)):
            rows.append([cell.strip() for cell in row])
            if len(rows) > limits.rows:
                raise FileRefused("file_far_cell", row=str(len(rows)), most=str(limits.rows))
            if len(row) > limits.columns:
                raise FileRefused("file_far_column", column=str(len(row)), most=str(limits.columns))
    except csv.Error as error:
        raise FileRefused("csv_long_cell", row=str(len(rows) + 1), most=str(LONGEST_FIELD)) from error
    if at := _open_quote(rows, text):
        raise FileRefused("csv_open_quote", row=str(at))
    return sheet_from_rows(rows, file=path.name, name=path.stem)


def _open_quote(rows: Sequence[Sequence[str]], text: str) -> int:
    """Number of the record whose quoted cell is never closed, so that it holds all lines after it; else 0."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True):
            pass
    except csv.Error as error:
        return len(rows) if "unexpected end of data" in str(error) else 0
    return 0


def decoded(content: bytes) -> str:
    """Text by its byte order mark, else strict UTF-8, else Windows-1258 when that reads as Vietnamese, else one byte
    a letter: TCVN3 and VNI text comes out as typed and is told apart column by column later."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise FileRefused("file_damaged") from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    vietnamese = unicodedata.normalize("NFC", content.decode("cp1258", errors="replace"))
    single = content.decode("cp1252", errors="replace").replace("\ufffd", " ")
    return vietnamese if valid_share([vietnamese]) > valid_share([single]) else single


def separator(text: str) -> str:
    """The sign that cuts most lines into the same number of fields; a comma when none does."""
    lines = [line for line in text.splitlines()[:SAMPLE_LINES] if line.strip()]
    best, best_score = ",", 0.0
    for sign in SEPARATORS:
        counts = [len(row) - 1 for row in csv.reader(lines, delimiter=sign)]
        most = max(set(counts), key=lambda count: (counts.count(count), count), default=0)
        score = most and counts.count(most) / len(counts) + min(most, 30) / 100
        if score > best_score:
            best, best_score = sign, score
    return best
