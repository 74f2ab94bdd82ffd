"""The results workbook: all sheets of a run in one language, the same bytes for the same run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from functools import partial
from pathlib import Path

from recommender.documents.results_workbook.assessors_sheet import assessors_table
from recommender.documents.results_workbook.balance_sheet import balance_table
from recommender.documents.results_workbook.demand_sheets import demand_table, uncovered_table, unit_demand_table
from recommender.documents.results_workbook.estimates_sheet import estimates_table
from recommender.documents.results_workbook.fairness_sheet import fairness_table
from recommender.documents.results_workbook.gaps_sheet import gaps_table
from recommender.documents.results_workbook.method_sheet import write_method
from recommender.documents.results_workbook.moves_sheet import moves_table
from recommender.documents.results_workbook.packed_book import PackedBook
from recommender.documents.results_workbook.plans_sheet import plans_table
from recommender.documents.results_workbook.problems_sheet import problems_table
from recommender.documents.results_workbook.review_sheet import review_table
from recommender.documents.results_workbook.standards_sheet import standards_table
from recommender.documents.results_workbook.styles import Styles
from recommender.documents.results_workbook.summary_sheet import write_summary
from recommender.documents.results_workbook.table import Table
from recommender.documents.results_workbook.table_sheet import write_table
from recommender.documents.results_workbook.units_sheet import units_table
from recommender.documents.results_workbook.unscreened_sheet import unscreened, unscreened_table
from recommender.documents.results_workbook.verdicts_sheet import verdicts_table
from recommender.documents.results_workbook.view import RunView, run_view
from recommender.documents.tables import write_whole
from recommender.inputs import Inputs
from recommender.pipeline import RunResult
from recommender.settings import Settings
from training_catalog.types import Catalogue

OPTIONS: dict[str, object] = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
TABLES: tuple[Callable[[RunView], Table], ...] = (
    verdicts_table,
    units_table,
    estimates_table,
    standards_table,
    gaps_table,
    plans_table,
    demand_table,
    unit_demand_table,
    uncovered_table,
    review_table,
    balance_table,
    moves_table,
    problems_table,
    fairness_table,
    assessors_table,
)
"""The sheets between summary and method, in the order of the questions a reader asks."""


def tables_of(view: RunView) -> tuple[Callable[[RunView], Table], ...]:
    """The sheets of this run: that of people not reviewed follows the verdicts where anybody is on it."""
    return (TABLES[0], unscreened_table, *TABLES[1:]) if len(unscreened(view)) else TABLES


def write_results(
    result: RunResult, inputs: Inputs, catalogue: Catalogue, *, settings: Settings, language: str, path: Path
) -> None:
    """Write the workbook of this run to `path`, in the language `vi` or `en`."""
    view = run_view(result, inputs, catalogue, settings=settings, language=language)
    write_whole(path, partial(_write, view))


def _write(view: RunView, path: Path) -> None:
    """All sheets. Closing the book, also after an error, removes the files in which it keeps rows meanwhile."""
    with PackedBook(path, OPTIONS) as book:
        book.set_properties(
            {
                "title": view.say("Kết quả rà soát vị trí việc làm", "Results of the review of positions"),
                "author": "Năng Lực",
                "created": datetime.combine(view.settings.today, time()),
            }
        )
        styles = Styles(book, view.labels.language)
        write_summary(book, view, styles)
        for make in tables_of(view):
            write_table(book, make(view), styles, view.labels)
        write_method(book, view, styles)
