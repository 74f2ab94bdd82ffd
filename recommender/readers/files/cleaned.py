"""A sheet with clean Unicode text, from one as stored: old encodings by column, then NFC and no invisible signs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import numpy as np

from models.text import clean
from recommender.readers.files.legacy import Encoding, encoding_of, to_unicode
from recommender.readers.files.sheets import EMPTY, Cell, Numbers, Sheet, address
from recommender.readers.problem_log import ProblemLog

_UNCLEAN = re.compile("[\x00-\x1f\x7f-\xa0\xad\xd0\xf0\u0189\u2000-\u2012\u2028-\u202f\u2060\u2212\ufeff]|  ")
"""Anything that `clean` would change in NFC text."""
_INVISIBLE = re.compile("[\u00ad\u00a0\u200b-\u200f\u2060\ufeff]")


def cleaned_sheet(sheet: Sheet, log: ProblemLog) -> Sheet:
    """The sheet with every text in NFC; what was converted is written to the log, once a column or sheet."""
    spot = log.sheet(sheet)
    columns: list[list[Cell]] = []
    changed = 0
    for column, values in enumerate(sheet.values):
        texts = [value for value in values if isinstance(value, str)]
        encoding = encoding_of(texts)
        if encoding is not Encoding.UNICODE:
            first = next(text for text in texts if to_unicode(text, encoding) != unicodedata.normalize("NFC", text))
            spot.add("text_converted", address(0, column), value=first, to=to_unicode(first, encoding), how=encoding)
        else:
            changed += sum(_is_odd(text) for text in texts)
        columns.append([_clean_cell(value, encoding) for value in values])
    if changed:
        spot.add("text_tidied", count=str(changed))
    return replace(sheet, numbers=_without_blank_texts(sheet, columns), values=tuple(columns))


def _is_odd(text: str) -> bool:
    return not unicodedata.is_normalized("NFC", text) or _INVISIBLE.search(text) is not None


def _clean_cell(value: Cell, encoding: Encoding) -> Cell:
    if not isinstance(value, str):
        return value
    text = to_unicode(value, encoding)
    return clean(text) if _UNCLEAN.search(text) or text != text.strip() else text


def _without_blank_texts(sheet: Sheet, columns: list[list[Cell]]) -> Numbers:
    """The numbers of the cells, with those that hold only blanks marked as empty."""
    numbers = sheet.numbers.copy(order="F")
    for column, values in enumerate(columns):
        blank = [index for index, value in enumerate(values) if value == ""]
        if blank:
            numbers[np.isin(numbers[:, column], blank), column] = EMPTY
    return numbers
