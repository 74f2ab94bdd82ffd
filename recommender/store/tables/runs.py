"""Runs and their results: one table per result frame, keyed by the run, never changed once written."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, Table

from recommender import columns
from recommender.columns import FrameSpec
from recommender.store.frames import result_table
from recommender.store.metadata import Day, Id, Instant, Json, Key, Number, Text, needed, one_of, table


class RunStatus(StrEnum):
    """How far a run is."""

    WAITING = "waiting"
    """Chờ chạy."""
    FINISHED = "finished"
    """Đã có kết quả, chưa công bố."""
    PUBLISHED = "published"
    """Đã công bố cho người liên quan."""
    FAILED = "failed"
    """Không chạy được."""


RUN = table(
    "run",
    Column("run_id", Id, primary_key=True),
    needed("unit_id", Id, ForeignKey("unit.unit_id")),
    needed("label", Text),
    needed("status", Text),
    needed("today", Day),
    needed("settings", Json),
    needed("catalogue_digest", Text),
    needed("catalogue_version", Text),
    needed("encoder", Text),
    needed("encoder_digest", Text),
    needed("fallback", Text),
    needed("model_version", Text),
    needed("program", Text),
    needed("inputs_digest", Text),
    needed("results_digest", Text),
    needed("counts", Json),
    Column("job_id", Id),
    needed("made_by", Id),
    needed("made_by_name", Text),
    needed("started_at", Instant),
    Column("finished_at", Instant),
    Column("published_at", Instant),
    Column("published_by_name", Text),
    one_of("status", RunStatus),
    Index("ix_run_unit", "unit_id", "started_at"),
)

LISTED_BY = ("officer_id", "position_id", "unit_id", "verdict", "field")
"""The end of every index that verdicts are listed along: their key, and what most filters ask for."""
VERDICT = result_table(
    "verdict", columns.VERDICTS,
    needed("name_sort", Key), needed("name_search", Text), needed("field", Text), needed("title_sort", Key),
    needed("unit_sort", Key), needed("doubt", Number),
    Index("ix_verdict_name", "run_id", "name_sort", *LISTED_BY, "name_search"),
    Index("ix_verdict_unit", "run_id", "unit_id", "name_sort", "officer_id", "position_id"),
    Index("ix_verdict_probability", "run_id", "probability", *LISTED_BY),
    Index("ix_verdict_doubt", "run_id", "doubt", *LISTED_BY),
    Index("ix_verdict_title", "run_id", "title_sort", *LISTED_BY),
    Index("ix_verdict_unit_name", "run_id", "unit_sort", *LISTED_BY),
    Index("ix_verdict_officer", "officer_id", "run_id"),
    Index(
        "ix_verdict_counts", "run_id", "verdict", "field", "position_id", "review_reasons", "unit_id", "name_search"
    ),
    Index("ix_verdict_unit_counts", "run_id", "unit_id", "verdict", "field", "position_id", "review_reasons"),
)  # fmt: skip
"""Sort and search keys are copied in, so that a page of a list is one walk along an index, and counts need the
indexes alone: a row that is not wanted is never read. `doubt` is 1 - |2p - 1|: 1 when the proposal could as well be
the other one, 0 when it is sure."""
ESTIMATE = result_table("estimate", columns.ESTIMATES)
STANDARD = result_table("standard_check", columns.STANDARDS)
GAP = result_table("gap", columns.GAPS)
RECOMMENDATION = result_table("recommendation", columns.RECOMMENDATIONS)
PLAN = result_table("plan_step", columns.PLANS, Index("ix_plan_step_unit", "run_id", "unit_id"))
DEMAND = result_table("demand", columns.DEMAND, Index("ix_demand_unit", "run_id", "unit_id"))
UNCOVERED = result_table("uncovered", columns.UNCOVERED)
BALANCE = result_table("balance", columns.BALANCE)
MOVE = result_table("move", columns.MOVES)
FAIRNESS = result_table("fairness", columns.FAIRNESS)
RUN_PROBLEM = result_table("run_problem", columns.PROBLEMS)

RESULTS: dict[str, tuple[FrameSpec, Table]] = {
    spec.name: (spec, made)
    for spec, made in (
        (columns.VERDICTS, VERDICT), (columns.ESTIMATES, ESTIMATE), (columns.STANDARDS, STANDARD),
        (columns.GAPS, GAP), (columns.RECOMMENDATIONS, RECOMMENDATION), (columns.PLANS, PLAN),
        (columns.DEMAND, DEMAND), (columns.UNCOVERED, UNCOVERED), (columns.BALANCE, BALANCE), (columns.MOVES, MOVE),
        (columns.FAIRNESS, FAIRNESS), (columns.PROBLEMS, RUN_PROBLEM),
    )
}  # fmt: skip
"""Name of the frame of a run → its shape and its table."""
