"""Gaps: what each officer has to learn or prove for each position held, with a priority."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.columns import ESTIMATES, GAPS, STANDARDS, text_of
from recommender.types import Basis, GapKind, StandardStatus
from training_catalog.types import Catalogue, StandardKind, TaskKind

STANDARD_PRIORITY = 3.0
DEVELOPMENT_SCALE = 0.02
"""Priority of one level of development beside that of a certain shortfall."""
LIKELY = 0.5
"""A requirement is a shortfall when the minimum is more likely missed than met."""
TRAINABLE = (StandardKind.CERTIFICATE, StandardKind.POLITICAL_THEORY)


def gaps(estimates: pd.DataFrame, standards: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """GAPS rows, most pressing first for each officer; nothing is a gap from the maximum on."""
    parts = [_requirement_gaps(ESTIMATES.check(estimates)), _standard_gaps(STANDARDS.check(standards), catalogue)]
    frame = GAPS.conform(pd.concat([part for part in parts if len(part)] or [GAPS.empty()], ignore_index=True))
    order = ["officer_id", "priority", "position_id", "requirement_id"]
    return frame.sort_values(order, ascending=[True, False, True, True], kind="stable").reset_index(drop=True)


def _requirement_gaps(estimates: pd.DataFrame) -> pd.DataFrame:
    p_gap = 1 - estimates["p_meets"]
    shortfall = (estimates["min_level"] - estimates["level"]).clip(lower=0)
    wish = (estimates["max_level"] - estimates["level"]).clip(lower=0)
    is_short = (estimates["p_meets"] < LIKELY) & (estimates["basis"] != Basis.NONE)
    is_unproven = estimates["basis"] == Basis.NONE
    is_wish = wish > LIKELY
    weight = estimates["weight"]
    frame = estimates.assign(
        kind=np.select(
            [is_short, is_unproven, is_wish],
            [str(GapKind.SHORTFALL), str(GapKind.UNPROVEN), str(GapKind.DEVELOPMENT)],
            "",
        ),
        required=estimates["min_level"],
        shortfall=shortfall,
        p_gap=p_gap,
        priority=weight * p_gap * (1 + shortfall)
        + np.where(is_short | is_unproven, 0.0, DEVELOPMENT_SCALE * weight * wish),
    )
    return frame[frame["kind"] != ""]


def _standard_gaps(standards: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Formal standards that training can give and that are missing or not shown."""
    terms = _first_terms(catalogue)
    keys = standards["position_id"] + "|" + standards["rule_id"]
    missing = (standards["status"] == StandardStatus.UNFIT) | (
        standards["after_appointment"] & (standards["status"] != StandardStatus.FITS)
    )
    asked = standards["kind"].isin(TRAINABLE) & (standards["decides"] | standards["after_appointment"]) & missing
    frame = standards[asked].assign(requirement_id=text_of(keys[asked], terms))
    frame = frame[frame["requirement_id"] != ""]
    names = _term_names(catalogue)
    frame = frame.assign(
        kind=str(GapKind.STANDARD),
        domain=str(TaskKind.ADMINISTRATION),
        name_vi=text_of(frame["requirement_id"], {key: name[0] for key, name in names.items()}),
        name_en=text_of(frame["requirement_id"], {key: name[1] for key, name in names.items()}),
        required=np.nan,
        level=np.nan,
        shortfall=np.nan,
        p_gap=1.0,
        priority=STANDARD_PRIORITY,
    )
    return frame.drop_duplicates(["officer_id", "position_id", "requirement_id"])


def _first_terms(catalogue: Catalogue) -> dict[str, str]:
    """The term that closes each trainable rule: the first certificate named, or the least political theory."""
    terms = {}
    for position in catalogue.positions.values():
        for rule in position.standards:
            closing = rule.accepted[0] if rule.accepted else rule.minimum
            if rule.kind in TRAINABLE and closing:
                terms[f"{position.position_id}|{rule.rule_id}"] = closing
    return terms


def _term_names(catalogue: Catalogue) -> dict[str, tuple[str, str]]:
    vocabularies = ("certificates", "political_theory")
    return {
        key: (term.name_vi, term.name_en)
        for vocabulary in vocabularies
        for key, term in catalogue.vocabularies.get(vocabulary, {}).items()
    }
