"""A backup folder from the store in use: the copy, checked by opening it, and a manifest of what it must hold."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from recommender.errors import StoreError
from recommender.permissions import Action
from recommender.store.audit import AuditEntry, append_audit, key_mark, read_head
from recommender.store.backups import FILES, Content, copy_database, copy_files, digest_of_file
from recommender.store.engine import Store
from recommender.store.job_run import JobRun

MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class Backup:
    """A finished backup."""

    folder: Path
    content: Content
    size_bytes: int
    digest: str
    n_files: int


def back_up(store: Store, folder: Path, *, uploads: Path, actor: str, now: datetime, keep: int = 0) -> Backup:
    """A new folder below `folder` named after the moment, with the database and the folder of uploads.

    With `keep`, only the newest so many backups stay.

    Keys are not in it: keep the key files elsewhere; without them the audit cannot be checked.
    Raises StoreError when the copy is not whole; nothing is left behind then.
    """
    name = f"nangluc-{now:%Y%m%dT%H%M%SZ}"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = folder / f".{name}.part"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    try:
        with store.reading() as conn:
            before = read_head(conn)
        path, content = copy_database(store, draft)
        if content.audit.count < before.count:
            raise StoreError("Bản sao thiếu dòng nhật ký.", "The copy lacks rows of the audit.")
        # After the database: a file that a row names is always there, one added since is only more.
        kept = copy_files(uploads, draft / FILES)
        backup = Backup(
            folder=folder / name, content=content, size_bytes=path.stat().st_size, digest=digest_of_file(path),
            n_files=len(kept),
        )  # fmt: skip
        record = {**_record(backup, file=path.name, now=now), "audit_key": key_mark(store.audit_key), "files": kept}
        text = json.dumps(record, ensure_ascii=False, indent=2)
        (draft / MANIFEST).write_text(text + "\n", encoding="utf-8")
        draft.rename(backup.folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    with store.writing() as conn:
        entry = AuditEntry(actor=actor, action="back_up", subject_kind="store", subject_id="", detail={"name": name})
        append_audit(conn, store.audit_key, entry, now=now)
    if keep:
        for old in list_backups(folder)[keep:]:
            shutil.rmtree(old)
    return backup


def list_backups(folder: Path) -> list[Path]:
    """Finished backups of a folder, newest first."""
    return sorted((path.parent for path in folder.glob(f"nangluc-*/{MANIFEST}")), reverse=True)


@dataclass(frozen=True, kw_only=True)
class BackupRecord:
    """A backup as its manifest describes it."""

    name: str
    made_at: datetime
    size_bytes: int
    n_files: int
    n_audit_rows: int
    revision: str


def forget_old_backups(folder: Path, *, now: datetime, kept_for: timedelta) -> int:
    """How many finished backups were removed because they are older than that; the newest stays whatever its age."""
    old = [one for one in find_backups(folder)[1:] if one.made_at < now - kept_for]
    for one in old:
        shutil.rmtree(folder / one.name)
    return len(old)


def find_backups(folder: Path) -> tuple[BackupRecord, ...]:
    """Finished backups of a folder as their manifests describe them, newest first; unreadable ones are left out."""
    found = []
    for path in list_backups(folder):
        try:
            kept = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
            found.append(BackupRecord(
                name=path.name, made_at=datetime.fromisoformat(kept["made_at"]), size_bytes=int(kept["size_bytes"]),
                n_files=len(kept["files"]), n_audit_rows=int(kept["audit"]["count"]), revision=str(kept["revision"]),
            ))  # fmt: skip
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return tuple(found)


def run_backup_job(job: JobRun) -> None:
    """The job of kind backup, for somebody who manages the settings."""
    job.viewer.require(Action.MANAGE_SETTINGS)
    made = back_up(job.store, job.folders.backups, uploads=job.folders.uploads, actor=job.viewer.user_id, now=job.now())
    with job.store.writing() as conn:
        job.finish(conn, result={"name": made.folder.name, "size_bytes": made.size_bytes})


def _record(backup: Backup, *, file: str, now: datetime) -> Mapping[str, object]:
    content = backup.content
    return {
        "format": FORMAT, "made_at": now.isoformat(), "file": file, "sha256": backup.digest,
        "size_bytes": backup.size_bytes, "revision": content.revision, "counts": dict(content.counts),
        "audit": {"count": content.audit.count, "head": content.audit.mac.hex()},
    }  # fmt: skip
