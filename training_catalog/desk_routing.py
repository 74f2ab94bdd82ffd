"""Which desk lines of work belong to, from scores between the lines and the tasks of all desks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from training_catalog.types import Catalogue, Task

BEST_TASKS = 3
"""Tasks of a desk that speak for it on one line; 2 to 4 did equally well on real job descriptions, 1 and 6 worse."""
Scores = npt.NDArray[np.floating[npt.NBitBase]]


@dataclass(frozen=True, kw_only=True)
class Desks:
    """The positions that lines may belong to, and the tasks that speak for them: those of one position only."""

    position_ids: tuple[str, ...]
    tasks: tuple[Task, ...]

    @classmethod
    def of(cls, catalogue: Catalogue, position_ids: Sequence[str] | None = None) -> Self:
        """The desks of these positions; all when none are named. Positions without a task of their own are left out."""
        wanted = frozenset(catalogue.positions if position_ids is None else position_ids)
        tasks = [
            task for task in catalogue.tasks.values() if len(task.position_ids) == 1 and task.position_ids[0] in wanted
        ]
        return cls(position_ids=tuple(dict.fromkeys(task.position_ids[0] for task in tasks)), tasks=tuple(tasks))

    def texts(self) -> list[str]:
        """The text of each task with its other wordings, a line each: what lines are to be scored against."""
        return ["\n".join((task.text_vi, *task.wordings)) for task in self.tasks]

    def of_lines(self, task_scores: Scores) -> npt.NDArray[np.float64]:
        """(lines, desks) from scores (lines, tasks): the mean of the best tasks of each desk."""
        owners = np.array([self.position_ids.index(task.position_ids[0]) for task in self.tasks])
        columns = []
        for desk in range(len(self.position_ids)):
            own = task_scores[:, owners == desk]
            count = min(BEST_TASKS, own.shape[1])
            columns.append(np.partition(own, -count, axis=1)[:, -count:].mean(axis=1))
        return np.stack(columns, axis=1).astype(np.float64)

    def ranked(self, line_scores: npt.NDArray[np.float64]) -> list[str]:
        """Positions for a whole description, the likeliest first: the mean over its lines; ties in catalogue order."""
        order = np.argsort(-line_scores.mean(axis=0).round(6), kind="stable")
        return [self.position_ids[place] for place in order]
