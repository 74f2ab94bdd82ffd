"""Measure every ranker on ranking sets with known answers, and how sure matches are on held-out wordings; one page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models.adapter import shipped_adapter
from models.encoder import Encoder
from models.matcher import Mode
from recommender.evaluate import match_figures, match_page
from recommender.evaluate.matching_figures import SetFigures, measured
from recommender.evaluate.matching_page import PageFacts, matching_page
from recommender.evaluate.matching_rankers import Language, Ranked, rankers
from recommender.evaluate.matching_sets import (
    PARTS,
    RankingSet,
    external_sets,
    own_sets,
    right_rows,
    sample_topics,
)
from recommender.mark_words import known_marks
from recommender.matching import ChosenEncoder, abbreviations, encoder_for
from recommender.requirements import requirement_texts, requirements
from training_catalog import load_catalogue
from training_catalog.types import Catalogue

OWN = "own"
HELD_OUT_MODES = (Mode.HYBRID, Mode.LEXICAL)


@dataclass(frozen=True, kw_only=True)
class MatchingEvaluation:
    """What to measure: catalogues laid over the shipped one, `own` and folders of sets, and an adapter to compare."""

    catalogues: tuple[Path, ...] = ()
    sets: tuple[str, ...] = (OWN,)
    adapter: Path | None = None


def evaluate_matching(asked: MatchingEvaluation, *, out: Path, tell: Callable[[str], None]) -> str:
    """The page as Markdown, also written to `out`."""
    catalogue = load_catalogue(None, *asked.catalogues)
    chosen = encoder_for(Mode.HYBRID)
    adapted = _adapted(chosen, asked.adapter)
    language = Language(short_forms=abbreviations(catalogue), marks=known_marks(catalogue))
    found = rankers(chosen.encoder, adapted=adapted, language=language)
    figures = []
    for group, one in _sets(asked.sets, catalogue):
        tell(one.name)
        figures.append(_figures(one, group, found))
    facts = PageFacts(
        command=_command(asked),
        catalogue=f"Catalogue {catalogue.name} {catalogue.version}, digest `{catalogue.digest[:12]}`.",
        encoder=chosen.name, adapted=adapted.name if adapted else "", fallback=chosen.fallback,
    )  # fmt: skip
    page = matching_page(figures, facts=facts, held_out=_held_out(catalogue, tell))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page, encoding="utf-8", newline="\n")
    return page


def _adapted(chosen: ChosenEncoder, folder: Path | None) -> Encoder | None:
    return shipped_adapter(chosen.encoder, folder) if chosen.encoder is not None else None


def _sets(names: tuple[str, ...], catalogue: Catalogue) -> list[tuple[str, RankingSet]]:
    """(group of the page, set), own ones first."""
    found: list[tuple[str, RankingSet]] = []
    if OWN in names:
        for part in reversed(PARTS):
            found += [(f"{part} {'en' if one.is_cross else 'vi'}", one) for one in own_sets(catalogue, part=part)]
        found.append(("sample", sample_topics(catalogue)))
    for folder in (Path(name) for name in names if name != OWN):
        found += [("given cross" if one.is_cross else "given vi", one) for one in external_sets(folder)]
    return found


def _figures(one: RankingSet, group: str, found: list[Ranked]) -> SetFigures:
    return measured(right_rows(one), found, group=group)


def _command(asked: MatchingEvaluation) -> str:
    """As typed, but for the place of folders, which is another on every machine."""
    return "nangluc evaluate matching" + "".join(f" --sets {OWN if name == OWN else 'DIR'}" for name in asked.sets)


def _held_out(catalogue: Catalogue, tell: Callable[[str], None]) -> str:
    texts, rows = requirement_texts(catalogue), requirements(catalogue)
    found = []
    for mode in HELD_OUT_MODES:
        tell(f"held out, {mode}")
        chosen = encoder_for(mode)
        found.append((chosen.name, match_figures(texts, rows, chosen, short_forms=abbreviations(catalogue))))
    facts = f"{len(texts)} requirements; wordings hidden one at a time; rules of how sure a match is come from here."
    return match_page(found, facts=facts)
