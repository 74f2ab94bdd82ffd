"""A run over what files say, kept in the store: the files imported, then everybody of a unit screened from the store.

The run is made from what the store holds, not from the files, so that it can be repeated from its record and its
people, evidence and plans are the ones that the pages show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from recommender.permissions import Action, Viewer
from recommender.store import people
from recommender.store.engine import Store
from recommender.store.metadata import new_id
from recommender.store.units import require_unit
from recommender.workflows.import_files import import_files
from recommender.workflows.screen_units import ScreenRequest, make_run, note_run


@dataclass(frozen=True, kw_only=True)
class KeepRequest:
    """Files by kind, the run's name and day, and the unit ("": the smallest that holds everybody)."""

    files: Mapping[str, Sequence[Path]]
    label: str
    today: date
    unit_id: str = ""
    encoder: str = "hybrid"
    models: Path | None = None


@dataclass(frozen=True, kw_only=True)
class KeptRun:
    """The run in the store, not yet published, and what it counted."""

    run_id: str
    unit_id: str
    import_id: str
    counts: dict[str, Any]


def keep_run(
    store: Store, acting: Viewer, request: KeepRequest, *, uploads: Path, clock: Callable[[], datetime],
    tell: Callable[[str], None],
) -> KeptRun:  # fmt: skip
    """Import the files, screen, keep. InputError when no row could be read, NotFound for a unit that is not there."""
    tell("import")
    import_id = import_files(store, acting, request.files, uploads=uploads, clock=clock)
    with store.writing() as conn:
        unit_id = request.unit_id or people.unit_of_all(conn)
        unit_id = require_unit(conn, acting, Action.SCREEN, unit_id=unit_id).unit_id
        run_id = new_id(clock())
        asked = ScreenRequest(unit_id=unit_id, label=request.label, today=request.today, encoder=request.encoder)
        note_run(store, conn, acting, asked, run_id=run_id, job_id=None, now=clock())
    counts = make_run(store, run_id, clock=clock, tell=tell, models=request.models)
    return KeptRun(run_id=run_id, unit_id=unit_id, import_id=import_id, counts=counts)
