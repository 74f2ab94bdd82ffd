"""Scores of every ranker on a ranking set: plain ones, the encoder as others would use it, and the matcher's modes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.baselines import Baseline, baseline
from models.encoder import Encoder, FloatArray
from models.marks import MarkRestorer
from models.matcher import HybridMatcher, Mode
from recommender.evaluate.matching_sets import RankingSet

HYBRID = "hybrid"
CENTRED = str(Baseline.CENTRED)
WORD_BASELINES = (Baseline.MAJORITY, Baseline.BM25, Baseline.WORD, Baseline.CHARACTER)
MEANING_BASELINES = (Baseline.COSINE, Baseline.CENTRED)
SINGLE = tuple(str(name) for name in (*WORD_BASELINES, *MEANING_BASELINES))
"""What others would use as it is; best line for each line is a part of the matcher already."""
ADAPTED = "adapted"
Scorer = Callable[[RankingSet], FloatArray]


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """A ranker by name; the queries of a set are its background, as in `nangluc match`."""

    name: str
    score: Scorer


@dataclass(frozen=True, kw_only=True)
class Language:
    """What the matcher knows of the language beside the texts it ranks: short forms, and marks of unmarked words."""

    short_forms: Mapping[str, str]
    marks: MarkRestorer | None = None


def rankers(encoder: Encoder | None, *, adapted: Encoder | None, language: Language) -> list[Ranked]:
    """All rankers that can be had with these encoders; without any, those of words."""
    found = [Ranked(name=str(name), score=_baseline(name, None)) for name in WORD_BASELINES]
    if encoder is not None:
        found += [
            Ranked(name=str(name), score=_baseline(name, encoder)) for name in (*MEANING_BASELINES, Baseline.LINES)
        ]
    found.append(Ranked(name=str(Mode.LEXICAL), score=_matcher(None, Mode.LEXICAL, language)))
    if encoder is not None:
        found += [Ranked(name=str(mode), score=_matcher(encoder, mode, language)) for mode in (Mode.DENSE, Mode.HYBRID)]
    if adapted is not None:
        found += [Ranked(name=f"{name}, {ADAPTED}", score=_baseline(name, adapted)) for name in MEANING_BASELINES]
        found += [
            Ranked(name=f"{mode}, {ADAPTED}", score=_matcher(adapted, mode, language))
            for mode in (Mode.DENSE, Mode.HYBRID)
        ]
    return found


def _baseline(name: Baseline, encoder: Encoder | None) -> Scorer:
    def score(one: RankingSet) -> FloatArray:
        return baseline(name, encoder).fit(one.targets, background=one.queries).score(one.queries)

    return score


def _matcher(encoder: Encoder | None, mode: Mode, language: Language) -> Scorer:
    def score(one: RankingSet) -> FloatArray:
        matcher = HybridMatcher(encoder, mode=mode, abbreviations=language.short_forms, marks=language.marks)
        return matcher.fit(one.targets, background=one.queries).score(one.queries)

    return score
