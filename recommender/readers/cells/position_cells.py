"""Positions of a cell: codes or titles, several with shares (`II.06 (60%); II.07 (40%)`, `Tài chính kiêm Kế hoạch`).

A part that names no position keeps its share of the work, which then is placed nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from recommender.readers.cells.changed_posts import ChangedPost, changed_post
from recommender.readers.cells.combined_titles import combined_positions
from recommender.readers.cells.near_titles import NearTitles
from recommender.readers.cells.no_post import no_post
from recommender.readers.cells.position_shares import CODE, cuts, name_first, numbers_beside, share_apart, shared
from recommender.readers.cells.times_beside import time_beside
from training_catalog import PositionIndex, fold
from training_catalog.types import Position

SHORT_TITLES = ("Chuyên viên về lĩnh vực {}", "Chuyên viên {}", "Chuyên viên về {}", "Công chức {}")
"""What an office leaves out when it writes "Tài chính" for the title."""
LONGEST_RUN = 30
"""Parts of a cell, between commas and the like, that one title may have."""
_STRONG_CUT = re.compile(r"[\n;]")
_OTHER_POST = re.compile(r"[\n;+]|\bkiêm|\bkiem", re.IGNORECASE)
"""Signs behind which another post stands; behind a comma or a dash it may be a remark."""
_PLACE = re.compile(
    r"^(?:ubnd|uy ban|hdnd|xa|phuong|dac khu|thi tran|van phong|vp|phong|trung tam|ban chi huy|bch|khoi|to|tinh"
    r"|huyen)\b"
)
_REMARK = re.compile(r"\s*\([^()\d%]*\)$")
"""A remark at the end, "(mảng y tế)"; brackets with figures are shares."""
_BRACKETS = re.compile(r"\([^()]*\)")
_CODE_BEFORE = re.compile(rf"^({CODE})\s*[.:–—-]?\s+(?=\S)")
_CODE_INSIDE = re.compile(CODE)


@dataclass(frozen=True, kw_only=True)
class HeldPosition:
    """One position of a cell with its share of work."""

    position_id: str
    share: float


@dataclass(frozen=True, kw_only=True)
class PastPost:
    """A post that a cell names as one of before, with the days written beside it."""

    text: str
    started_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PositionCell:
    """What a cell says: positions with their shares, and (code, words) of what must be said about it.

    The shares and `unplaced` sum to 1.
    """

    held: tuple[HeldPosition, ...]
    unplaced: float = 0.0
    """Share of the work in posts that could not be read."""
    unread: tuple[str, ...] = ()
    """Those posts as written."""
    past: tuple[PastPost, ...] = ()
    has_shares: bool = False
    """Whether the cell itself says how the work is shared."""
    problems: tuple[tuple[str, dict[str, str]], ...] = ()


class PositionReader:
    """Reads position cells; the department narrows titles that several departments use."""

    def __init__(self, positions: Mapping[str, Position], *, today: date) -> None:
        self.positions, self.today = positions, today
        self.index = PositionIndex(positions)
        self._named = [
            (name, position.position_id)
            for position in self.positions.values()
            for name in (position.title_vi, *position.aliases)
        ]  # fmt: skip
        self._english = {fold(position.title_en): key for key, position in self.positions.items() if position.title_en}
        self._folded = [fold(name) for name, _ in self._named]
        self._known = frozenset(self._folded)
        self._titles = {key: f" {fold(position.title_vi)} " for key, position in self.positions.items()}
        self._near = NearTitles(self._named, self.positions)
        self._with_word: dict[str, list[int]] = {}
        for index, name in enumerate(self._folded):
            for word in dict.fromkeys(name.split()):
                self._with_word.setdefault(word, []).append(index)
        self._with_cuts = {fold(name) for name, _ in self._named if _STRONG_CUT.search(name)}

    def read(self, text: str, department: str = "") -> PositionCell:
        """The positions of a cell; a piece that names none is a problem with the nearest titles."""
        english = self._english.get(fold(text)) if text else None
        if english is not None:
            return _with_shares({english: None}, [], is_whole=True)
        change = changed_post(text) if text and fold(text) not in self._known else None
        return self._of_today(text, department) if change is None else self._changed(change, department)

    def _changed(self, change: ChangedPost, department: str) -> PositionCell:
        """The cell of today's post, with those of before and what must be said of them."""
        cell = self._of_today(change.now, department)
        taken = "; ".join(one.position_id for one in cell.held) or "—"
        past = tuple(self._past(text) for text in change.past)
        words = {"part": "”, “".join(one.text for one in past), "time": change.words, "taken": taken}
        return replace(
            cell, past=(*past, *cell.past), problems=(*cell.problems, ("position_of_other_time", words))
        )  # fmt: skip

    def _past(self, text: str) -> PastPost:
        time = time_beside(text, today=self.today)
        bare = share_apart(time.bare if time and time.bare else text).name
        return PastPost(text=bare, started_on=time.start if time else None, ended_on=time.end if time else None)

    def _of_today(self, text: str, department: str) -> PositionCell:
        pieces, past, problems = self._present(self._pieces(name_first(text)) if text else [])
        held: dict[str, float | None] = {}
        unread: list[_Piece] = []
        for piece in pieces:
            position, said = self._settled(piece, department)
            problems += said
            if position is None and self._may_be_post(piece, said[0][0]):
                unread.append(piece)
            if position is not None:
                so_far = held.get(position.position_id)
                held[position.position_id] = (so_far or 0.0) + piece.share if piece.share else so_far
        refused = [piece for piece in pieces if piece.refused]
        if refused:
            problems += [("share_refused", {"part": piece.text, "share": piece.refused}) for piece in refused]
            held, unread = dict.fromkeys(held), [replace(piece, share=None) for piece in unread]
        cell = _with_shares(held, problems, unread=unread, is_whole=len(held) + len(unread) == len(pieces))
        return replace(cell, past=past)

    def _may_be_post(self, piece: _Piece, code: str) -> bool:
        """Whether a part that was not read is a post of its own: a place and a remark behind a comma are none."""
        if code == "position_left" or not re.search(r"[^\W\d_]{2}", piece.text) or _PLACE.match(fold(piece.text)):
            return False
        if piece.is_apart or piece.share is not None or piece.candidates or code == "position_elected":
            return True
        return self._near.is_like_one(piece.text)

    def _present(
        self, pieces: list[_Piece]
    ) -> tuple[list[_Piece], tuple[PastPost, ...], list[tuple[str, dict[str, str]]]]:
        """The pieces without words of time, the posts of another time, and what must be said of both."""
        present: list[_Piece] = []
        gone: list[PastPost] = []
        past: list[dict[str, str]] = []
        told: list[tuple[str, dict[str, str]]] = []
        for piece in pieces:
            time = None if fold(piece.text) in self._known else time_beside(piece.text, today=self.today)
            bare = self._without_time(piece, time.bare) if time else piece
            if time and not time.bare and present and not past:
                bare = present.pop()
            if time is None or not (bare.position or bare.candidates):
                present.append(piece)
            elif time.is_now:
                present.append(bare)
                told.append(("position_dated", {"part": bare.text, "time": time.words}))
            else:
                past.append({"part": bare.text, "time": time.words})
                if not time.is_to_come:
                    gone.append(PastPost(text=bare.text, started_on=time.start, ended_on=time.end))
        named = [piece for piece in present if piece.position or piece.candidates]
        taken = "; ".join(piece.position.position_id if piece.position else piece.text for piece in named)
        code = "position_of_other_time" if named else "position_only_of_other_time"
        return present, tuple(gone), [*told, *((code, {**words, "taken": taken}) for words in past)]

    def _without_time(self, piece: _Piece, name: str) -> _Piece:
        """The piece by its name without words of time, with the shares that stand anywhere in it."""
        bare = self._piece(name)
        if piece.position and not bare.position:
            return replace(piece, text=bare.text)
        stray = (*bare.stray, *piece.stray)
        return replace(bare, share=bare.share or piece.share, refused=bare.refused or piece.refused, stray=stray)

    def _settled(self, piece: _Piece, department: str) -> tuple[Position | None, list[tuple[str, dict[str, str]]]]:
        """The position of a piece and all that must be said of it."""
        told = [("position_number_unused", {"part": piece.text, "number": number}) for number in self._unused(piece)]
        if piece.position is None:
            candidates = piece.candidates or self._near.nearest(piece.text)
            position = _one_of(piece.candidates, department)
            if position is None:
                code = "position_ambiguous" if piece.candidates else no_post(piece.text) or "position_unknown"
                return None, [(code, {"part": piece.text, "suggestion": _titles(candidates)})]
            return position, [("position_by_department", {"part": piece.text, "position": _title(position)}), *told]
        words = {"part": piece.text, "position": _title(piece.position)}
        before = _CODE_BEFORE.match(piece.text)
        other = self.index.find(piece.text[before.end() :]) if before else None
        if other not in (None, piece.position):
            told.append(("position_code_title_differ", words))
        combined = self._combined(piece.text)
        if combined and piece.position in combined:
            told.append(("position_combined_title", {**words, "suggestion": _short_titles(combined)}))
        elif piece.is_short:
            told.append(("position_short_title", words))
        return piece.position, told

    def _combined(self, name: str) -> tuple[Position, ...]:
        """The positions that a combined title of before may be; () when the catalogue itself has it with its remark."""
        without = _BRACKETS.sub(" ", name).strip()
        if without != name and fold(name) in self._known:
            return ()
        return tuple(self.positions[key] for key in combined_positions(without) if key in self.positions)

    def _unused(self, piece: _Piece) -> list[str]:
        """Numbers and codes of other positions that stand in the piece and are not used, and shares too many."""
        if piece.position is None:
            return []
        own = (piece.position.title_vi, *piece.position.aliases)
        rest, others = piece.text, []
        for code in _CODE_INSIDE.findall(piece.text):
            rest = rest.replace(code, " ", 1)
            others += [] if self.index.find(code) in (piece.position, None) else [code]
        return [*others, *numbers_beside(rest, own), *piece.stray]

    def _pieces(self, text: str) -> list[_Piece]:
        found = cuts(text)
        starts = [0, *(end for _, end in found)]
        ends = [*(start for start, _ in found), len(text)]
        pieces: list[_Piece] = []
        at = 0
        while at < len(starts):
            reach, piece = self._longest(text, starts, ends, at)
            if piece.text:
                signs = text[ends[at - 1] : starts[at]] if at else ""
                behind = text[ends[reach] : starts[reach + 1]] if not at and reach + 1 < len(starts) else ""
                pieces.append(replace(piece, is_apart=_OTHER_POST.search(signs + behind) is not None))
            elif pieces and (piece.share or piece.refused):
                pieces[-1] = _with_share_behind(pieces[-1], piece)
            at = reach + 1
        return pieces if any(self._names(piece) for piece in pieces) else [self._piece(text)]

    def _names(self, piece: _Piece) -> bool:
        """Whether a part names a position, if need be without the words of time in it."""
        if piece.position or piece.candidates:
            return True
        time = time_beside(piece.text, today=self.today)
        bare = self._without_time(piece, time.bare) if time and time.bare else piece
        return bool(bare.position or bare.candidates)

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
        part = share_apart(run)
        bare = part.name
        is_name = fold(bare) in self._known or self.index.is_name(_REMARK.sub("", bare))
        position = self.index.look_up(bare).position if is_name else self._with_code(bare)
        if position is None and not _STRONG_CUT.search(bare) and "(" not in _REMARK.sub("", bare):
            position = next(iter(self._combined(bare)), None)
        if position is None or (_STRONG_CUT.search(bare) and not self._is_written_so(bare)):
            return _Piece(text=bare)
        return _Piece(text=bare, position=position, share=part.share, refused=part.refused)

    def _is_written_so(self, name: str) -> bool:
        return fold(name) in self._with_cuts or self._with_code(name) is not None

    def _with_code(self, name: str) -> Position | None:
        """The position of "II.08 " and its whole title."""
        code = _CODE_BEFORE.match(name)
        position = self.index.look_up(code[1]).position if code else None
        same = position is not None and code is not None and fold(position.title_vi) == fold(name[code.end() :])
        return position if same else None

    def _piece(self, text: str) -> _Piece:
        part = share_apart(text)
        name = part.name
        piece = _Piece(text=name, share=part.share, refused=part.refused)
        for wording, is_short in self._wordings(name):
            match = self.index.look_up(wording)
            if is_short and match.is_loose:
                continue
            if match.position is not None:
                return replace(piece, position=match.position, is_short=is_short)
            if match.candidates:
                return replace(piece, candidates=match.candidates)
        combined = self._combined(name)
        return replace(piece, position=combined[0] if combined else self._containing(name), is_short=True)

    def _containing(self, name: str) -> Position | None:
        """The one position whose title, or else alias, has these two or more words in it."""
        wanted = f" {fold(name)} "
        words = wanted.split()
        if len(words) < 2:
            return None
        rarest = min((self._with_word.get(word, ()) for word in words), key=len)
        near = {self._named[index][1] for index in rarest}
        titles = {key for key in near if wanted in self._titles[key]}
        if not titles:
            titles = {self._named[index][1] for index in rarest if wanted in f" {self._folded[index]} "}
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
    refused: str = ""
    """A share that cannot be one, as written."""
    stray: tuple[str, ...] = ()
    """Further shares behind it."""
    is_short: bool = False
    is_apart: bool = False
    """Whether a sign before it, or behind the first one, says that it is another post."""


def _with_share_behind(piece: _Piece, share: _Piece) -> _Piece:
    """The piece with the share that stands alone behind it; a second one is a stray number."""
    if piece.share is None and not piece.refused:
        return replace(piece, share=share.share, refused=share.refused)
    return replace(piece, stray=(*piece.stray, share.refused or f"{share.share:.0%}"))


def _one_of(candidates: tuple[Position, ...], department: str) -> Position | None:
    fitting = [position for position in candidates if department and position.department == department]
    return fitting[0] if len(fitting) == 1 else None


def _with_shares(
    held: dict[str, float | None], problems: list[tuple[str, dict[str, str]]], *, is_whole: bool,
    unread: Sequence[_Piece] = (),
) -> PositionCell:  # fmt: skip
    if not held:
        return PositionCell(held=(), problems=tuple(problems))
    others = {f"\n{number}": piece.share for number, piece in enumerate(unread)}
    shares, said = shared({**held, **others}, is_whole=is_whole)
    return PositionCell(
        held=tuple(HeldPosition(position_id=key, share=shares[key]) for key in held),
        unplaced=sum(shares[key] for key in others),
        unread=tuple(piece.text for piece in unread),
        has_shares=any(share is not None for share in held.values()),
        problems=(*problems, *said),
    )


def _title(position: Position) -> str:
    return f"{position.position_id} {position.title_vi}"


def _titles(positions: tuple[Position, ...]) -> str:
    return " | ".join(_title(position) for position in positions)


def _short_titles(positions: tuple[Position, ...]) -> str:
    """Codes with the first words of their titles: a list of six whole titles would fill a page."""
    return " | ".join(
        f"{position.position_id} {re.split('[;(]', position.title_vi)[0].strip()}" for position in positions
    )
