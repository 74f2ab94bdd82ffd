"""A database from a backup folder, checked against its manifest before and after."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from recommender.errors import Conflict, InputError, StoreError
from recommender.store.audit import AuditEntry, AuditHead, append_audit, key_mark
from recommender.store.backups import (
    FILES,
    SQLITE_COPY,
    Content,
    content_of_file,
    copy_files,
    digest_of_file,
    read_content,
    restore_postgresql,
    restore_sqlite,
)
from recommender.store.engine import open_store
from recommender.store.migrate import revisions

MANIFEST = "manifest.json"
ACTOR = "command line"


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was restored, and where the database that was there before lies now."""

    content: Content
    put_aside: Path | None


@dataclass(frozen=True, kw_only=True)
class _Manifest:
    file: Path
    digest: str
    content: Content
    files: Mapping[str, str]
    key_mark: str
    """Of the key that the audit was written with; "" in a manifest that does not say."""


def restore(
    folder: Path, url: str, *, uploads: Path, audit_key: bytes, now: datetime, is_other_key: bool = False
) -> Restored:  # fmt: skip
    """Put a copy in the place of the database and its files into `uploads`. No server and no worker may be running.

    `is_other_key`: the key that the audit was written with is lost; without it another key is refused, because neither
    the audit could be checked nor anybody's second step be taken with it.
    Raises InputError for a folder that is no backup or was changed, Conflict for another kind of database or a
    PostgreSQL database that is not empty, StoreError when what was restored is not what was backed up.
    """
    if not audit_key:
        raise StoreError(
            "Thiếu khóa nhật ký.", "The audit key is missing.",
            hint_vi="Phục hồi các tệp khóa trước.", hint_en="Restore the key files first.",
        )  # fmt: skip
    manifest = read_manifest(folder)
    if not is_other_key and manifest.key_mark not in ("", key_mark(audit_key)):
        raise _other_key()
    is_sqlite = manifest.file.name == SQLITE_COPY
    if is_sqlite != url.startswith("sqlite"):
        raise Conflict(
            "Bản sao lưu thuộc loại cơ sở dữ liệu khác.", "The backup is of another kind of database."
        )  # fmt: skip
    put_aside = None
    if is_sqlite:
        _require_same(manifest.content, content_of_file(manifest.file))
        put_aside = restore_sqlite(manifest.file, url, aside=f"before-{now:%Y%m%dT%H%M%SZ}")
    else:
        restore_postgresql(manifest.file, url)
    store = open_store(url, audit_key=audit_key)
    try:
        with store.reading() as conn:
            found = read_content(conn, revision=revisions(store).current)
        _require_same(manifest.content, found)
        with store.writing() as conn:
            entry = AuditEntry(
                actor=ACTOR, action="restore", subject_kind="store", subject_id="", detail={"name": folder.name}
            )
            append_audit(conn, audit_key, entry, now=now)
    finally:
        store.close()
    copy_files(folder / FILES, uploads)
    return Restored(content=found, put_aside=put_aside)


def read_manifest(folder: Path) -> _Manifest:
    """What a backup folder promises, once its file has the promised digest."""
    try:
        record = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        audit = AuditHead(count=int(record["audit"]["count"]), mac=bytes.fromhex(record["audit"]["head"]))
        content = Content(revision=record["revision"], counts=dict(record["counts"]), audit=audit)
        manifest = _Manifest(
            file=folder / Path(record["file"]).name, digest=record["sha256"], content=content, files=record["files"],
            key_mark=str(record.get("audit_key", "")),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{folder} không phải bản sao lưu.", f"{folder} is not a backup.") from error
    promised = {manifest.file: manifest.digest, **{folder / FILES / name: one for name, one in manifest.files.items()}}
    if not all(path.is_file() and digest_of_file(path) == digest for path, digest in promised.items()):
        raise InputError(
            f"Bản sao lưu {folder} đã bị sửa hoặc hỏng.", f"The backup {folder} was changed or is damaged."
        )
    return manifest


def _other_key() -> StoreError:
    return StoreError(
        "Khóa nhật ký không phải khóa của bản sao lưu.", "The audit key is not the one of the backup.",
        hint_vi="Đặt lại tệp audit.key đã cất riêng; nếu đã mất khóa: --other-key.",
        hint_en="Put the audit.key back that was kept apart; when it is lost: --other-key.",
    )  # fmt: skip


def _require_same(promised: Content, found: Content) -> None:
    if promised != found:
        raise StoreError("Dữ liệu phục hồi không khớp bản kê.", "What was restored does not fit the manifest.")
