"""The page of matching figures in Markdown: bars, paired differences, every ranker on every set, failures by trait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.ranking_metrics import Interval
from recommender.evaluate.evaluation_page import table
from recommender.evaluate.matching_figures import (
    Measure,
    SetFigures,
    best_single,
    by_trait,
    mean_difference,
    mean_of,
)
from recommender.evaluate.matching_rankers import ADAPTED, CENTRED, HYBRID

GROUPS = {
    "test vi": "Own sets, test part, Vietnamese",
    "test en": "Own sets, test part, English queries against Vietnamese targets",
    "dev vi": "Own sets, dev part, Vietnamese",
    "dev en": "Own sets, dev part, English queries against Vietnamese targets",
    "sample": "Topics of the synthetic sample against all requirements",
    "given vi": "Given sets, Vietnamese",
    "given cross": "Given sets, across languages",
}
LEAD_WANTED = 0.05
CROSS_ALLOWED = -0.01
OTHERS = (Measure.NDCG, Measure.MAP, Measure.RECALL)
HYBRID_ADAPTED = f"{HYBRID}, {ADAPTED}"
HEAD = """# Đối sánh văn bản: số đo · Text matching: figures

*Trang này do lệnh `nangluc evaluate matching` ghi. Bộ câu hỏi của dự án do dự án viết, không chép văn bản thật;
phần test không dùng để chọn gì.*

How to read. MRR: mean of 1 / place of the first right target; nDCG@10 uses all grades; MAP and R@5 count right
targets. In brackets: 95 % intervals from resampling queries (2,000 rounds, fixed seed). Differences are paired: the
same queries for both rankers. *Best single* is the plain ranker (majority, BM25, word or character TF-IDF, raw or
centred cosine) that does best on the very queries it is compared on, which favours it. Every ranker gets the same
background. **hybrid** is what the program uses. The own sets are described in
`recommender/evaluate/data/matching/README.md`; the weights of the hybrid were chosen on given sets of real texts,
before the own sets were written. Sets are small: read the intervals."""


@dataclass(frozen=True, kw_only=True)
class PageFacts:
    """What the head of the page names."""

    command: str
    catalogue: str
    encoder: str
    adapted: str
    fallback: str


def matching_page(sets: Sequence[SetFigures], *, facts: PageFacts, held_out: str) -> str:
    """The whole page; the same figures give the same bytes."""
    grouped = {name: [one for one in sets if one.group == name] for name in GROUPS}
    shown = {name: found for name, found in grouped.items() if found}
    parts = [HEAD, _facts(facts)]
    if all(HYBRID in one.values for one in sets):
        parts += ["## Mức đặt ra · Bars", _bars(shown), "## So từng cặp · Paired differences in MRR", _paired(sets)]
    if all(HYBRID_ADAPTED in one.values for one in sets):
        parts += ["## Bộ mã hóa đã thích nghi · The adapted encoder, mean of sets", _adapted(shown)]
    for name, found in shown.items():
        parts += [f"## {GROUPS[name]}", _mrr(found), _others(found)]
    own = [one for one in sets if one.group.startswith(("test", "dev"))]
    if own:
        parts += ["## Theo cách viết · By the way queries are written (own sets, both parts, MRR)", _traits(own)]
    return "\n\n".join([*parts, held_out]) + "\n"


def _facts(facts: PageFacts) -> str:
    lines = [f"Command: `{facts.command}`.", facts.catalogue, f"Encoder: {facts.encoder}."]
    if facts.adapted:
        lines.append(f"Adapted: {facts.adapted}.")
    if facts.fallback:
        lines.append(f"**Words only, no encoder: {facts.fallback}**")
    return " ".join(lines)


def _bars(grouped: dict[str, list[SetFigures]]) -> str:
    rows = []
    for name, found in grouped.items():
        if name.endswith(("en", "cross")):
            worst = min((one.difference(HYBRID, CENTRED) for one in found), key=lambda one: one.mean)
            asked = "each set: hybrid at most 0.01 below the centred encoder (least difference)"
            rows.append([GROUPS[name], asked, _signed(worst), _verdict(worst.mean >= CROSS_ALLOWED)])
            continue
        single = best_single(found)
        lead = mean_difference(found, HYBRID, single)
        is_led = lead.mean >= LEAD_WANTED and lead.low > 0
        asked = f"mean of sets: hybrid 0.05 above the best single ({single}), interval above 0"
        rows.append([GROUPS[name], asked, _signed(lead), _verdict(is_led)])
        below = [one for one in found if one.mean(HYBRID) < one.mean(one.best_single())]
        told = ", ".join(one.name for one in below) or "none"
        rows.append([GROUPS[name], "each set: hybrid not below the best single", f"below: {told}", _verdict(not below)])
    return table(["sets", "bar", "found", "reached"], rows)


def _adapted(grouped: dict[str, list[SetFigures]]) -> str:
    rows = [
        [
            GROUPS[name],
            _plain(mean_of(found, HYBRID)),
            _plain(mean_of(found, HYBRID_ADAPTED)),
            _signed(mean_difference(found, HYBRID_ADAPTED, HYBRID)),
            ", ".join(one.name for one in found if one.mean(HYBRID_ADAPTED) < one.mean(HYBRID)) or "none",
        ]
        for name, found in grouped.items()
    ]
    return table(["sets", "hybrid", "hybrid, adapted", "difference", "sets where it loses"], rows)


def _verdict(is_reached: bool) -> str:
    return "yes" if is_reached else "**no**"


def _paired(sets: Sequence[SetFigures]) -> str:
    has_adapted = all(HYBRID_ADAPTED in one.values for one in sets)
    heads = ["set", "queries × targets", "best single", "its MRR", "hybrid", "hybrid − best single"]
    heads += ["hybrid, adapted", "adapted − hybrid"] if has_adapted else []
    rows = []
    for one in sets:
        single = one.best_single()
        row = [f"{one.name} ({one.group.split(' ')[0]})", f"{one.queries} × {one.targets:,}", single]
        row += [_plain(one.mean(single)), _plain(one.mean(HYBRID)), _signed(one.difference(HYBRID, single))]
        if has_adapted:
            row += [_plain(one.mean(HYBRID_ADAPTED)), _signed(one.difference(HYBRID_ADAPTED, HYBRID))]
        rows.append(row)
    return table(heads, rows)


def _mrr(found: Sequence[SetFigures]) -> str:
    rows = []
    for ranker in found[0].values:
        cells = [_interval(one.interval(ranker)) for one in found]
        rows.append([_marked(ranker), _plain(mean_of(found, ranker)), *cells])
    return table(["MRR", "mean of sets", *[f"{one.name} ({one.queries} × {one.targets:,})" for one in found]], rows)


def _others(found: Sequence[SetFigures]) -> str:
    rows = [
        [_marked(ranker), *[" / ".join(_plain(one.mean(ranker, measure)) for measure in OTHERS) for one in found]]
        for ranker in found[0].values
    ]
    return table([" / ".join(OTHERS), *[one.name for one in found]], rows)


def _traits(own: Sequence[SetFigures]) -> str:
    found = {ranker: by_trait(own, ranker) for ranker in own[0].values}
    sizes = next(iter(found.values()))
    heads = ["", *[f"{trait.replace('_', ' ')} ({size})" for trait, (size, _) in sizes.items()]]
    return table(heads, [[_marked(name), *[_plain(mean) for _, mean in row.values()]] for name, row in found.items()])


def _marked(ranker: str) -> str:
    return f"**{ranker}**" if ranker == HYBRID else ranker


def _plain(value: float) -> str:
    return f"{value:.3f}"


def _interval(value: Interval) -> str:
    return f"{value.mean:.3f} ({value.low:.2f}–{value.high:.2f})"


def _signed(value: Interval) -> str:
    return f"{value.mean:+.3f} ({value.low:+.3f} to {value.high:+.3f})"
