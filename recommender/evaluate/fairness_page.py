"""The fairness figures as Markdown tables, from the rates of groups, their errors, assessors and the swap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from recommender.documents.fairness_words import DIMENSIONS, group_word
from recommender.documents.labels import Labels
from recommender.evaluate.group_errors import LEAST, GroupErrors, Share
from recommender.evaluate.swapped import SwapCheck
from recommender.fairness import needing_reason
from recommender.small_cells import HIDDEN_BELOW

FAR = 2.0
"""Deviations of its own from which an assessor's leniency is called clear."""


@dataclass(frozen=True, kw_only=True)
class FairnessFigures:
    """Everything the page tells: FAIRNESS and ASSESSORS rows, errors by what they are measured against, the swap."""

    facts: str
    rates: pd.DataFrame
    assessors: pd.DataFrame
    errors: Mapping[str, tuple[GroupErrors, ...]]
    swap: SwapCheck


def fairness_figures(figures: FairnessFigures, labels: Labels) -> str:
    """The generated part of the page, in English with the groups' own names."""
    blocks = [figures.facts, _reasons(figures.rates, labels), "### Who is found to meet", _rates(figures.rates, labels)]
    for heading, errors in figures.errors.items():
        blocks += [f"### Errors by group against {heading}", _errors(errors, labels)]
    blocks += ["### Assessors", _assessors(figures.assessors), "### Names, sex and ethnicity swapped", _swap(figures)]
    return "\n\n".join(blocks)


def _reasons(rates: pd.DataFrame, labels: Labels) -> str:
    asked = needing_reason(rates)
    if asked.empty:
        return "No group is met less than 4/5 as often as the best one with p < 0.05: no written reason is asked for."
    named = [f"{_dimension(row.dimension)} “{group_word(str(row.group), labels)}”" for row in asked.itertuples()]
    return f"{len(named)} groups ask for a written reason before results are published: {'; '.join(named)}."


def _rates(rates: pd.DataFrame, labels: Labels) -> str:
    heads = (
        "by", "group", "officers", "meet", "share meeting (95 %)", "ratio to the best group (95 %)", "p (Fisher)",
        "missing evidence", "asks for a reason",
    )  # fmt: skip
    rows = [
        [
            _dimension(row["dimension"]), group_word(str(row["group"]), labels) or "–", f"{int(row['n']):,}",
            _count(row["meets"]), _with_ends(row["rate"], row["rate_low"], row["rate_high"]),
            "best" if row["is_reference"] else _with_ends(row["ratio"], row["ratio_low"], row["ratio_high"]),
            _p(row["p_value"]), _number(row["missing_evidence"]), "yes" if row["asks_reason"] else "",
        ]
        for row in rates.to_dict("records")
    ]  # fmt: skip
    return _table(heads, rows)


def _errors(errors: Sequence[GroupErrors], labels: Labels) -> str:
    heads = (
        "by", "group", "cases", "labelled as meeting", "of those said not to meet", "of the others said to meet",
        "sent to review", "not contradicted (95 %)", "mean probability", "calibration error",
        "of chance alone",
    )  # fmt: skip
    rows = [
        [
            _dimension(row.dimension), "everybody" if row.dimension == "all" else group_word(row.group, labels),
            f"{row.labelled.size:,}", _number(row.labelled.value), _share(row.refused), _share(row.passed),
            _number(row.review.value), _with_ends(row.covered.value, *row.covered.ends), _number(row.said),
            _number(row.calibration), _number(row.chance),
        ]
        for row in errors
    ]  # fmt: skip
    note = (
        f"Groups of at least {LEAST} cases. A share of 1 to {HIDDEN_BELOW - 1} cases is not told (–), and none can be "
        "worked out of all the shares told, so that some larger ones and some groups are left out too."
    )
    return note + "\n\n" + _table(heads, rows)


def _assessors(assessors: pd.DataFrame) -> str:
    if assessors.empty:
        return "No result names its assessor."
    rows = []
    for method, own in assessors.groupby("method", sort=True):
        far = own["leniency"] / own["sd"]
        rows.append([
            str(method), f"{len(own):,}", f"{int((own['compared'] > 0).sum()):,}", _number(own["spread"].iloc[0]),
            _number(float(own["sd"].mean())), f"{int((far > FAR).sum()):,}", f"{int((far < -FAR).sum()):,}",
            _number(float(own["leniency"].abs().max())),
        ])  # fmt: skip
    heads = (
        "method", "assessors", "whose officers others rated too", "assessors differ by (sd, levels)",
        "mean deviation left", "clearly lenient", "clearly strict", "most, levels",
    )  # fmt: skip
    return _table(heads, rows)


def _swap(figures: FairnessFigures) -> str:
    swap = figures.swap
    way = "written to workbooks and read back" if swap.through_files else "as frames"
    result = "no byte of any of them differs" if not swap.changed else f"these differ: {', '.join(swap.changed)}"
    return (
        f"Every officer got another {', '.join(swap.fields)} ({way}) and everybody was screened again: of "
        f"{len(swap.frames)} result frames ({', '.join(swap.frames)}; {swap.verdicts:,} verdicts) {result}."
    )


def _dimension(name: object) -> str:
    return DIMENSIONS[str(name)][1].lower() if str(name) in DIMENSIONS else str(name)


def _with_ends(value: float, low: float, high: float) -> str:
    if pd.isna(value):
        return "–"
    return _number(value) if pd.isna(low) else f"{_number(value)} ({_number(low)} – {_number(high)})"


def _share(share: Share) -> str:
    return "–" if share.size < LEAST or share.is_hidden else f"{_number(share.value)} of {share.size:,}"


def _count(value: float) -> str:
    return "–" if pd.isna(value) else f"{int(value):,}"


def _p(value: float) -> str:
    return "–" if pd.isna(value) else "< 0.001" if value < 0.001 else f"{value:.3f}"


def _number(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:.3f}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in (heads, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(heads), *lines[1:]])
