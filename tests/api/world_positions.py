"""Descriptions of positions that wait for a look in the small world: one in each place, and one in force in A."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sqlalchemy import Connection

from recommender.store.tables.catalogues import OWN_POSITION
from tests.api.world_rows import A1, A1_DEPARTMENT, A2, B1, PROVINCE_A, add
from training_catalog import LaidPosition, position_yaml, tasks_of, under_id
from training_catalog.types import Catalogue

IN_FORCE: Final = "P0S9"
PROBLEMS: Final = [
    {"row": "5:3", "code": "level_empty", "severity": "error",
     "message_vi": "Bản mô tả 1 (Đối ngoại). Bảng 5, dòng 3: Năng lực “Soạn thảo” để trống cấp độ. Cần người ghi.",
     "message_en": "Description 1 (Đối ngoại). Table 5, row 3: Competency “Soạn thảo” has an empty level. Fill it in."},
    {"row": "0:0", "code": "code_missing", "severity": "warning",
     "message_vi": "Bản mô tả 1 (Đối ngoại). Thiếu mã vị trí việc làm.",
     "message_en": "Description 1 (Đối ngoại). The position code is missing."},
]  # fmt: skip


def add_own_positions(conn: Connection, catalogue: Catalogue, users: dict[str, str]) -> None:
    """Drafts P0S0 to P0S3 of a desk's position; in province A its own II.06 is in force."""
    desk = catalogue.positions["II.05"]
    own = [task for task in tasks_of(catalogue, "II.05") if task.position_ids == ("II.05",)][:4]
    laid = LaidPosition(position=replace(desk, title_vi="Công chức đối ngoại của xã", title_en=""), tasks=tuple(own))
    for number, unit_id in enumerate((A1, A1_DEPARTMENT, A2, B1)):
        key = f"{unit_id}.doi-ngoai"
        _add(conn, f"P0S{number}", unit_id, under_id(laid, key), user=users["province_a"])
    other = catalogue.positions["II.06"]
    replaced = LaidPosition(position=replace(other, goal_vi="Giữ đúng việc của tỉnh."), tasks=())
    _add(conn, IN_FORCE, PROVINCE_A, replaced, user=users["province_a"], status="active")


def _add(
    conn: Connection, own_id: str, unit_id: str, laid: LaidPosition, *, user: str, status: str = "draft"
) -> None:  # fmt: skip
    position = laid.position
    add(conn, OWN_POSITION, {
        "own_id": own_id, "position_id": position.position_id, "unit_id": unit_id, "status": status,
        "title": position.title_vi, "content": position_yaml(position, laid.tasks), "version": 1,
        "problems": PROBLEMS if status == "draft" else [], "file_name": "Mô tả công việc.docx",
        "file_sha256": f"{own_id[-1]:0>64}", "made_by": user, "made_by_name": "Sở Nội vụ",
        "changed_by_name": "Sở Nội vụ",
    })  # fmt: skip
