"""The audit finds every way of changing it, on both databases; the database itself refuses the plain ways."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text, update
from sqlalchemy.exc import DatabaseError

from recommender.errors import ContractError, StoreError
from recommender.permissions import Action, Grant, Role, Viewer
from recommender.store import Store, open_store
from recommender.store.audit import (
    FIRST_MAC,
    AuditEntry,
    AuditFilter,
    append_audit,
    find_audit,
    looks_at_me,
    next_mac,
    read_head,
    walk_audit,
)
from recommender.store.migrate import migrate
from recommender.store.tables.audit import AUDIT, AUDIT_HEAD
from recommender.workflows.verify_audit import ANCHOR_FILE, Fault, anchor_audit, verify_audit

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
N_ROWS = 20


def entry(number: int) -> AuditEntry:
    return AuditEntry(
        actor=f"u{number % 3}", action=Action.SEE_PEOPLE.value, subject_kind="officer", subject_id=f"p{number}",
        unit_id="79", detail={"reason": f"Lý do {number}"}, also=("q1", "q2") if number % 5 == 0 else (),
    )  # fmt: skip


@pytest.fixture
def kept(store: Store, tmp_path: Path) -> Store:
    """A store with twenty rows, anchored after the tenth and at the end."""
    for number in range(1, N_ROWS + 1):
        with store.writing() as conn:
            assert append_audit(conn, store.audit_key, entry(number), now=NOW + timedelta(minutes=number)) == number
        if number == N_ROWS // 2:
            anchor_audit(store, tmp_path, now=NOW)
    anchor_audit(store, tmp_path, now=NOW)
    return store


def tamper(store: Store, change: Callable[[Connection], object]) -> None:
    """Change the table as somebody with all rights over the database can: without its triggers."""
    drops = ["DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"]
    if not store.is_sqlite:
        drops = ["DROP TRIGGER audit_append_only ON audit", "ALTER TABLE audit_subject DROP CONSTRAINT "
                 "fk_audit_subject_number"]  # fmt: skip
    with store.engine.connect() as conn:
        if store.is_sqlite:
            conn = conn.execution_options(nangluc_writing=True)
            conn.exec_driver_sql("PRAGMA foreign_keys=OFF")
            conn.commit()
            conn.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for drop in drops:
            conn.execute(text(drop))
        change(conn)
        if store.is_sqlite:
            conn.execute(text("DELETE FROM audit_subject WHERE number NOT IN (SELECT number FROM audit)"))
        conn.commit()


def run(*statements: str) -> Callable[[Connection], object]:
    return lambda conn: [conn.execute(text(statement)) for statement in statements]


def faults(store: Store, folder: Path) -> list[tuple[Fault, int]]:
    return [(finding.fault, finding.number) for finding in verify_audit(store, folder).findings]


def test_an_untouched_audit_is_whole(kept: Store, tmp_path: Path) -> None:
    report = verify_audit(kept, tmp_path)
    assert report.is_whole
    assert (report.head.count, report.n_anchors) == (N_ROWS, 2)


def test_an_edited_row_is_found(kept: Store, tmp_path: Path) -> None:
    tamper(kept, run("UPDATE audit SET actor = 'u9' WHERE number = 7"))
    assert (Fault.BROKEN, 7) in faults(kept, tmp_path)


EDITS = {
    "at": "at + 1", "actor": "'u9'", "action": "'see_totals'", "subject_kind": "'unit'", "subject_id": "'p9'",
    "unit_id": "'01'", "also": "'q1'", "detail": "'{}'",
}  # fmt: skip
"""Column of a row → what somebody who wants to hide it would write there."""


@pytest.mark.parametrize("column", EDITS)
def test_an_edit_of_any_column_is_found(kept: Store, tmp_path: Path, column: str) -> None:
    tamper(kept, run(f"UPDATE audit SET {column} = {EDITS[column]} WHERE number = 5"))
    assert (Fault.BROKEN, 5) in faults(kept, tmp_path)


def test_a_code_has_256_bits(kept: Store) -> None:
    with kept.reading() as conn:
        assert {len(mac) for _, mac in walk_audit(conn)} == {len(read_head(conn).mac)} == {32}


def test_a_column_that_is_added_must_be_coded_too() -> None:
    assert set(EDITS) | {"number", "mac"} == {column.name for column in AUDIT.c}


def test_a_row_of_another_history_under_the_same_key_is_found(kept: Store, tmp_path: Path) -> None:
    """After a restore there are two rows of one number, both with a right code: each fits its own past only."""
    other = open_store(f"sqlite:///{tmp_path}/other.db", audit_key=kept.audit_key, create=True)
    migrate(other)
    for number in range(1, 8):
        said = replace(entry(number), actor="somebody else")
        with other.writing() as conn:
            append_audit(conn, other.audit_key, said, now=NOW + timedelta(minutes=number))
    with other.reading() as conn:
        row = conn.execute(select(AUDIT.c.actor, AUDIT.c.mac).where(AUDIT.c.number == 7)).one()
    other.close()
    tamper(kept, lambda conn: conn.execute(update(AUDIT).where(AUDIT.c.number == 7).values(**row._mapping)))
    assert (Fault.BROKEN, 7) in faults(kept, tmp_path)


def test_a_history_written_again_by_who_has_the_key_is_found_by_the_anchors(kept: Store, tmp_path: Path) -> None:
    with kept.reading() as conn:
        rows = [fields for fields, _ in walk_audit(conn)]

    def write_again(conn: Connection) -> None:
        before = FIRST_MAC
        for number, at, actor, *rest in rows:
            who = "u9" if number == 7 else actor
            before = next_mac(kept.audit_key, before, (number, at, who, *rest))
            conn.execute(update(AUDIT).where(AUDIT.c.number == number).values(mac=before, actor=who))
        conn.execute(update(AUDIT_HEAD).values(mac=before))

    tamper(kept, write_again)
    assert faults(kept, tmp_path) == [(Fault.BROKEN, 10), (Fault.BROKEN, 20)]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_subject SET subject_id = 'somebody' WHERE subject_id = 'p7'",
        "UPDATE audit_subject SET number = 8 WHERE subject_id = 'p7'",
        "DELETE FROM audit_subject WHERE subject_id = 'q1' AND number = 5",
        "INSERT INTO audit_subject (subject_id, number) VALUES ('p7', 9)",
    ],
)
def test_who_looked_at_a_person_cannot_be_hidden_in_the_index(kept: Store, tmp_path: Path, change: str) -> None:
    tamper(kept, run(change))
    assert faults(kept, tmp_path) == [(Fault.INDEX, 1)]


def test_a_deleted_row_is_found(kept: Store, tmp_path: Path) -> None:
    tamper(kept, run("DELETE FROM audit WHERE number = 7"))
    assert (Fault.MISSING, 8) in faults(kept, tmp_path)


def test_an_inserted_row_is_found(kept: Store, tmp_path: Path) -> None:
    columns = "at, actor, action, subject_kind, subject_id, unit_id, also, detail, mac"
    tamper(kept, run(f"INSERT INTO audit (number, {columns}) SELECT 21, {columns} FROM audit WHERE number = 20"))
    assert (Fault.BROKEN, 21) in faults(kept, tmp_path)


def test_two_swapped_rows_are_found(kept: Store, tmp_path: Path) -> None:
    tamper(
        kept,
        run(
            "UPDATE audit SET number = 1000 WHERE number = 5",
            "UPDATE audit SET number = 5 WHERE number = 6",
            "UPDATE audit SET number = 6 WHERE number = 1000",
        ),
    )
    assert {(Fault.BROKEN, 5), (Fault.BROKEN, 6)} <= set(faults(kept, tmp_path))


def test_a_cut_tail_is_found_by_the_anchor_even_when_the_head_is_forged(kept: Store, tmp_path: Path) -> None:
    tamper(
        kept,
        run(
            "DELETE FROM audit WHERE number > 15",
            "UPDATE audit_head SET number = 15, mac = (SELECT mac FROM audit WHERE number = 15)",
            "DELETE FROM audit_subject WHERE number > 15",
        ),
    )
    assert faults(kept, tmp_path) == [(Fault.CUT, 20)]


def test_rows_written_again_with_another_key_are_found(kept: Store, tmp_path: Path) -> None:
    stranger = Store(engine=kept.engine, audit_key=b"another key that a stranger made")
    assert not verify_audit(stranger, tmp_path).is_whole


def test_a_forged_anchor_is_found(kept: Store, tmp_path: Path) -> None:
    path = tmp_path / ANCHOR_FILE
    path.write_text(path.read_text().replace('"count": 10', '"count": 11'))
    assert (Fault.ANCHOR, 1) in faults(kept, tmp_path)


def test_an_anchor_is_written_once_for_the_same_head(kept: Store, tmp_path: Path) -> None:
    anchor_audit(kept, tmp_path, now=NOW + timedelta(hours=1))
    assert len((tmp_path / ANCHOR_FILE).read_text().splitlines()) == 2


def test_workers_that_anchor_at_the_same_moment_leave_a_whole_file(kept: Store, tmp_path: Path) -> None:
    """Each line is coded with the one before, so two that are written at once would look like a forgery."""
    for number in range(6):
        with kept.writing() as conn:
            append_audit(conn, kept.audit_key, entry(N_ROWS + 1 + number), now=NOW)
        together = threading.Barrier(4)

        def anchor(together: threading.Barrier = together) -> None:
            together.wait(30)
            anchor_audit(kept, tmp_path, now=NOW, is_restored=False)

        workers = [threading.Thread(target=anchor) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)
    report = verify_audit(kept, tmp_path)
    assert (report.findings, report.n_anchors) == ((), 2 + 6)


def test_an_anchor_after_a_torn_line_is_a_line_of_its_own(kept: Store, tmp_path: Path) -> None:
    path = tmp_path / ANCHOR_FILE
    with path.open("a") as file:
        file.write('{"at": "2026-11')
    with kept.writing() as conn:
        append_audit(conn, kept.audit_key, entry(21), now=NOW)
    anchor_audit(kept, tmp_path, now=NOW)
    assert faults(kept, tmp_path) == [(Fault.ANCHOR, 3)]
    assert verify_audit(kept, tmp_path).n_anchors == 4


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit WHERE number = 1"])
def test_the_database_refuses_to_change_a_row(kept: Store, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), kept.writing() as conn:
        conn.execute(text(statement))


def test_a_row_is_gone_when_what_it_tells_of_is_undone(kept: Store, tmp_path: Path) -> None:
    def append_and_fail() -> None:
        with kept.writing() as conn:
            append_audit(conn, kept.audit_key, entry(21), now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        append_and_fail()
    assert verify_audit(kept, tmp_path).head.count == N_ROWS


def test_without_a_key_nothing_is_written(store: Store) -> None:
    with pytest.raises(StoreError), store.writing() as conn:
        append_audit(conn, b"", entry(1), now=NOW)


def test_a_control_character_in_an_id_is_refused(store: Store) -> None:
    bad = AuditEntry(actor="u\x1f1", action="see_people", subject_kind="officer", subject_id="p")
    with pytest.raises(ContractError), store.writing() as conn:
        append_audit(conn, store.audit_key, bad, now=NOW)


def test_half_a_character_in_a_detail_keeps_the_chain_whole(store: Store, tmp_path: Path) -> None:
    odd = AuditEntry(actor="u", action="x", subject_kind="k", subject_id="s", detail={"text": "a\x1f\ud800\x00é"})
    with store.writing() as conn:
        append_audit(conn, store.audit_key, odd, now=NOW)
    assert verify_audit(store, tmp_path).is_whole


def test_the_search_needs_the_right_to_see_the_audit_and_pages_by_newest(kept: Store) -> None:
    admin = Viewer(user_id="a", name="A", grants=(Grant(role=Role.ADMINISTRATOR),))
    with kept.reading() as conn:
        first = find_audit(conn, admin, AuditFilter(actor="u1"), limit=3)
        second = find_audit(conn, admin, AuditFilter(actor="u1"), limit=3, cursor=first.next_cursor)
    assert [row.number for row in (*first.rows, *second.rows)] == [19, 16, 13, 10, 7, 4]


def test_an_administrator_of_another_unit_sees_nothing(kept: Store) -> None:
    other = Viewer(user_id="a", name="A", grants=(Grant(role=Role.ADMINISTRATOR, unit_id="01"),))
    with kept.reading() as conn:
        assert find_audit(conn, other, AuditFilter()).rows == ()


def test_a_person_sees_who_looked_also_at_a_list_but_not_who_else_was_on_it(kept: Store) -> None:
    person = Viewer(user_id="me", name="Q", grants=(Grant(role=Role.OFFICER),), officer_id="q1")
    with kept.reading() as conn:
        rows = looks_at_me(conn, person).rows
    assert [row.number for row in rows] == [20, 15, 10, 5]
    assert {(row.subject_id, row.also, row.detail) for row in rows} == {("q1", (), "{}")}


def test_the_head_counts_rows(kept: Store) -> None:
    with kept.reading() as conn:
        assert read_head(conn).count == N_ROWS
