"""What would change each verdict in words: the smallest change, the results that it lacks, or that nothing has to."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from recommender.columns import text_of
from recommender.explain import words
from recommender.explain.change import MOST_NAMED
from recommender.explain.filled_words import filled, levels, percents
from recommender.types import Basis, VerdictLabel
from recommender.verdict import KEY

LANGUAGES = ("vi", "en")
SUREST_SAID = 0.99
"""No likelihood is told as certain."""


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What was tried on the judge: rows of `smallest_changes` and of `needed_results`."""

    smallest: pd.DataFrame
    needed: pd.DataFrame


def change_sentences(frame: pd.DataFrame, changes: Changes, estimates: pd.DataFrame, language: str) -> pd.Series:
    """The sentence of each verdict of `frame`; "" where a verdict rests on no requirement at all.

    Where nothing small is enough because results are few, the results that are needed are told instead.
    """
    small = changes.smallest
    is_told = pd.MultiIndex.from_frame(small[KEY]).isin(pd.MultiIndex.from_frame(changes.needed[KEY]))
    met = frame.loc[frame["verdict"] == VerdictLabel.MEETS, KEY].merge(estimates, on=KEY)
    texts = [
        _smallest(small[small["is_enough"] | ~is_told], language),
        _needed(_but(changes.needed, small[small["is_enough"]]), language),
        _nothing(met, language),
    ]
    found = frame[KEY].merge(pd.concat(texts, ignore_index=True), on=KEY, how="left")["text"].fillna("")
    return pd.Series(found.to_numpy(), index=frame.index, dtype="str")


def _smallest(change: pd.DataFrame, language: str) -> pd.DataFrame:
    """What to do, standards first, and the verdict then; "or" between things of which each alone is enough."""
    at = LANGUAGES.index(language)
    wanted = change["wanted" if at == 0 else "wanted_en"].fillna("").str.rstrip(".")
    columns = {
        "name": change[f"name_{language}"],
        "goal": _whole(change["goal"]),
        "minimum": _whole(change["min_level"]),
        "level": levels(change["level"])[language],
        "wanted": wanted,
        "verdict": text_of(change["after"], {code: texts[at] for code, texts in words.VERDICTS.items()}),
    }
    standard, raised, assessed = (
        filled(text[at], columns, change.index)
        for text in (words.CHANGE_STANDARD, words.CHANGE_LEVEL, words.CHANGE_ASSESS)
    )
    text = standard.where(change["is_rule"], raised.where(change["basis"] == Basis.DIRECT, assessed))
    is_last = ~change.duplicated(KEY, keep="last")
    becomes = filled(words.CHANGE_BECOMES[at], columns, change.index)
    nothing = pd.Series("", change.index, dtype="str")
    text = text + becomes.where(change["is_enough"] & (change["is_alone"] | is_last), nothing)
    begins = words.CHANGE_NOT_ENOUGH[at].format(most=MOST_NAMED)
    text = nothing.where(change["is_enough"], begins) + text
    joint = nothing.where(~change.duplicated(KEY), words.CHANGE_AND[at])
    joint = joint.where((joint == "") | ~change["is_alone"], words.CHANGE_OR[at])
    return _joined(change, joint + text)


def _needed(needed: pd.DataFrame, language: str) -> pd.DataFrame:
    """How many more results, of what first, and the verdict that they would allow where that was found."""
    at = LANGUAGES.index(language)
    columns = {"name": needed[f"name_{language}"], "minimum": _whole(needed["min_level"])}
    texts = _joined(needed, filled(words.CHANGE_NEEDED_FIRST[at], columns, needed.index), between="; ")
    whole = needed.drop_duplicates(KEY).merge(texts, on=KEY)
    more = {key: pair[at] for key, pair in words.CHANGE_NEEDED_MORE.items()}
    kinds = pd.Series(list(zip(whole["above"] > 0, whole["clears"], strict=True)), whole.index, dtype="object")
    columns = {
        "names": whole["text"],
        "count": whole["count"].astype("str"),
        "more": text_of(kinds, more),
        "verdict": text_of(whole["after"], {code: texts[at] for code, texts in words.VERDICTS.items()}),
    }
    text, then, becomes = (
        filled(template[at], columns, whole.index)
        for template in (words.CHANGE_NEEDED, words.CHANGE_NEEDED_THEN, words.CHANGE_BECOMES)
    )
    return whole[KEY].assign(text=text + (then + becomes).where(whole["after"] != "", ""))


def _nothing(met: pd.DataFrame, language: str) -> pd.DataFrame:
    """Of those who meet: that nothing has to change, and the requirement it rests on least surely."""
    at = LANGUAGES.index(language)
    least = met.sort_values([*KEY, "p_meets", "requirement_id"]).drop_duplicates(KEY)
    nothing = pd.Series("", least.index, dtype="str")
    columns = {
        "name": least[f"name_{language}"],
        "core": nothing.mask(least["is_gate"], words.CORE[at]),
        "level": levels(least["level"])[language],
        "minimum": _whole(least["min_level"]),
        "p": percents(least["p_meets"].clip(upper=SUREST_SAID), language),
        "basis": nothing.mask(least["basis"] != Basis.DIRECT, words.CHANGE_NONE_BASIS[at]),
    }
    return least[KEY].assign(text=filled(words.CHANGE_NONE[at], columns, least.index))


def _joined(rows: pd.DataFrame, texts: pd.Series, between: str = "") -> pd.DataFrame:
    """KEY, text: those of each verdict one after the other."""
    told: pd.DataFrame = rows[KEY].assign(text=texts).groupby(KEY, as_index=False, sort=True).agg(between.join)
    return told


def _but(rows: pd.DataFrame, done: pd.DataFrame) -> pd.DataFrame:
    return rows[~pd.MultiIndex.from_frame(rows[KEY]).isin(pd.MultiIndex.from_frame(done[KEY]))]


def _whole(levels: pd.Series) -> pd.Series:
    return levels.astype("Int64").astype("str")
