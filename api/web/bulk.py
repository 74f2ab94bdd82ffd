"""Whole tables for programs and spreadsheets: NDJSON, or CSV in which no cell can act as a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Final

from pydantic import BaseModel
from starlette.responses import Response

from api.web.downloads import attachment
from training_catalog.formula_guard import guarded

BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it spreadsheets read a CSV in the local code page."""
TABLE_TYPES: Final[dict[str, dict[str, object]]] = {"application/x-ndjson": {}, "text/csv": {}}
"""For the description of a route that answers tables."""


class TableFormat(StrEnum):
    """How a table is sent."""

    JSON = "json"
    NDJSON = "ndjson"
    """One JSON object a line."""
    CSV = "csv"


def table_answer(rows: Sequence[BaseModel], *, name: str, of: type[BaseModel], form: TableFormat) -> Response:
    """The rows as a file of one line each, in the order of the fields of their shape."""
    names = list(of.model_fields)
    if form is TableFormat.CSV:
        text, media = _csv(rows, names), "text/csv; charset=utf-8"
    else:
        text = "".join(row.model_dump_json(by_alias=True) + "\n" for row in rows)
        media = "application/x-ndjson"
    return Response(text, media_type=media, headers=attachment(f"{name}.{form}"))


def _csv(rows: Iterable[BaseModel], names: Sequence[str]) -> str:
    written = io.StringIO(newline="")
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(names)
    lines.writerows(_cells(row, names) for row in rows)
    return BYTE_ORDER_MARK + written.getvalue()


def _cells(row: BaseModel, names: Sequence[str]) -> Iterator[str]:
    values = row.model_dump(mode="json")
    for name in names:
        value = values[name]
        if value is None:
            yield ""
        else:
            yield guarded(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
