"""Verdicts and moves with their reasons in words: at most three reasons and the smallest change, in both languages."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.columns import ESTIMATES, MOVES, STANDARDS, VERDICTS, text_of
from recommender.explain import words
from recommender.explain.change import failing_standards, smallest_changes
from recommender.explain.change_sentences import Changes, change_sentences
from recommender.explain.conflict_sentences import conflict_sentences
from recommender.explain.filled_words import filled, levels, percent, percents
from recommender.explain.needed_results import needed_results
from recommender.explain.telling_evidence import telling_sentences
from recommender.settings import Settings
from recommender.types import Basis
from recommender.verdict import KEY, Suitability
from training_catalog.types import Catalogue

LANGUAGES = {"vi": 0, "en": 1}
LOWEST_SHOWN = 2
STANDARDS_SHOWN = 3


def explained_verdicts(
    verdicts: pd.DataFrame,
    estimates: pd.DataFrame,
    standards: pd.DataFrame,
    *,
    telling: pd.DataFrame,
    evidence: pd.DataFrame,
    settings: Settings,
    judge: Suitability | None = None,
) -> pd.DataFrame:
    """VERDICTS with reason, smallest change and legal basis filled in from this verdict's own data.

    `telling`: rows of `telling_evidence`, the piece of `evidence` to be named in each reason.
    """
    frame = VERDICTS.check(verdicts).drop(columns=["legal_basis"])
    open_rules = failing_standards(STANDARDS.check(standards))
    changes = Changes(
        smallest=smallest_changes(frame, ESTIMATES.check(estimates), standards, settings=settings, judge=judge),
        needed=needed_results(frame, estimates, standards, settings=settings, judge=judge),
    )
    lowest = _lowest(estimates, settings=settings)
    frame = frame.merge(_legal_basis(standards, open_rules), on=KEY, how="left")
    for language, at in LANGUAGES.items():
        frame = frame.merge(_standard_sentence(open_rules, language, at), on=KEY, how="left")
        competency = _competency_sentence(frame, lowest, language, at, settings=settings)
        standard = frame.pop("standard_sentence").fillna(words.STANDARDS_FIT[at])
        named = telling_sentences(frame[[*KEY, "verdict"]], telling, evidence, language)
        conflict = conflict_sentences(frame[KEY], estimates, language)
        frame[f"reason_{language}"] = standard + ". " + competency + "." + named + conflict
        frame[f"change_{language}"] = change_sentences(frame, changes, estimates, language)
    return VERDICTS.conform(frame)


def _standard_sentence(open_rules: pd.DataFrame, language: str, at: int) -> pd.DataFrame:
    """The standards not clearly met, worst first: what is asked, what is on record; how many there are beside them."""
    place = open_rules.groupby(KEY, sort=False).cumcount()
    first = open_rules[place < STANDARDS_SHOWN]
    reason = text_of(first["reason"], {code: texts[at] for code, texts in words.STANDARD_REASONS.items()})
    head, record = ("Tiêu chuẩn: ", "hồ sơ: ") if language == "vi" else ("Standards: ", "on record: ")
    is_told = first.duplicated([*KEY, "found"]) | (first["found"] == "")
    found = (" (" + record + first["found"] + ")").where(~is_told, "")
    texts = first[KEY].assign(sentence=reason + found)
    told: pd.DataFrame = texts.groupby(KEY, as_index=False, sort=True).agg("; ".join)
    left = (open_rules.groupby(KEY, sort=True).size() - STANDARDS_SHOWN).to_numpy()
    more = [words.OTHER_STANDARDS[at].format(count=count) if count > 0 else "" for count in left]
    told["standard_sentence"] = head + told.pop("sentence") + pd.Series(more, told.index, dtype="str")
    return told


def _competency_sentence(
    frame: pd.DataFrame, lowest: pd.DataFrame, language: str, at: int, *, settings: Settings
) -> pd.Series:
    share = percents(frame["share_met"], language)
    head, tail = words.COMPETENCY_SHARE[at].split("{share}")
    sentence = head + share + tail.format(needed=percent(settings.share_required, language))
    names = frame[KEY].merge(lowest, on=KEY, how="left")[f"names_{language}"].fillna("")
    more = "; " + words.MOST_BELOW[at].split("{names}")[0] + names
    sentence = sentence.where(frame["coverage"] >= settings.coverage_required, _thin(frame, at, settings=settings))
    said = sentence + pd.Series(more.to_numpy(), index=frame.index, dtype="str").where((names != "").to_numpy(), "")
    return said.where(frame["coverage"] > 0, words.NO_RESULTS[at])


def _thin(frame: pd.DataFrame, at: int, *, settings: Settings) -> pd.Series:
    """Of how few requirements anybody but the officer has said something; nothing is said of the share met then."""
    language = list(LANGUAGES)[at]
    columns = {
        "some": frame["n_direct"].astype("str"),
        "all": frame["n_requirements"].astype("str"),
        "coverage": percents(np.floor(frame["coverage"] * 100) / 100, language),
        "needed": pd.Series(percent(settings.coverage_required, language), frame.index, dtype="str"),
    }
    return filled(words.THIN[at], columns, frame.index)


def _lowest(estimates: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Names of the requirements most likely missed, core tasks first, with the level found and asked."""
    below = estimates[(estimates["p_meets"] < settings.p_meets) & (estimates["basis"] != Basis.NONE)]
    below = below.assign(need=below["weight"] * (1 - below["p_meets"]))
    below = below.sort_values([*KEY, "is_gate", "need", "requirement_id"], ascending=[True, True, False, False, True])
    below = below[below.groupby(KEY, sort=False).cumcount() < LOWEST_SHOWN]
    found, asked = levels(below["level"]), below["min_level"].astype("str")
    core_vi, core_en = (pd.Series(text, below.index).where(below["is_gate"], "") for text in words.CORE)
    vi = below["name_vi"] + " (" + core_vi + "ước lượng " + found["vi"] + ", cần " + asked + ")"
    en = below["name_en"] + " (" + core_en + "estimated " + found["en"] + ", needs " + asked + ")"
    texts = below[KEY].assign(names_vi=vi, names_en=en)
    return texts.groupby(KEY, as_index=False, sort=True).agg("; ".join)


def _legal_basis(standards: pd.DataFrame, open_rules: pd.DataFrame) -> pd.DataFrame:
    """The acts behind the open standards, or behind all deciding ones when none is open; each act once."""
    deciding = standards[standards["decides"] & (standards["legal_basis"] != "")]
    named = pd.concat([open_rules, deciding])[[*KEY, "legal_basis"]].drop_duplicates()
    named = named[named["legal_basis"] != ""]
    joined = named.groupby(KEY, as_index=False, sort=True).agg("; ".join)
    once = {text: "; ".join(dict.fromkeys(text.split("; "))) for text in joined["legal_basis"].unique()}
    return joined.assign(legal_basis=text_of(joined["legal_basis"], once))


def explained_moves(moves: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """MOVES with the reason of each proposal in both languages."""
    frame = MOVES.check(moves)
    units = {key: unit.name for key, unit in catalogue.units.items()}
    for language, at in LANGUAGES.items():
        titles = {key: entry.title_vi if at == 0 else entry.title_en for key, entry in catalogue.positions.items()}
        status = {key: texts[at] for key, texts in words.STANDARD_STATUS.items()}
        columns = {
            "from_position": text_of(frame["from_position"], titles),
            "from_unit": text_of(frame["from_unit"], units),
            "to_position": text_of(frame["to_position"], titles),
            "to_unit": text_of(frame["to_unit"], units),
            "p": percents(frame["probability"], language),
            "standards": text_of(frame["standards"], status),
        }
        frame[f"reason_{language}"] = filled(words.MOVE[at], columns, frame.index)
    return MOVES.conform(frame)
