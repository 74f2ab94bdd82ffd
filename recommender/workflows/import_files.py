"""Workbooks into the store in one go, for whoever runs commands on the server: noted, read, staged and applied."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from recommender.permissions import Viewer
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store, lock
from recommender.store.importing import staging
from recommender.store.importing.apply_import import apply_import
from recommender.store.metadata import new_id
from recommender.store.tables.imports import ImportStatus
from recommender.store.tables.units import COUNTRY
from recommender.workflows.import_workbook import KINDS, ImportFile, files_digest, stage_import

ACTION = "import_files"


def import_files(
    store: Store, acting: Viewer, files: Mapping[str, Sequence[Path]], *, uploads: Path,
    clock: Callable[[], datetime],
) -> str:  # fmt: skip
    """The import of these files, applied: interrupted it goes on, given again it changes nothing.

    `files`: kind → paths; other kinds than KINDS are left. The files are kept in `uploads`, as those of the pages are.
    InputError when not one row could be read.
    """
    kept = tuple(_kept(path, kind, uploads) for kind in KINDS for path in files.get(kind, ()))
    import_id = _noted(store, acting, kept, now=clock())
    stage_import(store, import_id, uploads, clock=clock, tell=lambda done, total, note: None)
    with store.writing() as conn:
        lock(conn, "people")
        if staging.read_import(conn, import_id).status == ImportStatus.STAGED:
            apply_import(conn, import_id, by_name=acting.name, now=clock())
            entry = AuditEntry(
                actor=acting.user_id, action=ACTION, subject_kind="import", subject_id=import_id, unit_id=COUNTRY
            )
            append_audit(conn, store.audit_key, entry, now=clock())
    return import_id


def _kept(path: Path, kind: str, uploads: Path) -> ImportFile:
    """A copy under the name of its digest, readable by the server only."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    stored_as = digest + path.suffix.lower()
    uploads.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = uploads / stored_as
    if not target.exists():
        part = target.with_suffix(".part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
        part.replace(target)
    return ImportFile(kind=kind, name=path.name, bytes=len(content), sha256=digest, stored_as=stored_as)


def _noted(store: Store, acting: Viewer, files: tuple[ImportFile, ...], *, now: datetime) -> str:
    """The import of the same files that was not given up or undone, or a new one."""
    digest = files_digest(files)
    with store.writing() as conn:
        lock(conn, f"import {digest}")
        known = staging.same_import(conn, digest, COUNTRY)
        if known is not None:
            return known
        import_id = new_id(now)
        staging.put_import(conn, {
            "import_id": import_id, "digest": digest, "unit_id": COUNTRY, "mapping": {}, "job_id": None,
            "files": [asdict(file) for file in files], "made_by": acting.user_id, "made_by_name": acting.name,
            "made_at": now,
        })  # fmt: skip
    return import_id
