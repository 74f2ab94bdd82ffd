"""What a job description says and its position does not take over, as problems with their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from training_catalog.types import CatalogueProblem, Position, StandardRule, Task, TaskWeight
from training_catalog.word_form.duty_tasks import lines_of_work
from training_catalog.word_form.problems import form_problem, shorten
from training_catalog.word_form.shapes import JobDescription


def left_out(
    description: JobDescription, *, base: Position | None, standards: Iterable[StandardRule], tasks: tuple[Task, ...]
) -> Iterator[CatalogueProblem]:
    """Requirements that are made no standard, work that is made no task, and what of `base` the form does not give."""
    written = description.standards
    for code, text, place in (
        ("qualities_unused", written.qualities, written.qualities_place),
        ("other_unused", written.other, written.other_place),
    ):
        if text:
            yield form_problem(description, code, shorten(" ".join(text.split())), place)
    for duty in description.duties:
        common = [line for line, is_common in lines_of_work(duty) if is_common]
        if common:
            yield form_problem(description, "work_common", shorten("; ".join(common)), duty.place)
    if tasks and all(task.weight is TaskWeight.REGULAR for task in tasks):
        yield form_problem(description, "weights_unsaid", str(len(tasks)), description.duties[0].place)
    given = [rule.kind for rule in standards]
    dropped = [rule.text_vi for rule in base.standards if rule.kind not in given] if base and given else []
    if dropped:
        yield form_problem(description, "standards_dropped", "; ".join(shorten(text) for text in dropped))
