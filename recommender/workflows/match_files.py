"""Rank target texts for query texts, from two JSON-lines files into a third."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from models.match_rows import match_files as ranked_texts
from models.matcher import Mode
from models.opening import ADAPTED, EMBEDDED
from recommender.errors import InputError
from recommender.mark_words import known_marks
from recommender.matching import abbreviations, encoder_for
from training_catalog import load_catalogue


@dataclass(frozen=True, kw_only=True)
class MatchSummary:
    """How many lines were written, with which encoder, and why words alone decided, if so."""

    n_lines: int
    encoder: str
    fallback: str


def match_files(queries: Path, targets: Path, *, top: int, encoder: str, out: Path) -> MatchSummary:
    """Write `{"query_id","target_id","rank","score"}` lines, best first for each query.

    `encoder`: a mode, or `adapted` for the hybrid with the adapted encoder.
    """
    asked, offered = read_texts(queries), read_texts(targets)
    is_adapted = encoder == ADAPTED
    chosen = encoder_for(Mode.HYBRID if is_adapted else Mode(encoder), model=ADAPTED if is_adapted else EMBEDDED)
    catalogue = load_catalogue()
    rows = ranked_texts(
        asked, offered, top=top, encoder=chosen.encoder, mode=chosen.mode,
        abbreviations=abbreviations(catalogue), marks=known_marks(catalogue),
    )  # fmt: skip
    out.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
            count += 1
    return MatchSummary(n_lines=count, encoder=chosen.name, fallback=chosen.fallback)


def read_texts(path: Path) -> list[tuple[str, str]]:
    """(id, text) of each line `{"id","text"}`; InputError names the line that is not of that form or repeats an id."""
    rows: list[tuple[str, str]] = []
    seen: set[str] = set()
    for number, line in _lines(path):
        try:
            entry = json.loads(line)
            key, text = str(entry["id"]), entry["text"]
        except (ValueError, KeyError, TypeError) as error:
            raise _refused(path, number, 'không phải {"id","text"}', 'is not {"id","text"}') from error
        if not isinstance(text, str):
            raise _refused(path, number, '"text" không phải là chữ', '"text" is not a string')
        if key in seen:
            raise _refused(path, number, f"lặp lại id {key}", f"repeats id {key}")
        seen.add(key)
        rows.append((key, text))
    if not rows:
        raise InputError(f"{path.name} không có dòng nào.", f"{path.name} holds no line.")
    return rows


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name} không phải UTF-8.", f"{path.name} is not UTF-8.") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def _refused(path: Path, number: int, why_vi: str, why_en: str) -> InputError:
    return InputError(f"{path.name}, dòng {number} {why_vi}.", f"{path.name}, line {number} {why_en}.")
