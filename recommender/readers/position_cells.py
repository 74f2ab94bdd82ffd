"""Positions of a cell: codes or titles, several with shares (`II.06 (60%); II.07 (40%)`, `Tài chính kiêm Kế hoạch`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from recommender.readers.values import read_percent
from training_catalog import PositionIndex, fold
from training_catalog.types import Position

SHORT_TITLES = ("Chuyên viên về lĩnh vực {}", "Chuyên viên {}", "Chuyên viên về {}", "Công chức {}")
"""What an office leaves out when it writes "Tài chính" for the title."""
SUGGESTIONS = 3
LONGEST_RUN = 30
"""Parts of a cell, between commas and the like, that one title may have."""
LEAST_LIKE = 50
SHARES_SLACK = 0.011
_CUT = re.compile(
    r"\n|[;+&]|,(?!\d)|(?<!\d),|\b(?:kiêm nhiệm|kiêm|kiem nhiem|kiem|và|va)\b|(?<=\S) [-–/] (?=\S)", re.IGNORECASE
)
_SHARE = re.compile(
    r"\(?\s*[:\-–]?\s*(\d{1,3}(?:[.,]\d+)?\s*%|0[.,]\d+)\s*(?:thời gian|công việc)?\s*\)?$", re.IGNORECASE
)
_STRONG_CUT = re.compile(r"[\n;]")
_MARK = re.compile(r"^\s*(?:[-–•+*]\s*|\d{1,2}[.)]\s+|[a-zđ]\)\s*)")
_REMARK = re.compile(r"\s*\([^()\d%]*\)$")
"""A remark at the end, "(mảng y tế)"; brackets with figures are shares."""
_BRACKETS = re.compile(r"\([^()]*\)")
_CODE_BEFORE = re.compile(r"^((?:[^\W\d_]+\s*[-–]\s*){0,3}I{1,3}\s*\.\s*\d{1,2}(?:\.[A-ZĐ]{1,4})?)\s*[.:–—-]?\s+(?=\S)")


@dataclass(frozen=True, kw_only=True)
class HeldPosition:
    """One position of a cell with its share of work."""

    position_id: str
    share: float


@dataclass(frozen=True, kw_only=True)
class PositionCell:
    """What a cell says: positions with shares summing to 1, and (code, words) of what must be said about it."""

    held: tuple[HeldPosition, ...]
    has_shares: bool = False
    """Whether the cell itself says how the work is shared."""
    problems: tuple[tuple[str, dict[str, str]], ...] = ()


class PositionReader:
    """Reads position cells; the department narrows titles that several departments use."""

    def __init__(self, positions: Mapping[str, Position]) -> None:
        self.positions = positions
        self.index = PositionIndex(positions)
        self._names = [
            (name, position.position_id)
            for position in self.positions.values()
            for name in (position.title_vi, *position.aliases)
        ]  # fmt: skip
        self._english = {fold(position.title_en): key for key, position in self.positions.items() if position.title_en}
        self._folded = [fold(name) for name, _ in self._names]
        self._known = frozenset(self._folded)
        self._with_cuts = {fold(name) for name, _ in self._names if _STRONG_CUT.search(name)}

    def read(self, text: str, department: str = "") -> PositionCell:
        """The positions of a cell; a piece that names none is a problem with the nearest titles."""
        english = self._english.get(fold(text)) if text else None
        if english is not None:
            return _with_shares({english: None}, [], is_whole=True)
        pieces = self._pieces(text) if text else []
        problems: list[tuple[str, dict[str, str]]] = []
        held: dict[str, float | None] = {}
        for piece in pieces:
            if piece.position is None:
                candidates = piece.candidates or self.nearest(piece.text)
                code = "position_ambiguous" if piece.candidates else "position_unknown"
                position = _one_of(piece.candidates, department)
                if position is None:
                    problems.append((code, {"part": piece.text, "suggestion": _titles(candidates)}))
                    continue
                problems.append(("position_by_department", {"part": piece.text, "position": _title(position)}))
            else:
                position = piece.position
                if piece.is_short:
                    problems.append(("position_short_title", {"part": piece.text, "position": _title(position)}))
            held[position.position_id] = (held.get(position.position_id) or 0.0) + piece.share if piece.share else None
        return _with_shares(held, problems, is_whole=len(held) == len(pieces))

    def nearest(self, text: str) -> tuple[Position, ...]:
        """The three positions whose titles or aliases are nearest."""
        hits = process.extract(fold(text), self._folded, scorer=fuzz.WRatio, limit=12, score_cutoff=LEAST_LIKE)
        ids = dict.fromkeys(self._names[index][1] for _, _, index in hits)
        return tuple(self.positions[key] for key in list(ids)[:SUGGESTIONS])

    def _pieces(self, text: str) -> list[_Piece]:
        cuts = [
            (found.start(), found.end()) for found in _CUT.finditer(text) if not _inside_brackets(text, found.start())
        ]
        starts = [0, *(end for _, end in cuts)]
        ends = [*(start for start, _ in cuts), len(text)]
        pieces: list[_Piece] = []
        at = 0
        while at < len(starts):
            reach, piece = self._longest(text, starts, ends, at)
            if piece.text:
                pieces.append(piece)
            at = reach + 1
        return pieces if any(piece.position or piece.candidates for piece in pieces) else [self._piece(text)]

    def _longest(self, text: str, starts: list[int], ends: list[int], at: int) -> tuple[int, _Piece]:
        """The longest run of parts from `at` on that is one position, else the part alone: titles contain commas."""
        for reach in range(min(len(ends), at + LONGEST_RUN) - 1, at - 1, -1):
            run = text[starts[at] : ends[reach]]
            piece = self._piece(run) if reach == at else self._whole(run)
            if piece.position is not None or reach == at:
                return reach, piece
        raise AssertionError("unreachable: the loop ends at `at`")

    def _whole(self, run: str) -> _Piece:
        """Several parts as one name; over lines and semicolons only a name that is itself written with them."""
        bare, share = _share_apart(run)
        is_name = fold(bare) in self._known or self.index.is_name(_REMARK.sub("", bare))
        position = self.index.look_up(bare).position if is_name else self._with_code(bare)
        if position is None or (_STRONG_CUT.search(bare) and not self._is_written_so(bare)):
            return _Piece(text=bare)
        return _Piece(text=bare, position=position, share=share)

    def _is_written_so(self, name: str) -> bool:
        return fold(name) in self._with_cuts or self._with_code(name) is not None

    def _with_code(self, name: str) -> Position | None:
        """The position of "II.08 " and its whole title."""
        code = _CODE_BEFORE.match(name)
        position = self.index.look_up(code[1]).position if code else None
        same = position is not None and code is not None and fold(position.title_vi) == fold(name[code.end() :])
        return position if same else None

    def _piece(self, text: str) -> _Piece:
        name, share = _share_apart(text)
        for wording, is_short in self._wordings(name):
            match = self.index.look_up(wording)
            if is_short and match.is_loose:
                continue
            if match.position is not None:
                return _Piece(text=name, position=match.position, share=share, is_short=is_short)
            if match.candidates:
                return _Piece(text=name, candidates=match.candidates, share=share)
        return _Piece(text=name, position=self._containing(name), share=share, is_short=True)

    def _containing(self, name: str) -> Position | None:
        """The one position whose title, or else alias, has these two or more words in it."""
        wanted = f" {fold(name)} "
        if wanted.count(" ") < 3:
            return None
        titles = {key for key, position in self.positions.items() if wanted in f" {fold(position.title_vi)} "}
        if not titles:
            titles = {key for (_, key), name in zip(self._names, self._folded, strict=True) if wanted in f" {name} "}
        return self.positions[min(titles)] if len(titles) == 1 else None

    @staticmethod
    def _wordings(name: str) -> list[tuple[str, bool]]:
        """The name as written, its code alone, without brackets, and with the words an office leaves out."""
        wordings = [(name, False)]
        if code := _CODE_BEFORE.match(name):
            wordings.append((code[1], False))
        without = _BRACKETS.sub(" ", name).strip()
        if without and without != name:
            wordings.append((without, False))
        return [*wordings, *((frame.format(without or name), True) for frame in SHORT_TITLES if name)]


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """One part of a cell and what it names."""

    text: str
    position: Position | None = None
    candidates: tuple[Position, ...] = ()
    share: float | None = None
    is_short: bool = False


def _share_apart(text: str) -> tuple[str, float | None]:
    """The name without bullet and share, and the share written at its end."""
    bare = _MARK.sub("", text).strip(" .;,:")
    found = _SHARE.search(bare)
    if found is None:
        return bare, None
    return bare[: found.start()].strip(" .;,:-–"), read_percent(found[1].replace(" ", ""))


def _inside_brackets(text: str, place: int) -> bool:
    return text.count("(", 0, place) > text.count(")", 0, place)


def _one_of(candidates: tuple[Position, ...], department: str) -> Position | None:
    fitting = [position for position in candidates if department and position.department == department]
    return fitting[0] if len(fitting) == 1 else None


def _with_shares(
    held: dict[str, float | None], problems: list[tuple[str, dict[str, str]]], *, is_whole: bool
) -> PositionCell:
    """Shares as given when they sum to 1; given otherwise, brought to 1 with a warning; missing ones are equal."""
    if not held:
        return PositionCell(held=(), problems=tuple(problems))
    given = [share for share in held.values() if share is not None]
    shares = {key: share if share is not None else 0.0 for key, share in held.items()}
    if len(given) < len(held):
        rest = max(0.0, 1.0 - sum(given)) / (len(held) - len(given))
        if given and rest <= 0:
            problems.append(("shares_missing", {}))
        shares = {key: share if share is not None else rest or 1.0 for key, share in held.items()}
    total = sum(shares.values())
    if given and abs(total - 1) > SHARES_SLACK and is_whole:
        problems.append(("shares_sum", {"total": f"{total:.0%}"}))
    places = tuple(HeldPosition(position_id=key, share=share / total) for key, share in shares.items())
    return PositionCell(held=places, has_shares=bool(given), problems=tuple(problems))


def _title(position: Position) -> str:
    return f"{position.position_id} {position.title_vi}"


def _titles(positions: tuple[Position, ...]) -> str:
    return " | ".join(_title(position) for position in positions)
