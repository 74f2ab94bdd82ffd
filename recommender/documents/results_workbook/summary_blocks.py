"""What the first sheet shows: blocks of a sentence, a small table and, for some, a chart, counted from a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from recommender.documents.labels import (
    DOMAINS,
    QUESTIONS,
    REVIEW_REASONS,
    SHAPES,
    VERDICTS,
    Pair,
    number_text,
    percent_text,
)
from recommender.documents.names import text_key
from recommender.documents.results_workbook.balance_sheet import counted
from recommender.documents.results_workbook.styles import CHART_COLOURS, Kind
from recommender.documents.results_workbook.view import RunView
from recommender.documents.staffing_words import short_staffing_sentence
from recommender.documents.tallies import (
    VerdictTally,
    courses_by_learners,
    staffing_tally,
    training_tally,
    verdict_counts,
    verdict_tally,
)
from recommender.types import VerdictLabel

MOST_UNITS = 34
"""Units, fields or provinces shown one by one."""
COURSES_SHOWN = 10
LABELS = tuple(str(label) for label in VerdictLabel)


@dataclass(frozen=True, kw_only=True)
class Block:
    """A question, the sentence that answers it, and the table behind it; `charted` columns go into a bar chart."""

    title: str
    sentence: str
    heads: tuple[str, ...]
    kinds: tuple[Kind, ...]
    rows: tuple[tuple[object, ...], ...]
    span: int = 1
    """Columns of the grid that the first column takes."""
    charted: Mapping[int, str] = field(default_factory=dict)
    """Column number → colour; empty = no chart."""
    chart_title: str = ""
    has_sum: bool = False
    """Whether the last row is the sum of the others and stays out of the chart."""


def units_block(view: RunView) -> Block:
    """Verdicts by unit; by province when there are many units in several; else the units with most work to do."""
    verdicts, labels = view.result.verdicts, view.labels
    many = verdicts["unit_id"].nunique() > MOST_UNITS
    sentence = view.say(
        "Mỗi thanh là một dòng của bảng, chia theo số vị trí đáp ứng, cần xem xét, chưa đáp ứng.",
        "Each bar is a row of the table, split into positions met, to review and not met.",
    )
    more = view.say(" Từng đơn vị ở trang “Theo đơn vị”.", " Each unit is on the sheet “By unit”.") if many else ""
    if many and view.several_provinces:
        counts = verdict_counts(verdicts, labels.named(verdicts["unit_id"], labels.provinces))
        head, title = ("Tỉnh, thành phố", "Province"), ("Theo tỉnh, thành phố", "By province")
    else:
        counts = verdict_counts(verdicts, view.unit(verdicts["unit_id"]))
        head, title = ("Đơn vị", "Unit"), ("Theo đơn vị", "By unit")
    if len(counts) > MOST_UNITS:
        unmet = counts["held"] - counts["meets"]
        counts = counts.loc[unmet.sort_values(ascending=False, kind="stable").index[:MOST_UNITS]]
        title = ("Đơn vị còn nhiều vị trí chưa rõ hoặc chưa đáp ứng", "Units with most positions open or not met")
    counts = counts.iloc[sorted(range(len(counts)), key=lambda at: text_key(str(counts["key"].iloc[at])))]
    return _verdict_block(view, counts, words=(labels.pick(title), sentence + more, labels.pick(head)))


def fields_block(view: RunView) -> Block:
    """Verdicts by field of work, most positions first."""
    labels = view.labels
    fields = labels.named(labels.named(view.result.verdicts["position_id"], labels.position_fields), labels.fields)
    sentence = view.say(
        "Lĩnh vực nào còn nhiều vị trí cần xem xét hoặc chưa đáp ứng.",
        "Which fields have most positions to review or not met.",
    )
    counts = verdict_counts(view.result.verdicts, fields).head(MOST_UNITS)
    words = (view.say("Theo lĩnh vực", "By field of work"), sentence, view.say("Lĩnh vực", "Field"))
    return _verdict_block(view, counts, words=words)


def _verdict_block(view: RunView, counts: pd.DataFrame, *, words: tuple[str, str, str]) -> Block:
    """`words`: title, sentence and head of the first column."""
    labels, tally = view.labels, verdict_tally(view.result.verdicts)
    rows = [
        (str(row["key"]), int(row["held"]), *(int(row[label]) for label in LABELS), row["meets"] / row["held"])
        for row in counts.to_dict("records")
    ]
    whole = (tally.meets, tally.needs_review, tally.does_not_meet)
    share = tally.meets / tally.held if tally.held else float("nan")
    rows.append((view.say("Tất cả", "All"), tally.held, *whole, share))
    heads = [f"{SHAPES[label]} {labels.pick(VERDICTS[label])}" for label in LABELS]
    return Block(
        title=words[0],
        sentence=words[1],
        heads=(words[2], view.say("Vị trí giữ", "Held"), *heads, view.say("% đáp ứng", "% met")),
        kinds=(Kind.WRAP, Kind.WHOLE, Kind.WHOLE, Kind.WHOLE, Kind.WHOLE, Kind.PERCENT),
        rows=tuple(rows),
        charted={number: CHART_COLOURS[label] for number, label in enumerate(LABELS, start=2)},
        chart_title=view.say("Số vị trí theo kết luận", "Positions by verdict"),
        has_sum=True,
    )


def reasons_block(view: RunView) -> Block:
    """Why positions are not met, and why some need a person's look."""
    tally = verdict_tally(view.result.verdicts)
    rows: list[tuple[object, ...]] = []
    failed: tuple[tuple[str, int], ...] = (
        ("standards", tally.by_standards),
        ("competency", tally.by_competency),
        ("standards|competency", tally.by_both),
    )
    for code, count in failed:
        rows.append(
            (_marked(view, VerdictLabel.DOES_NOT_MEET, QUESTIONS[code]), count, _share(count, tally.does_not_meet))
        )
    for code, pair in REVIEW_REASONS.items():
        count = getattr(tally, code)
        rows.append((_marked(view, VerdictLabel.NEEDS_REVIEW, pair), count, _share(count, tally.needs_review)))
    return Block(
        title=view.say("Vì sao chưa đáp ứng, vì sao cần xem xét", "Why not met, why to review"),
        sentence=_why_sentence(view, tally),
        heads=(view.say("Lý do", "Reason"), view.say("Vị trí", "Positions"), view.say("Tỷ lệ", "Share")),
        kinds=(Kind.WRAP, Kind.WHOLE, Kind.PERCENT),
        rows=tuple(rows),
    )


def _marked(view: RunView, label: VerdictLabel, pair: Pair) -> str:
    word = view.labels.pick(pair)
    return f"{SHAPES[label]} {view.labels.pick(VERDICTS[label])}: {word[:1].lower()}{word[1:]}"


def _share(count: int, whole: int) -> float:
    return count / whole if whole else float("nan")


def _why_sentence(view: RunView, tally: VerdictTally) -> str:
    language = view.labels.language
    counts = [
        number_text(n, language) for n in (tally.by_standards + tally.by_both, tally.by_competency + tally.by_both)
    ]
    return view.say(
        "{0} vị trí vướng tiêu chuẩn, {1} vị trí vướng năng lực (một vị trí có thể vướng cả hai; một lượt xem xét có "
        "thể có nhiều lý do).",
        "{0} positions fail on standards, {1} on competency (some on both; a review may have several reasons).",
    ).format(*counts)


def training_block(view: RunView) -> Block:
    """Plans in numbers."""
    tally, language = training_tally(view.result.plans, view.inputs.officers), view.labels.language
    share = _share(tally.reaching_year, tally.with_plan)
    rows: tuple[tuple[object, ...], ...] = (
        (view.say("Cán bộ, công chức có kế hoạch", "Officers with a plan"), tally.with_plan),
        (view.say("Tổng số lượt học", "Places in courses"), tally.steps),
        (view.say("Tổng số tiết", "Periods in all"), tally.periods),
        (view.say("Người có từ 40 tiết trở lên", "Officers reaching 40 periods"), tally.reaching_year),
    )
    sentence = view.say(
        "{0} trong {1} người có kế hoạch bồi dưỡng; {2} trong số đó đạt từ 40 tiết một năm.",
        "{0} of {1} officers have a training plan; {2} of them reach 40 periods a year.",
    ).format(
        number_text(tally.with_plan, language), number_text(tally.officers, language), percent_text(share, language)
    )
    return Block(
        title=view.say("Bồi dưỡng", "Training"),
        sentence=sentence,
        span=4,
        heads=(view.say("Chỉ tiêu", "Figure"), view.say("Số", "Number")),
        kinds=(Kind.WRAP, Kind.WHOLE),
        rows=rows,
    )


def courses_block(view: RunView) -> Block:
    """The courses that most people need."""
    top = courses_by_learners(view.result.demand, top=COURSES_SHOWN)
    at_vi = view.labels.language == "vi"
    return Block(
        title=view.say("Chương trình nhiều người cần học nhất", "Courses needed by most"),
        sentence=view.say(
            "Danh sách đầy đủ, chia theo nơi, ở trang “Nhu cầu”.", "The full list by place is on the sheet “Demand”."
        ),
        heads=(
            view.say("Chương trình", "Course"),
            view.say("Lượt người", "Learners"),
            view.say("Tiết học viên", "Periods"),
        ),
        kinds=(Kind.WRAP, Kind.WHOLE, Kind.WHOLE),
        span=3,
        rows=tuple((one.course_vi if at_vi else one.course_en, one.learners, one.periods) for one in top),
    )


def domains_block(view: RunView) -> Block:
    """Training by domain of knowledge."""
    demand, labels = view.result.demand, view.labels
    total = demand.groupby("domain")[["learners", "periods"]].sum()
    total = total.reindex([str(domain) for domain in DOMAINS], fill_value=0)
    rows = [
        (labels.pick(DOMAINS[str(key)]), *values)
        for key, values in zip(total.index, total.to_numpy().tolist(), strict=True)
    ]
    rows.append((view.say("Tất cả", "All"), *total.sum().tolist()))
    return Block(
        title=view.say("Theo khối kiến thức", "By domain of knowledge"),
        sentence=view.say(
            "Lượt người và tiết học viên của mọi kế hoạch.", "Learners and learner periods of all plans."
        ),
        heads=(
            view.say("Khối kiến thức", "Domain"),
            view.say("Lượt người", "Learners"),
            view.say("Tiết học viên", "Periods"),
        ),
        kinds=(Kind.WRAP, Kind.WHOLE, Kind.WHOLE),
        span=4,
        rows=tuple(rows),
        has_sum=True,
    )


def staffing_block(view: RunView) -> Block:
    """Posts over and short by field, against the quota."""
    tally, labels = staffing_tally(view.result.balance, view.inputs), view.labels
    frame = counted(view.result.balance)
    frame = frame[frame["over_quota"].notna()]
    names = view.labels.named(frame["field"], view.labels.fields)
    total = (
        frame.assign(name=names).groupby("name", as_index=False, sort=True)[["quota", "present", "over", "short"]].sum()
    )
    total = total.sort_values(["quota", "name"], ascending=[False, True], kind="stable")
    rows = [
        (str(row["name"]), row["quota"], row["present"], row["over"], -row["short"]) for row in total.to_dict("records")
    ]
    sums = (tally.quota, tally.present, tally.over, tally.short)
    if tally.known:
        rows.append((view.say("Tất cả", "All"), *sums[:3], -tally.short))
        sentence = short_staffing_sentence(tally, labels)
    else:
        sentence = view.say(
            "Chưa có tệp biên chế giao nên chưa cân đối được.", "No quota was given, so nothing can be balanced."
        )
    words = [
        ("Lĩnh vực", "Field"),
        ("Biên chế giao", "Quota"),
        ("Có mặt", "Present"),
        ("Thừa", "Over"),
        ("Thiếu", "Short"),
    ]
    return Block(
        title=view.say("Thừa, thiếu theo lĩnh vực", "Over and short by field"),
        sentence=sentence,
        heads=tuple(view.labels.pick(pair) for pair in words),
        kinds=(Kind.WRAP, Kind.DECIMAL, Kind.DECIMAL, Kind.SIGNED, Kind.SIGNED),
        rows=tuple(rows),
        charted={3: CHART_COLOURS["over"], 4: CHART_COLOURS["short"]},
        chart_title=view.say("Số người thừa, thiếu so với biên chế giao", "Posts over and short of the quota"),
        has_sum=True,
    )
