"""Whether the audit is as it was written: the chain row by row, its end against the head, and heads anchored outside.

The chain shows a changed, missing, added or moved row. A cut tail leaves a whole, shorter chain: only an anchor shows
it, so anchors are lines of a file outside the database, best on another machine, each coded with the same key.
"""

from __future__ import annotations

import fcntl
import hmac
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from recommender.errors import StoreError
from recommender.store.audit import (
    FIRST_MAC,
    SHORTEST_KEY,
    AuditHead,
    next_mac,
    read_head,
    walk_audit,
    walk_subjects,
)
from recommender.store.engine import Store

ANCHOR_FILE = "audit-anchors.jsonl"
MOST_FINDINGS = 20
MOST_SUM = 2**64 - 1
ALSO_FIELD, SUBJECT_FIELD = 7, 5


class Fault(StrEnum):
    """What is wrong at a row."""

    BROKEN = "broken"
    """The row is not what was written, or stands after a row that is not what was written there."""
    MISSING = "missing"
    """Rows before this one are gone."""
    CUT = "cut"
    """Rows at the end are gone."""
    HEAD = "head"
    """The head in the database does not name the last row."""
    ANCHOR = "anchor"
    """A line of the anchor file is not what was written."""
    INDEX = "index"
    """The index of persons does not fit the rows."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One fault and the number of its row (for a fault of the anchor file, of its line)."""

    fault: Fault
    number: int

    def text(self, language: str) -> str:
        """What it means, in one sentence."""
        vi, en = _TEXTS[self.fault]
        return (vi if language == "vi" else en).format(number=self.number)


_TEXTS = {
    Fault.BROKEN: ("Dòng {number} đã bị sửa, chèn hoặc đổi chỗ.", "Row {number} was changed, added or moved."),
    Fault.MISSING: ("Có dòng bị xóa trước dòng {number}.", "Rows before row {number} are gone."),
    Fault.CUT: (
        "Phần cuối nhật ký bị cắt: mốc đã ghi dòng {number}.",
        "The end is cut off: row {number} was anchored.",
    ),
    Fault.HEAD: ("Đầu nhật ký không khớp dòng cuối {number}.", "The head does not name the last row {number}."),
    Fault.ANCHOR: ("Dòng {number} của tệp mốc đã bị sửa.", "Line {number} of the anchor file was changed."),
    Fault.INDEX: (
        "Chỉ mục người liên quan không khớp ít nhất {number} dòng.",
        "The index of persons is off by {number} lines at least.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class AuditReport:
    """The outcome of a check."""

    head: AuditHead
    """Rows that were read, and the code of the last."""
    n_anchors: int
    n_restores: int
    """How often a backup was put in the place of the database, by the anchor file."""
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


@dataclass(frozen=True, kw_only=True)
class _Anchor:
    count: int
    mac: bytes
    code: bytes
    is_good: bool
    is_restored: bool = False


@dataclass
class _Pairs:
    """Pairs of a person and a row, whatever their order: how many, and a sum that tells other pairs apart.

    The sum is of this process's own secret hash, so that nobody can look for pairs of equal sum beforehand.
    """

    count: int = 0
    total: int = 0

    def add(self, subject_id: str, number: int) -> None:
        """One more pair."""
        self.count += 1
        self.total = (self.total + hash((subject_id, number))) & MOST_SUM


def anchor_audit(store: Store, folder: Path, *, now: datetime, is_restored: bool = False) -> AuditHead:
    """Add the head of today to the anchor file; the head. Nothing is added when it is there already.

    After a restore, say so: later anchors are then void, and the file keeps telling that rows were given up.
    """
    _require_key(store)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / ANCHOR_FILE
    with path.open("a", encoding="utf-8") as file:
        # Each line is coded with the one before: two workers that begin together take turns.
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        with store.reading() as conn:
            head = read_head(conn)
        kept = list(_anchors(path, store.audit_key))
        before = kept[-1].code if kept else FIRST_MAC
        if kept and kept[-1].is_good and not is_restored and (kept[-1].count, kept[-1].mac) == (head.count, head.mac):
            return head
        record: dict[str, object] = {"at": now.isoformat(), "count": head.count, "head": head.mac.hex()}
        if is_restored:
            record["restored"] = True
        code = _anchor_code(store.audit_key, before, record).hex()
        torn = "" if not kept or path.read_bytes().endswith(b"\n") else "\n"
        file.write(torn + json.dumps({**record, "code": code}) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return head


def verify_audit(store: Store, folder: Path) -> AuditReport:
    """Check every row and every anchor. Raises StoreError without the key."""
    _require_key(store)
    findings: list[Finding] = []
    anchors = list(_anchors(folder / ANCHOR_FILE, store.audit_key))
    for line, anchor in enumerate(anchors, 1):
        if not anchor.is_good:
            findings.append(Finding(fault=Fault.ANCHOR, number=line))
    wanted = _wanted(anchors)
    with store.reading() as conn:
        last, named = _walk(store.audit_key, walk_audit(conn), wanted, findings)
        if read_head(conn) != last:
            findings.append(Finding(fault=Fault.HEAD, number=last.count))
        listed = _Pairs()
        for subject_id, number in walk_subjects(conn):
            listed.add(subject_id, number)
        if listed != named and last.count == read_head(conn).count:
            findings.append(Finding(fault=Fault.INDEX, number=max(1, abs(listed.count - named.count))))
    most = max(wanted, default=0)
    if most > last.count:
        findings.append(Finding(fault=Fault.CUT, number=most))
    return AuditReport(
        head=last, n_anchors=len(anchors), n_restores=sum(anchor.is_restored for anchor in anchors),
        findings=tuple(findings[:MOST_FINDINGS]),
    )  # fmt: skip


def _wanted(anchors: list[_Anchor]) -> dict[int, bytes]:
    """The code that each anchored row must have; a restore voids the anchors of the rows that it gave up."""
    wanted: dict[int, bytes] = {}
    for anchor in anchors:
        if anchor.is_good and anchor.is_restored:
            wanted = {count: mac for count, mac in wanted.items() if count < anchor.count}
        if anchor.is_good:
            wanted[anchor.count] = anchor.mac
    return wanted


def _walk(
    key: bytes, rows: Iterator[tuple[tuple[Any, ...], bytes]], wanted: dict[int, bytes], findings: list[Finding]
) -> tuple[AuditHead, _Pairs]:
    """The last row, and which persons the rows name; what is wrong goes to the findings."""
    number, before, named = 0, FIRST_MAC, _Pairs()
    for fields, mac in rows:
        expected, number = number + 1, fields[0]
        if number != expected:
            findings.append(Finding(fault=Fault.MISSING, number=number))
        elif mac != next_mac(key, before, fields) or wanted.get(number, mac) != mac:
            findings.append(Finding(fault=Fault.BROKEN, number=number))
        before = mac  # go on from what is there, so that one fault is told once
        if fields[ALSO_FIELD]:
            for subject_id in {fields[SUBJECT_FIELD], *fields[ALSO_FIELD].split()} - {""}:
                named.add(subject_id, number)
        elif fields[SUBJECT_FIELD]:
            named.add(fields[SUBJECT_FIELD], number)
    return AuditHead(count=number, mac=before), named


def _anchors(path: Path, key: bytes) -> Iterator[_Anchor]:
    """Each line of the anchor file, and whether it is as written."""
    before = FIRST_MAC
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            record = json.loads(line)
            code = bytes.fromhex(record.pop("code"))
            is_good = hmac.compare_digest(code, _anchor_code(key, before, record))
            anchor = _Anchor(
                count=int(record["count"]), mac=bytes.fromhex(record["head"]), code=code, is_good=is_good,
                is_restored=is_good and record.get("restored") is True,
            )  # fmt: skip
        except (ValueError, KeyError, TypeError, AttributeError):
            anchor = _Anchor(count=0, mac=b"", code=before, is_good=False)
        yield anchor
        before = anchor.code


def _anchor_code(key: bytes, before: bytes, record: dict[str, object]) -> bytes:
    return hmac.digest(key, before + json.dumps(record, sort_keys=True).encode(), "sha256")


def _require_key(store: Store) -> None:
    if len(store.audit_key) < SHORTEST_KEY:
        raise StoreError("Thiếu khóa nhật ký.", "The audit key is missing.")
