"""The summary of a run as text for a terminal: aligned, at most 100 characters wide, without names of people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from recommender.documents.fairness_words import dimension_word, group_word
from recommender.documents.labels import (
    REVIEW_REASONS,
    SHAPES,
    VERDICTS,
    Labels,
    number_text,
    percent_text,
)
from recommender.documents.staffing_words import post_text, staffing_sentence, uncertain_sentence
from recommender.types import VerdictLabel

if TYPE_CHECKING:
    from recommender.documents.summary import Example, Summary
    from recommender.documents.tallies import PostTally

WIDTH = 100
BAR = 30
FIELDS_SHOWN = 5
LABELS = tuple(str(label) for label in VerdictLabel)


def summary_text(summary: Summary, labels: Labels) -> str:
    """The picture of the run in the language of the labels."""
    blocks = [
        _head(summary, labels),
        _fields(summary, labels),
        _examples(summary.examples, labels),
        _courses(summary, labels),
        _staffing(summary, labels),
        _fairness(summary, labels),
        _files(summary, labels),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def warnings_text(summary: Summary, labels: Labels) -> str:
    """What nobody may overlook: people left out, and results that may not be published yet; "" when all is well."""
    return "\n".join([*_left_out(summary, labels), *(_fairness(summary, labels) if summary.needs_reason else [])])


def _head(summary: Summary, labels: Labels) -> list[str]:
    tally = summary.verdicts
    scope = labels.pick(
        (
            "{officers} cán bộ, công chức ở {units} đơn vị, {held} vị trí đang giữ",
            "{officers} officers in {units} units, {held} positions held",
        )
    )
    lines = [
        scope.format(
            officers=_whole(summary.n_officers, labels), units=_whole(summary.n_units, labels),
            held=_whole(tally.held, labels),
        ),
        *_left_out(summary, labels),
        "",
    ]  # fmt: skip
    most = max(tally.held, 1)
    for code in LABELS:
        count = getattr(tally, code)
        share = percent_text(count / most, labels.language)
        bar = "█" * round(BAR * count / most)
        word = f"{SHAPES[code]} {labels.pick(VERDICTS[code])}"
        lines.append(f"  {word:<18}{_whole(count, labels):>9}{share:>7}  {bar}".rstrip())
    return [*lines, *_why(summary, labels)]


def _left_out(summary: Summary, labels: Labels) -> list[str]:
    """Whose unit or position could not be read; nothing when all could."""
    told = (
        (summary.n_without_verdict, (
            "! Chưa rà soát được {0} người vì chưa đọc được vị trí việc làm; tên ở results.xlsx.",
            "! Not reviewed: {0} of the people, their position could not be read; names in results.xlsx.",
        )),
        (summary.n_without_unit, ("! Chưa rõ đơn vị của {0} người.", "! The unit of {0} of the people is not known.")),
    )  # fmt: skip
    return [labels.pick(pair).format(_whole(count, labels)) for count, pair in told if count]


def _why(summary: Summary, labels: Labels) -> list[str]:
    tally = summary.verdicts
    because = labels.pick(
        (
            "Chưa đáp ứng vì: tiêu chuẩn {0}, năng lực {1}, cả hai {2}.",
            "Not met because of: standards {0}, competency {1}, both {2}.",
        )
    ).format(*(_whole(count, labels) for count in (tally.by_standards, tally.by_competency, tally.by_both)))
    named = [f"{labels.pick(pair)} {_whole(getattr(tally, code), labels)}" for code, pair in REVIEW_REASONS.items()]
    review = labels.pick(("Cần xem xét vì: ", "Review because: ")) + ", ".join(named) + "."
    proposal = labels.pick(
        ("Đây là đề xuất; người có thẩm quyền quyết định.", "These are proposals; a named officer decides.")
    )
    return [*_wrapped(because), *_wrapped(review), f"  {proposal}"]


def _fields(summary: Summary, labels: Labels) -> list[str]:
    heads = [labels.pick(("Lĩnh vực", "Field")), labels.pick(("Số vị trí giữ", "Held"))]
    heads += [f"{SHAPES[code]} {labels.pick(VERDICTS[code])}" for code in LABELS]
    rows = [
        [
            labels.fields.get(entry.field, entry.field) or "–",
            *(_whole(count, labels) for count in (entry.held, entry.meets, entry.needs_review, entry.does_not_meet)),
        ]
        for entry in summary.fields[:FIELDS_SHOWN]
    ]
    title = ("Theo lĩnh vực ({0} lĩnh vực có nhiều vị trí nhất)", "By field ({0} fields with most positions)")
    return [labels.pick(title).format(len(rows)), *_table(heads, rows)] if rows else []


def _examples(examples: Sequence[Example], labels: Labels) -> list[str]:
    at_vi = labels.language == "vi"
    lines = [labels.pick(("Ví dụ", "Examples"))] if examples else []
    for example in examples:
        word = f"{SHAPES[example.verdict]} {labels.pick(VERDICTS[example.verdict])}"
        title = labels.positions.get(example.position_id, example.position_id)
        share = percent_text(example.probability, labels.language)
        chance = labels.pick(("khả năng đáp ứng {0}", "P(meets) {0}")).format(share)
        if "thin_evidence" in example.review_reasons:
            chance = labels.pick(("khả năng tạm tính {0}, ít kết quả", "provisional P(meets) {0}, few results")).format(
                share
            )
        lines.append(_cut(f"  {word} ({chance}) · {example.officer_id} · {example.position_id} {title}", WIDTH))
        lines += _wrapped(example.reason_vi if at_vi else example.reason_en, indent=6)
        change = example.change_vi if at_vi else example.change_en
        if change:
            lines += _wrapped(f"→ {change}", indent=6)
    return lines


def _courses(summary: Summary, labels: Labels) -> list[str]:
    training = summary.training
    said = labels.pick(
        (
            "Kế hoạch bồi dưỡng: {0} người, {1} lượt học, {2} tiết; {3} người đủ 40 tiết trở lên",
            "Training plans: {0} officers, {1} places, {2} periods; {3} officers reach 40 periods",
        )
    ).format(
        *(
            _whole(number, labels)
            for number in (training.with_plan, training.steps, training.periods, training.reaching_year)
        )
    )
    heads = [
        labels.pick(("Chương trình có nhiều người cần học nhất", "Courses with most learners")),
        labels.pick(("Lượt học", "Learners")),
        labels.pick(("Số lớp", "Classes")),
    ]
    rows = [
        [
            course.course_vi if labels.language == "vi" else course.course_en,
            _whole(course.learners, labels),
            number_text(course.classes, labels.language, digits=1),
        ]
        for course in summary.courses
    ]
    return [said, *_table(heads, rows)] if rows else [said]


def _staffing(summary: Summary, labels: Labels) -> list[str]:
    staffing = summary.staffing
    if not staffing.known:
        return [labels.pick(("Chưa có biên chế giao nên chưa cân đối được.", "No quota given, so nothing to balance."))]
    return [
        *_wrapped(staffing_sentence(staffing, labels), indent=0),
        labels.pick(
            (
                "Thừa {0}, thiếu {1} (từng vị trí ở từng đơn vị); {2} phương án điều chuyển",
                "Over {0}, short {1} (by position in each unit); {2} proposed moves",
            )
        ).format(post_text(staffing.over, labels), post_text(staffing.short, labels), _whole(summary.n_moves, labels)),
        *_wrapped(uncertain_sentence(staffing, labels), indent=0),
        *_posts("Thừa nhiều nhất", "Most over", summary.over, labels),
        *_posts("Thiếu nhiều nhất", "Most short", summary.short, labels),
    ]


def _posts(vietnamese: str, english: str, posts: Sequence[PostTally], labels: Labels) -> list[str]:
    heads = [
        labels.pick((vietnamese, english)),
        labels.pick(("Số người", "Posts")),
        labels.pick(("Số đơn vị", "Units")),
    ]
    rows = [
        [
            f"{entry.position_id} {labels.positions.get(entry.position_id, '')}",
            post_text(entry.posts, labels),
            _whole(entry.units, labels),
        ]
        for entry in posts
    ]
    return _table(heads, rows) if rows else []


def _fairness(summary: Summary, labels: Labels) -> list[str]:
    """What the fairness check asks for before anything is published; nothing when it asks for nothing."""
    if not summary.reason_groups:
        return []
    named = [(dimension_word(entry.dimension, labels), entry.group) for entry in summary.reason_groups]
    groups = "; ".join(f"{dimension.lower()} “{group_word(group, labels)}”" for dimension, group in named)
    if not summary.needs_reason:
        said = ("Công bằng: đã ghi lý do cho {0}: {1}", "Fairness: a reason is recorded for {0}: {1}")
        return _wrapped(labels.pick(said).format(groups, summary.fairness_reason), indent=0)
    asked = labels.pick(
        (
            "! CHƯA CÔNG BỐ KẾT QUẢ: tỷ lệ đáp ứng của {0} dưới 4/5 nhóm cao nhất và khác biệt rõ (p < 0,05). Xem "
            "trang “Công bằng”, nêu lý do bằng văn bản rồi chạy lại với --fairness-reason.",
            "! DO NOT PUBLISH YET: {0} meets less than 4/5 as often as the best group, clearly so (p < 0.05). See the "
            "sheet “Fairness”, write down the reason and run again with --fairness-reason.",
        )
    )
    return _wrapped(asked.format(groups), indent=0)


def _files(summary: Summary, labels: Labels) -> list[str]:
    problems = labels.pick(("Dữ liệu vào: {0} lỗi, {1} cảnh báo.", "Input: {0} errors, {1} warnings.")).format(
        _whole(summary.n_errors, labels), _whole(summary.n_warnings, labels)
    )
    tables = sum(name.endswith(".parquet") for name in summary.files)
    written = labels.pick(
        (
            "Đã ghi vào {0}: results.xlsx để đọc; run.json; {1} bảng, mỗi bảng một tệp .csv và .parquet.",
            "Written to {0}: results.xlsx to read; run.json; {1} tables, each as .csv and .parquet.",
        )
    ).format(summary.out, tables)
    return [problems, written]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """First column to the left, cut to what is free; the others to the right."""
    body = [list(row) for row in rows]
    widths = [max(len(row[number]) for row in [list(heads), *body]) for number in range(len(heads))]
    free = WIDTH - 2 - sum(width + 3 for width in widths[1:])
    first = min(widths[0], free)
    return [
        "  "
        + f"{_cut(row[0], first):<{first}}"
        + "".join(f"   {cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
        for row in [list(heads), *body]
    ]


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _wrapped(text: str, *, indent: int = 2) -> list[str]:
    space = " " * indent
    whole = text.replace(" %", "\N{NO-BREAK SPACE}%")
    return textwrap.wrap(whole, WIDTH, initial_indent=space, subsequent_indent=space, break_on_hyphens=False)


def _whole(number: float, labels: Labels) -> str:
    return number_text(number, labels.language)
