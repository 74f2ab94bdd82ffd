"""What the imports of the small world hold: one file each, how it was read, a problem, and what is remembered of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

CONTENT: Final = "Mã cán bộ;Người giữ việc;Ghi chú\nCB-1;Cao Thị Mới;\n".encode()
STORED_AS: Final = "can_bo.csv"
N_FILES: Final = 5
"""People with a file beside a statement."""
HEADINGS: Final = ("Mã cán bộ", "Người giữ việc", "Ghi chú")
FIELDS: Final = ("officer_id", "full_name", "note")
DIGEST: Final = "5" * 64
FILE: Final[dict[str, Any]] = {
    "kind": "people", "name": "can_bo.csv", "bytes": len(CONTENT), "sha256": "0" * 64, "stored_as": STORED_AS,
}  # fmt: skip
MAPPING: Final[dict[str, Any]] = {
    "corrections": [], "known": [],
    "sheets": [{
        "file": 0, "sheet": "can_bo", "file_kind": "people", "kind": "people", "source": "remembered",
        "mapping_id": "HM0", "digest": DIGEST, "top": 0, "height": 1, "is_read": True,
        "columns": [
            {"column": column, "heading": heading, "field": field, "own": field, "examples": ["CB-1"]}
            for column, (heading, field) in enumerate(zip(HEADINGS, FIELDS, strict=True))
        ],
        "first_rows": [[0, list(HEADINGS)], [1, ["CB-1", "Cao Thị Mới", ""]]],
    }],
}  # fmt: skip
PROBLEM: Final[dict[str, Any]] = {
    "number": 1, "file": "can_bo.csv", "sheet": "can_bo", "cell": "B2", "code": "unit_missing", "severity": "error",
    "message_vi": "Không rõ đơn vị.", "message_en": "The unit is not known.", "suggestion_vi": "Thêm cột đơn vị.",
    "suggestion_en": "Add a column for the unit.",
}  # fmt: skip


def heading_row(number: int, unit: str, user: str) -> dict[str, Any]:
    """What somebody of a unit said of these headings."""
    return {
        "mapping_id": f"HM{number}", "unit_id": unit, "file_kind": "people", "digest": f"{number:064d}",
        "table_kind": "people",
        "headings": list(HEADINGS), "fields": list(FIELDS), "made_by": user, "made_by_name": "Phan Nhân Sự",
        "used_at": None,
    }  # fmt: skip


def keep_file(folder: Path) -> None:
    """The file of all imports among the uploads, and one file beside a statement for each who has one."""
    (folder / "uploads").mkdir(exist_ok=True)
    (folder / "uploads" / STORED_AS).write_bytes(CONTENT)
    for number in range(N_FILES):
        (folder / "uploads" / f"F1LE{number}.pdf").write_bytes(b"%PDF-1.4 certificate")
