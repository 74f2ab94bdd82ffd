"""Yields the rows of a text match, best first for each query, from two lists of (id, text)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.encoder import Encoder
from models.marks import MarkRestorer
from models.matcher import HybridMatcher, Mode


@dataclass(frozen=True, kw_only=True)
class MatchRow:
    """One line of the output of `nangluc match`; `rank` counts from 1, `score` is in standard deviations."""

    query_id: str
    target_id: str
    rank: int
    score: float


def match_files(
    queries: Sequence[tuple[str, str]],
    targets: Sequence[tuple[str, str]],
    *,
    top: int,
    encoder: Encoder | None,
    mode: Mode = Mode.HYBRID,
    abbreviations: Mapping[str, str] | None = None,
    marks: MarkRestorer | None = None,
) -> Iterator[MatchRow]:
    """The `top` targets of each query, queries in their order. Targets with equal scores come in order of their id.

    The queries are the background the scores are measured against. Double ids are the caller's to report.
    """
    if not targets:
        return
    ordered = sorted(targets)
    matcher = HybridMatcher(encoder, mode=mode, abbreviations=abbreviations, marks=marks)
    ranking = matcher.rank([text for _, text in queries], [text for _, text in ordered], top)
    for query, target, rank, score in zip(
        ranking.query.tolist(), ranking.target.tolist(), ranking.rank.tolist(), ranking.score.tolist(), strict=True
    ):
        yield MatchRow(query_id=queries[query][0], target_id=ordered[target][0], rank=rank, score=round(score, 4))
