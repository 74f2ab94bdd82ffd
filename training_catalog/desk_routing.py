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
CALLING_WORTH = 0.5
"""What the desk's own title, goal and other names add: half of the lines of real job descriptions are formulas that
name nothing but the field. From 0.2 to 1.0 all did much alike on the development part."""
Scores = npt.NDArray[np.float32] | npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Desks:
    """The positions that lines may belong to, and what speaks for them: tasks of one position only, and its names."""

    position_ids: tuple[str, ...]
    tasks: tuple[Task, ...]
    callings: tuple[str, ...]
    """Title, goal and other names of each position, a line each."""

    @classmethod
    def of(cls, catalogue: Catalogue, position_ids: Sequence[str] | None = None) -> Self:
        """The desks of these positions; all when none are named. Positions without a task of their own are left out."""
        wanted = frozenset(catalogue.positions if position_ids is None else position_ids)
        tasks = [
            task for task in catalogue.tasks.values() if len(task.position_ids) == 1 and task.position_ids[0] in wanted
        ]
        position_ids = tuple(dict.fromkeys(task.position_ids[0] for task in tasks))
        positions = [catalogue.positions[position_id] for position_id in position_ids]
        callings = tuple("\n".join((each.title_vi, each.goal_vi, *each.aliases)) for each in positions)
        return cls(position_ids=position_ids, tasks=tuple(tasks), callings=callings)

    def texts(self) -> list[str]:
        """What lines are to be scored against: each task with its other wordings, then each desk's callings."""
        return ["\n".join((task.text_vi, *task.wordings)) for task in self.tasks] + list(self.callings)

    def of_lines(self, scores: Scores) -> npt.NDArray[np.float64]:
        """(lines, desks) from scores (lines, texts): the mean of the best tasks of each desk, and what it is called."""
        owners = np.array([self.position_ids.index(task.position_ids[0]) for task in self.tasks])
        of_tasks, of_callings = scores[:, : len(owners)], scores[:, len(owners) :]
        columns = []
        for desk in range(len(self.position_ids)):
            own = of_tasks[:, owners == desk]
            count = min(BEST_TASKS, own.shape[1])
            best = np.partition(own, -count, axis=1)[:, -count:].mean(axis=1)
            columns.append(best + CALLING_WORTH * of_callings[:, desk])
        return np.stack(columns, axis=1).astype(np.float64)

    def ranked(self, line_scores: npt.NDArray[np.float64]) -> list[str]:
        """Positions for a whole description, the likeliest first: the mean over its lines; ties in catalogue order."""
        order = np.argsort(-line_scores.mean(axis=0).round(6), kind="stable")
        return [self.position_ids[place] for place in order]
