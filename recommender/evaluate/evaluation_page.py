"""The evaluation page: figures of several samples as Markdown tables between markers of docs/evaluation.md."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from recommender.evaluate.held_out import MatchFigures
from recommender.evaluate.scores import Scores
from recommender.evaluate.spread import over_seeds, summed

BEGIN = "<!-- begin: {name} -->"
END = "<!-- end: {name} -->"
METHODS = {
    "engine": "**the engine**",
    "standards_and_mean": "spreadsheet: standards, and mean of all results ≥ level 2",
    "standards_alone": "formal standards only",
    "everybody_meets": "majority: everybody meets",
    "same_for_position": "the same list for everyone in a position, about as long",
    "knowing_the_truth": "(bound) the same planner told the planted gaps",
}
VERDICT_HEADS = {
    "precision": "precision of “does not meet”",
    "recall": "recall of “does not meet”",
    "passed_unseen": "truly not meeting, said to meet",
    "named_wrongly": "truly meeting, said not to",
    "review_share": "sent to review",
    "decided_right": "decided rightly",
    "brier": "Brier",
    "calibration_error": "ECE",
}
COURSE_HEADS = {
    "precision": "precision, all courses",
    "precision_with_gaps": "precision, officers with a gap",
    "recall": "recall of gaps",
    "recall_weighted": "recall, weighted",
    "recall_standards": "recall of missing standards",
    "courses": "courses each",
    "periods": "tiết each",
    "share_40": "plans ≥ 40 tiết",
}
LEVEL_HEADS = {
    "share": "share of estimates",
    "mean_error": "mean error",
    "absolute_error": "mean absolute error",
    "correlation": "correlation",
    "within_sd": "truth within ±1 sd (68 %)",
    "within_90": "truth within 90 % interval",
    "brier": "Brier of P(level ≥ minimum)",
    "calibration_error": "ECE of it",
}
TOPIC_HEADS = {
    "topics": "distinct topics",
    "first": "best match right",
    "first_three": "in the first three",
    "found": "among those kept",
}
USE_HEADS = {
    "results": "results used",
    "best_right": "surest use right",
    "any_right": "right use among those kept",
    "uses": "uses a result",
    "brier": "Brier of the match",
    "calibration_error": "ECE of the match",
}
READ_HEADS = {"planted": "planted", "right": "read as planted", "extra": "read beside them"}
LABELS = {"meets": "meets", "needs_review": "needs review", "does_not_meet": "does not meet", "not_read": "not read"}


def replaced(page: str, name: str, body: str) -> str:
    """The page with the text between the markers of `name` replaced; markers are added at the end when missing."""
    begin, end = BEGIN.format(name=name), END.format(name=name)
    block = f"{begin}\n{body.strip()}\n{end}"
    if begin in page and end in page:
        return page[: page.index(begin)] + block + page[page.index(end) + len(end) :]
    return f"{page.rstrip()}\n\n{block}\n".lstrip("\n")


def verdict_figures(found: Sequence[Scores], *, facts: str) -> str:
    """The whole generated part: every figure as mean (least – greatest) over the samples."""
    parts = [
        facts,
        "### Kết luận so với sự thật đã cài · Verdicts against planted truth",
        _spread_table([each.verdicts for each in found], "method", VERDICT_HEADS, names=METHODS),
        "Counts, all seeds added up (rows: truth; columns: what was said):",
        _confusions([each.confusion for each in found]),
        "What the engine says of those that truly do not meet, by what they fail:",
        _spread_table([each.causes for each in found], "fails", {"holdings": "holdings", **LABELS}),
        "### Độ tin cậy của xác suất · Reliability of the probability",
        _calibration([each.calibration for each in found]),
        "### Mức ước lượng · Level estimates",
        _spread_table([each.levels for each in found], "basis", LEVEL_HEADS),
        "### Đối sánh chủ đề · Topic matching",
        _spread_table([each.topics for each in found], "kind", TOPIC_HEADS),
        _spread_table([each.uses for each in found], "kind", USE_HEADS),
        "### Chương trình đề xuất · Recommended courses",
        _spread_table([each.courses for each in found], "method", COURSE_HEADS, names=METHODS),
        "### Đọc tệp · Reading",
        _spread_table([each.reading for each in found], "what", READ_HEADS),
        _pairs([each.problems for each in found]),
        "### Dân số · Population",
        _pairs([each.population for each in found]),
    ]
    return "\n\n".join(parts)


def match_page(found: Sequence[tuple[str, MatchFigures]], *, facts: str) -> str:
    """The generated part about held-out wordings, one encoder a row, then the calibration of the first."""
    rows = [
        [name, *[number(value) for value in (
            each.queries, each.first_of_all, each.first_of_position, each.calibration_error, each.slope, each.outside
        )]]
        for name, each in found
    ]  # fmt: skip
    heads = [
        "encoder",
        "wordings",
        "first of all",
        "first of one position",
        "ECE",
        "slope refitted",
        "outside refitted",
    ]
    bins = found[0][1].calibration.to_dict("records")
    lines = [[f"{b['from']:.1f}–{b['to']:.1f}", number(b["cases"]), number(b["said"]), number(b["was"])] for b in bins]
    title = "### Cách viết để riêng · Wordings of the catalogue held out"
    parts = [title, facts, table(heads, rows), table(["share said", "pairs", "mean said", "share right"], lines)]
    return "\n\n".join(parts)


def number(value: float) -> str:
    """A figure as people read it: counts whole with thin thousands, shares with three decimals, – when undefined."""
    if pd.isna(value):
        return "–"
    if abs(value) >= 20 or float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:.3f}" if abs(value) < 2 else f"{value:.2f}"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, first column to the left."""
    lines = [heads, ["---", *["--:"] * (len(heads) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _range(mean: float, least: float, most: float) -> str:
    if pd.isna(mean) or least == most:
        return number(mean)
    return f"{number(mean)} ({number(least)} – {number(most)})"


def _spread_table(
    tables: Sequence[pd.DataFrame], key: str, heads: dict[str, str], *, names: dict[str, str] | None = None
) -> str:
    found = over_seeds([frame[[key, *heads]] for frame in tables], key=key).set_index([key, "measure"])
    keys = list(dict.fromkeys(found.index.get_level_values(0)))
    rows = []
    for name in keys:
        cells = [found.loc[(name, measure)] for measure in heads]
        rows.append([(names or {}).get(name, name), *[_range(c["mean"], c["least"], c["most"]) for c in cells]])
    return table(["", *heads.values()], rows)


def _confusions(tables: Sequence[pd.DataFrame]) -> str:
    total = pd.concat(list(tables)).groupby(["method", "truth"], sort=False, as_index=False).sum()
    rows = [
        [METHODS[str(row["method"])], LABELS[str(row["truth"])], *[number(row[column]) for column in LABELS]]
        for row in total.to_dict("records")
    ]
    return table(["", "truth", *LABELS.values()], rows)


def _calibration(tables: Sequence[pd.DataFrame]) -> str:
    total = summed(tables, key="bin")
    rows = []
    for row in total.to_dict("records"):
        cases = row["cases"]
        shares = [number(row[column] / cases) if cases else "–" for column in ("said", "was")]
        rows.append([f"{row['bin']:.1f}–{row['bin'] + 0.1:.1f}", number(cases), *shares])
    return table(["P(meets)", "holdings", "mean said", "share that truly meets"], rows)


def _pairs(tables: Sequence[pd.DataFrame]) -> str:
    found = over_seeds(list(tables), key="what")
    rows = [
        [str(row["what"]).replace("_", " "), _range(row["mean"], row["least"], row["most"])]
        for row in found.to_dict("records")
    ]
    return table(["", "mean (least – greatest)"], rows)
