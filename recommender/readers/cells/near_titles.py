"""The positions whose titles are nearest to a title that names none, for suggestions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from training_catalog import fold
from training_catalog.types import Position

SUGGESTIONS = 3
LEAST_LIKE = 50
MOST_SOUGHT = 500
"""Different titles that are no position for which near ones are sought: a file with more has another column there."""
LIKE_A_TITLE = 75
"""From here on a part behind a comma is a title misspelt rather than a remark."""
MISSPELT = 85
"""Likeness of letters from which one title is the other with slips."""
_COMMON = (
    "chuyên viên, công chức, cán bộ, nhân sự, người làm việc; về lĩnh vực; quản lý, phụ trách, tham mưu, theo dõi",
    "trưởng, phó, chánh, phòng, ban, UBND, HĐND, ủy ban nhân dân, hội đồng, xã, phường, đặc khu, cấp",
    "nhà nước; và, của, các, CV, kiêm nhiệm, hoạt động, thường trực, chủ tịch, đảng",
)
COMMON_WORDS = frozenset(word for words in _COMMON for word in fold(words).split())
"""Words, folded, that stand in titles of many posts."""


class NearTitles:
    """Looks titles up by likeness; the same title is sought once."""

    def __init__(self, named: Sequence[tuple[str, str]], positions: Mapping[str, Position]) -> None:
        """`named`: every title and alias with the id of its position."""
        self.positions = positions
        self._ids = [key for _, key in named]
        self._folded = [fold(name) for name, _ in named]
        self._known: dict[str, tuple[Position, ...]] = {}

    def nearest(self, text: str) -> tuple[Position, ...]:
        """The three positions whose titles or aliases are nearest; only those that share a word that tells posts apart.

        Titles are long and full of the same words, so a likeness of letters alone would suggest anything. None for
        titles past MOST_SOUGHT.
        """
        if text not in self._known:
            if len(self._known) >= MOST_SOUGHT:
                return ()
            self._known[text] = self._sought(fold(text))
        return self._known[text]

    def _sought(self, folded: str) -> tuple[Position, ...]:
        telling = set(folded.split()) - COMMON_WORDS
        hits = process.extract(folded, self._folded, scorer=fuzz.WRatio, limit=40, score_cutoff=LEAST_LIKE)
        near = [
            index for name, _, index in hits if telling & set(name.split()) or fuzz.ratio(folded, name) >= MISSPELT
        ]  # fmt: skip
        ids = dict.fromkeys(self._ids[index] for index in near)
        return tuple(self.positions[key] for key in list(ids)[:SUGGESTIONS])

    def is_like_one(self, text: str) -> bool:
        """Whether some title or alias is written nearly like this."""
        found = process.extractOne(fold(text), self._folded, scorer=fuzz.ratio, score_cutoff=LIKE_A_TITLE)
        return found is not None
