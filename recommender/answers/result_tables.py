"""Result tables of one scored test: items, options, cut scores and the test as a whole, from the fitted model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from models.testing import (
    Abilities,
    CutScore,
    ItemResponseModel,
    RaschModel,
    TwoParameterModel,
    item_flags,
    item_statistics,
    option_rows,
    scale_statistics,
)
from recommender.answers.answer_sheet import AnswerSheet
from recommender.answers.flag_words import OPTION_WORDS, item_reason

DECIMALS = 6
LEAST_RELIABILITY = 0.7
"""Below it scores of one test vary more by error than is bearable for a decision (Nunnally and Bernstein 1994, p. 265:
0.7 for early research, 0.9 and more where single people are decided about)."""


def item_table(sheet: AnswerSheet, model: RaschModel | TwoParameterModel) -> pd.DataFrame:
    """One row an item, in file order."""
    statistics, fit = item_statistics(sheet.answers), model.item_fit(sheet.answers)
    flags = item_flags(statistics, fit)
    is_free = isinstance(model, TwoParameterModel)
    nothing = np.full(len(sheet.items), np.nan)
    table = pd.DataFrame(
        {
            "item": sheet.items,
            "difficulty": model.difficulty_,
            "discrimination": model.slope_,
            "se": model.standard_error_,
            "discrimination_se": model.discrimination_error_ if is_free else nothing,
            "proportion": statistics.proportion,
            "point_biserial": statistics.point_biserial,
            "item_rest": statistics.item_rest,
            "infit": fit.infit,
            "outfit": fit.outfit,
            "infit_t": fit.infit_t,
            "outfit_t": fit.outfit_t,
            "n_answered": statistics.n_answered,
            "flag": [";".join(own) for own in flags],
            "reason_vi": [item_reason(own, "vi") for own in flags],
            "reason_en": [item_reason(own, "en") for own in flags],
        }
    )
    return table.round(DECIMALS)


def option_table(sheet: AnswerSheet) -> pd.DataFrame | None:
    """One row an option of each item; None where no key was given."""
    if sheet.choices is None:
        return None
    rows = option_rows(sheet.choices, sheet.key)
    return pd.DataFrame(
        {
            "item": [sheet.items[row.item] for row in rows],
            "option": [row.option for row in rows],
            "is_key": [int(row.is_key) for row in rows],
            "n": [row.n for row in rows],
            "share": [row.share for row in rows],
            "rest_mean": [row.rest_mean for row in rows],
            "point_biserial": [row.point_biserial for row in rows],
            "flag": [str(row.flag) for row in rows],
            "reason_vi": [OPTION_WORDS[row.flag][0] for row in rows],
            "reason_en": [OPTION_WORDS[row.flag][1] for row in rows],
        }
    ).round(DECIMALS)


def cut_table(cuts: Sequence[CutScore], model: ItemResponseModel) -> pd.DataFrame:
    """One row a cut, with the raw score expected there on the items that were estimated."""
    places = np.array([cut.theta for cut in cuts])
    return pd.DataFrame(
        {
            "level": [cut.level for cut in cuts],
            "theta": places,
            "se": [cut.se for cut in cuts],
            "n_judges": [cut.n_judges for cut in cuts],
            "expected_raw": model.curves().chance(places).sum(axis=1),
        }
    ).round(DECIMALS)


def whole_test(sheet: AnswerSheet, model: RaschModel | TwoParameterModel, *, ability: str) -> dict[str, object]:
    """The figures of the whole test, ready for JSON: missing ones are null."""
    scale = scale_statistics(sheet.answers)
    record: dict[str, object] = {
        "model": "rasch" if isinstance(model, RaschModel) else "2pl",
        "ability": ability,
        "calibration": str(model.calibration_) if isinstance(model, RaschModel) else "marginal",
        "is_regularised": bool(model.is_regularised_),
        "n_people": scale.n_people,
        "n_items": scale.n_items,
        "n_items_estimated": int(model.is_estimated_.sum()),
        "n_complete": scale.n_complete,
        "n_calibrated": int(model.n_calibrated_),
        "log_likelihood": model.log_likelihood_,
        "raw_mean": scale.mean,
        "raw_sd": scale.sd,
        "alpha": scale.alpha,
        "alpha_low": scale.alpha_low,
        "alpha_high": scale.alpha_high,
        "raw_standard_error": scale.standard_error,
        "marginal_reliability": marginal_reliability(model.abilities(sheet.answers, method="eap")),
        "population_mean": model.population_mean_,
        "population_sd": model.population_sd_,
    }
    plain = {name: _plain(value) for name, value in record.items()}
    return {**plain, "is_too_weak": is_too_weak(reliability_of(plain))}


def is_too_weak(reliability: float) -> bool:
    """Whether a test of this reliability is too weak to decide about a person on; not when it is unknown."""
    return bool(reliability < LEAST_RELIABILITY)


def reliability_of(test: Mapping[str, object]) -> float:
    """The reliability of a whole test: alpha, else the marginal one; NaN when neither is known."""
    known = [value for value in (test["alpha"], test["marginal_reliability"]) if isinstance(value, float)]
    return known[0] if known else float("nan")


def marginal_reliability(posterior: Abilities) -> float:
    """Share of the variance of ability that the scores explain: var(EAP) / (var(EAP) + mean posterior variance)."""
    theta, error = posterior.theta[~np.isnan(posterior.theta)], posterior.se[~np.isnan(posterior.theta)]
    if len(theta) < 2:
        return float("nan")
    explained, left = float(theta.var(ddof=1)), float((error**2).mean())
    return explained / (explained + left) if explained + left > 0 else float("nan")


def _plain(value: object) -> object:
    if isinstance(value, float):
        return round(value, DECIMALS) if np.isfinite(value) else None
    return value
