"""Texts that look right but compare wrong: not NFC, spaces too many, hidden signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from training_catalog.checks.text_fields import TextField, text_fields
from training_catalog.problem_texts import catalogue_problem
from training_catalog.types import Catalogue, CatalogueProblem

_SPACES = re.compile(r"^\s|\s$|\s{2,}")
_HIDDEN = re.compile(r"[\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SHOWN = 60


def hygiene_problems(catalogue: Catalogue) -> list[CatalogueProblem]:
    """Problems of every text field of every row."""
    return [problem for each in text_fields(catalogue) for problem in _of_field(each)]


def _of_field(each: TextField) -> Iterator[CatalogueProblem]:
    text = each.text
    where = {"file": each.file, "row": each.row, "key": each.key, "value": shown(text)}
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        yield catalogue_problem("text_not_nfc", **where)
    if _SPACES.search(text):
        yield catalogue_problem("text_spaces", **where)
    hidden = _HIDDEN.search(text)
    if hidden:
        yield catalogue_problem("text_hidden_sign", sign=f"U+{ord(hidden[0]):04X}", **where)


def shown(text: str) -> str:
    """The beginning of a text, with hidden signs visible."""
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
