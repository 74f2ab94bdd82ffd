"""The catalogue's position that a title or an official code names, from a JobDescription; never a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from training_catalog.folding import fold
from training_catalog.lookup import PositionIndex
from training_catalog.types import Catalogue, Position

HEAD = re.compile(r"^(?:chuyen vien|cong chuc|can bo|cv|cc)\b")
FILLERS = re.compile(
    r"^(?:ve|quan ly|nha nuoc|linh vuc|cong tac|tham muu|giup viec|nghiep vu|theo doi|phu trach|hoat dong)\b\s*"
)
TAIL = re.compile(r" (?:cap )?(?:xa|phuong|dac khu)$")
BRACKETS = re.compile(r"\([^)]*\)?")
PARTS = re.compile(r"[;,:]")
LEAST_PARTS = 2
SUGGESTION_PERCENT = 55.0
MOST_SUGGESTIONS = 3
SLUG_LENGTH = 60


class Found(StrEnum):
    """How a position was found."""

    TITLE = "title"
    """Its title or an alias, as written."""
    CORE = "core"
    """Its title or an alias without the words every title has (chuyên viên, về, quản lý, lĩnh vực, …)."""
    FIELDS = "fields"
    """Every field of work named is one of this position's, or the other way round; a person confirms."""
    CODE = "code"
    """Its official code."""
    NOTHING = "nothing"
    """Nothing names it."""


@dataclass(frozen=True, kw_only=True)
class PositionChoice:
    """The position found, how, and those a person may choose from when none or two were."""

    position: Position | None
    found: Found
    candidates: tuple[Position, ...] = ()


class TitleMatcher:
    """Matches titles and codes against one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._positions = catalogue.positions
        self._index = PositionIndex(catalogue.positions)
        self._cores: dict[str, dict[str, None]] = {}
        self._parts = {key: fields_of(position.title_vi) for key, position in catalogue.positions.items()}
        for key, position in catalogue.positions.items():
            for name in (position.title_vi, *position.aliases):
                self._cores.setdefault(core_of(name), {})[key] = None

    def by_code(self, code: str) -> Position | None:
        """The position of an official code such as `NA-NLâ-II.04`."""
        return self._index.find(code) if code else None

    def by_title(self, title: str) -> PositionChoice:
        """The position of a title; without one, those whose titles are nearest, for a person to choose."""
        exact = self._index.look_up(title)
        if exact.position is not None and not exact.is_plain:
            return PositionChoice(position=exact.position, found=Found.TITLE)
        ids = tuple(self._cores.get(core_of(title), ()))
        if len(ids) == 1:
            return PositionChoice(position=self._positions[ids[0]], found=Found.CORE)
        ids = ids or self._with_same_fields(title)
        if len(ids) == 1:
            return PositionChoice(position=self._positions[ids[0]], found=Found.FIELDS)
        candidates = exact.candidates or tuple(self._positions[key] for key in ids) or self._nearest(title)
        return PositionChoice(position=None, found=Found.NOTHING, candidates=candidates)

    def _with_same_fields(self, title: str) -> tuple[str, ...]:
        named = fields_of(title)
        return tuple(
            key
            for key, fields in self._parts.items()
            if min(len(named), len(fields)) >= LEAST_PARTS and (named <= fields or fields <= named)
        )

    def _nearest(self, title: str) -> tuple[Position, ...]:
        core = core_of(title)
        if not core:
            return ()
        scored = [(likeness(core, core_of(each.title_vi)), key) for key, each in self._positions.items()]
        best = sorted((item for item in scored if item[0] >= SUGGESTION_PERCENT), key=lambda item: (-item[0], item[1]))
        return tuple(self._positions[key] for _, key in best[:MOST_SUGGESTIONS])


def likeness(first: str, second: str) -> float:
    """Percent of words shared: the mean of the set ratio, which forgives a longer title, and the whole one."""
    return (fuzz.token_set_ratio(first, second) + fuzz.token_sort_ratio(first, second)) / 2


def core_of(title: str) -> str:
    """The folded title without what brackets or a colon explain, the commune's level and, for specialists, the words
    that all their titles share.
    """
    folded = TAIL.sub("", fold(BRACKETS.sub(" ", title).partition(":")[0]))
    head = HEAD.match(folded)
    return without_fillers(folded[head.end() :].strip()) if head else folded


def without_fillers(folded: str) -> str:
    """The text after its leading filler words; the text itself when it is nothing else."""
    rest = folded
    while match := FILLERS.match(rest):
        rest = rest[match.end() :]
    return rest or folded


def fields_of(title: str) -> frozenset[str]:
    """The fields of work that a specialist's title lists; none for other titles."""
    bare = BRACKETS.sub(" ", title)
    if not HEAD.match(fold(bare)):
        return frozenset()
    parts = (fold(part) for part in PARTS.split(bare))
    return frozenset(without_fillers(HEAD.sub("", part).strip()) for part in parts if part)


def unknown_id(title: str, order: int) -> str:
    """The id of a position that is in no catalogue: `X.` and the title's words, or the order in the file."""
    slug = fold(BRACKETS.sub(" ", title)).replace(" ", "-")
    if len(slug) > SLUG_LENGTH:
        slug = slug[:SLUG_LENGTH].rsplit("-", 1)[0]
    return f"X.{slug or order}"
