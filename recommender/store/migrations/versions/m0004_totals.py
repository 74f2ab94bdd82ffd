"""What runs say about units, which never changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from recommender.store.metadata import Flag, Id, Number, Text, Whole
from recommender.store.migrations.guards import guard_results

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Take the step."""
    make_balance()
    make_demand()
    make_fairness()
    make_move()
    make_plan_step()
    make_run_problem()
    make_uncovered()
    guard_results("balance", is_personal=False)
    guard_results("demand", is_personal=False)
    guard_results("fairness", is_personal=False)
    guard_results("move", is_personal=True)
    guard_results("plan_step", is_personal=True)
    guard_results("run_problem", is_personal=False)
    guard_results("uncovered", is_personal=False)


def make_balance() -> None:
    op.create_table(
        "balance",
        sa.Column("run_id", Id(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("position_id", Id(), nullable=False),
        sa.Column("group", Text(), nullable=False),
        sa.Column("field", Text(), nullable=False),
        sa.Column("heads", Whole(), nullable=False),
        sa.Column("present", Number(), nullable=True),
        sa.Column("suitable", Number(), nullable=True),
        sa.Column("norm", Number(), nullable=True),
        sa.Column("quota", Number(), nullable=True),
        sa.Column("plan", Number(), nullable=True),
        sa.Column("over_norm", Number(), nullable=True),
        sa.Column("over_quota", Number(), nullable=True),
        sa.Column("over_plan", Number(), nullable=True),
        sa.PrimaryKeyConstraint("run_id", "unit_id", "position_id", name="pk_balance"),
        sa.ForeignKeyConstraint(["run_id"], ["run.run_id"], name="fk_balance_run_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def make_demand() -> None:
    op.create_table(
        "demand",
        sa.Column("run_id", Id(), nullable=False),
        sa.Column("course_id", Id(), nullable=False),
        sa.Column("course_vi", Text(), nullable=False),
        sa.Column("course_en", Text(), nullable=False),
        sa.Column("province_id", Id(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("domain", Text(), nullable=False),
        sa.Column("priority", Text(), nullable=False),
        sa.Column("learners", Whole(), nullable=False),
        sa.Column("periods", Number(), nullable=True),
        sa.Column("classes", Number(), nullable=True),
        sa.PrimaryKeyConstraint(
            "run_id", "course_id", "province_id", "unit_id", "domain", "priority", name="pk_demand"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.run_id"], name="fk_demand_run_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_demand_unit",
        "demand",
        ["run_id", "unit_id"],
    )


def make_fairness() -> None:
    op.create_table(
        "fairness",
        sa.Column("run_id", Id(), nullable=False),
        sa.Column("dimension", Text(), nullable=False),
        sa.Column("group", Text(), nullable=False),
        sa.Column("n", Whole(), nullable=False),
        sa.Column("meets", Number(), nullable=True),
        sa.Column("review", Number(), nullable=True),
        sa.Column("fails", Number(), nullable=True),
        sa.Column("rate", Number(), nullable=True),
        sa.Column("rate_low", Number(), nullable=True),
        sa.Column("rate_high", Number(), nullable=True),
        sa.Column("is_reference", Flag(), nullable=False),
        sa.Column("ratio", Number(), nullable=True),
        sa.Column("ratio_low", Number(), nullable=True),
        sa.Column("ratio_high", Number(), nullable=True),
        sa.Column("p_value", Number(), nullable=True),
        sa.Column("thin_evidence", Number(), nullable=True),
        sa.Column("missing_evidence", Number(), nullable=True),
        sa.Column("asks_reason", Flag(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "dimension", "group", name="pk_fairness"),
        sa.ForeignKeyConstraint(["run_id"], ["run.run_id"], name="fk_fairness_run_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def make_move() -> None:
    op.create_table(
        "move",
        sa.Column("run_id", Id(), nullable=False),
        sa.Column("officer_id", Id(), nullable=False),
        sa.Column("kind", Text(), nullable=False),
        sa.Column("from_unit", Text(), nullable=False),
        sa.Column("from_position", Text(), nullable=False),
        sa.Column("to_unit", Text(), nullable=False),
        sa.Column("to_position", Text(), nullable=False),
        sa.Column("probability", Number(), nullable=True),
        sa.Column("standards", Text(), nullable=False),
        sa.Column("reason_vi", Text(), nullable=False),
        sa.Column("reason_en", Text(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "officer_id", name="pk_move"),
        sa.ForeignKeyConstraint(["run_id"], ["run.run_id"], name="fk_move_run_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def make_plan_step() -> None:
    op.create_table(
        "plan_step",
        sa.Column("run_id", Id(), nullable=False),
        sa.Column("officer_id", Id(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("step", Whole(), nullable=False, autoincrement=False),
        sa.Column("course_id", Id(), nullable=False),
        sa.Column("course_vi", Text(), nullable=False),
        sa.Column("course_en", Text(), nullable=False),
        sa.Column("domain", Text(), nullable=False),
        sa.Column("mode", Text(), nullable=False),
        sa.Column("provider", Text(), nullable=False),
        sa.Column("periods", Number(), nullable=True),
        sa.Column("counted_periods", Number(), nullable=True),
        sa.Column("quarter", Text(), nullable=False),
        sa.Column("is_mandatory", Flag(), nullable=False),
        sa.Column("priority", Number(), nullable=True),
        sa.Column("closes", Text(), nullable=False),
        sa.Column("reason_vi", Text(), nullable=False),
        sa.Column("reason_en", Text(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "officer_id", "step", name="pk_plan_step"),
        sa.ForeignKeyConstraint(["run_id"], ["run.run_id"], name="fk_plan_step_run_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_plan_step_unit",
        "plan_step",
        ["run_id", "unit_id"],
    )


def make_run_problem() -> None:
    op.create_table(
        "run_problem",
        sa.Column("run_id", Id(), nullable=False),
        sa.Column("number", Whole(), nullable=False, autoincrement=False),
        sa.Column("file", Text(), nullable=False),
        sa.Column("sheet", Text(), nullable=False),
        sa.Column("cell", Text(), nullable=False),
        sa.Column("severity", Text(), nullable=False),
        sa.Column("code", Text(), nullable=False),
        sa.Column("value", Text(), nullable=False),
        sa.Column("message_vi", Text(), nullable=False),
        sa.Column("message_en", Text(), nullable=False),
        sa.Column("suggestion_vi", Text(), nullable=False),
        sa.Column("suggestion_en", Text(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "number", name="pk_run_problem"),
        sa.ForeignKeyConstraint(["run_id"], ["run.run_id"], name="fk_run_problem_run_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def make_uncovered() -> None:
    op.create_table(
        "uncovered",
        sa.Column("run_id", Id(), nullable=False),
        sa.Column("requirement_id", Id(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("name_vi", Text(), nullable=False),
        sa.Column("name_en", Text(), nullable=False),
        sa.Column("domain", Text(), nullable=False),
        sa.Column("officers", Whole(), nullable=False),
        sa.Column("why", Text(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "requirement_id", "unit_id", name="pk_uncovered"),
        sa.ForeignKeyConstraint(["run_id"], ["run.run_id"], name="fk_uncovered_run_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
