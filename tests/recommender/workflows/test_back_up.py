"""Backup and restore: the same rows, the same audit head, sign-in works; damage is seen before anything is replaced."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from recommender.errors import Conflict, InputError, StoreError
from recommender.permissions import Grant, Role, Viewer
from recommender.store import Store, jobs, open_store
from recommender.store.job_run import Folders
from recommender.store.tables.jobs import JobStatus
from recommender.workflows.back_up import MANIFEST, Backup, back_up, list_backups
from recommender.workflows.restore import restore
from recommender.workflows.run_jobs import Worker, WorkerSettings
from recommender.workflows.verify_audit import anchor_audit, verify_audit
from tests.recommender.store.conftest import AUDIT_KEY
from tests.recommender.store.postgres import new_database
from tests.recommender.workflows.account_factories import MINUTE, NOW, enter, make_account


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "uploads"
    (folder / "evidence").mkdir(parents=True)
    (folder / "evidence" / "a.pdf").write_bytes(b"%PDF certificate")
    return folder


def filled(store: Store) -> Store:
    make_account(store, "binh", Grant(role=Role.INSTITUTE))
    enter(store)
    return store


def backed_up(store: Store, tmp_path: Path, uploads: Path, *, minutes: int = 0, keep: int = 0) -> Backup:
    return back_up(store, tmp_path / "backups", uploads=uploads, actor="test", now=NOW + minutes * MINUTE, keep=keep)


def url_of(store: Store) -> str:
    return store.engine.url.render_as_string(hide_password=False)


def fresh_url(store: Store, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    if store.is_sqlite:
        return f"sqlite:///{tmp_path / 'elsewhere' / 'new.db'}"
    return str(new_database(request.getfixturevalue("postgres_address")))


def test_what_is_restored_is_what_was_backed_up_and_sign_in_works(
    store: Store, tmp_path: Path, uploads: Path, request: pytest.FixtureRequest
) -> None:
    made = backed_up(filled(store), tmp_path, uploads)
    url = fresh_url(store, tmp_path, request)
    done = restore(made.folder, url, uploads=tmp_path / "restored", audit_key=AUDIT_KEY, now=NOW)
    assert done.content == made.content
    assert done.content.counts["user_account"] == 1
    assert (tmp_path / "restored" / "evidence" / "a.pdf").read_bytes() == b"%PDF certificate"
    restored = open_store(url, audit_key=store.audit_key)
    assert enter(restored).secret
    assert verify_audit(restored, tmp_path / "no anchors").is_whole
    restored.close()


def test_the_restored_audit_fits_the_anchors_of_before(
    store: Store, tmp_path: Path, uploads: Path, request: pytest.FixtureRequest
) -> None:
    anchor_audit(filled(store), tmp_path, now=NOW)
    made = backed_up(store, tmp_path, uploads)
    url = fresh_url(store, tmp_path, request)
    restore(made.folder, url, uploads=uploads, audit_key=AUDIT_KEY, now=NOW)
    restored = open_store(url, audit_key=store.audit_key)
    report = verify_audit(restored, tmp_path)
    restored.close()
    assert (report.is_whole, report.n_anchors) == (True, 1)


def test_the_database_that_was_there_is_put_aside(sqlite_store: Store, tmp_path: Path, uploads: Path) -> None:
    made = backed_up(filled(sqlite_store), tmp_path, uploads)
    make_account(sqlite_store, "later")
    sqlite_store.close()
    done = restore(made.folder, url_of(sqlite_store), uploads=uploads, audit_key=AUDIT_KEY, now=NOW)
    assert done.put_aside is not None
    for url, count in ((url_of(sqlite_store), 1), (f"sqlite:///{done.put_aside}", 2)):
        opened = open_store(url)
        with opened.reading() as conn:
            assert conn.execute(text("SELECT count(*) FROM user_account")).scalar_one() == count
        opened.close()


def test_a_backup_while_somebody_writes_is_one_moment(sqlite_store: Store, tmp_path: Path, uploads: Path) -> None:
    filled(sqlite_store)
    with sqlite_store.writing() as conn:
        conn.execute(text("UPDATE user_account SET name = 'half written'"))
        made = back_up_in_another_connection(sqlite_store, tmp_path)
    copy = open_store(f"sqlite:///{made}")
    with copy.reading() as conn:
        assert conn.execute(text("SELECT name FROM user_account")).scalar_one() == "Bình"
    copy.close()


def back_up_in_another_connection(store: Store, tmp_path: Path) -> Path:
    from recommender.store.backups import copy_database

    (tmp_path / "copy").mkdir()
    path, _ = copy_database(store, tmp_path / "copy")
    return path


def test_a_changed_backup_is_refused_and_the_database_stays(sqlite_store: Store, tmp_path: Path, uploads: Path) -> None:
    made = backed_up(filled(sqlite_store), tmp_path, uploads)
    sqlite_store.close()
    path = made.folder / "database.db"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(InputError):
        restore(made.folder, url_of(sqlite_store), uploads=uploads, audit_key=AUDIT_KEY, now=NOW)
    assert enter(open_store(url_of(sqlite_store), audit_key=sqlite_store.audit_key)).secret


def test_a_changed_file_of_evidence_is_refused(sqlite_store: Store, tmp_path: Path, uploads: Path) -> None:
    made = backed_up(filled(sqlite_store), tmp_path, uploads)
    (made.folder / "files" / "evidence" / "a.pdf").write_bytes(b"other")
    with pytest.raises(InputError):
        restore(made.folder, url_of(sqlite_store), uploads=uploads, audit_key=AUDIT_KEY, now=NOW)


def test_a_manifest_that_promises_more_than_there_is_is_refused(
    sqlite_store: Store, tmp_path: Path, uploads: Path
) -> None:
    made = backed_up(filled(sqlite_store), tmp_path, uploads)
    record = json.loads((made.folder / MANIFEST).read_text())
    record["counts"]["user_account"] = 2
    (made.folder / MANIFEST).write_text(json.dumps(record))
    with pytest.raises(StoreError):
        restore(made.folder, url_of(sqlite_store), uploads=uploads, audit_key=AUDIT_KEY, now=NOW)


def test_another_audit_key_is_refused_before_anything_is_replaced(
    sqlite_store: Store, tmp_path: Path, uploads: Path
) -> None:
    made = backed_up(filled(sqlite_store), tmp_path, uploads)
    make_account(sqlite_store, "later")
    sqlite_store.close()
    with pytest.raises(StoreError, match="not the one of the backup"):
        restore(made.folder, url_of(sqlite_store), uploads=uploads, audit_key=b"o" * 32, now=NOW)
    with sqlite_store.reading() as conn:
        assert conn.execute(text("SELECT count(*) FROM user_account")).scalar_one() == 2


def test_a_backup_whose_key_is_lost_can_be_restored_when_it_is_said(
    sqlite_store: Store, tmp_path: Path, uploads: Path
) -> None:
    made, other = backed_up(filled(sqlite_store), tmp_path, uploads), b"o" * 32
    url = f"sqlite:///{tmp_path / 'elsewhere' / 'new.db'}"
    restore(made.folder, url, uploads=uploads, audit_key=other, now=NOW, is_other_key=True)
    restored = open_store(url, audit_key=other)
    assert enter(restored).secret
    assert not verify_audit(restored, tmp_path / "no anchors").is_whole
    restored.close()


def test_the_manifest_does_not_tell_the_key(sqlite_store: Store, tmp_path: Path, uploads: Path) -> None:
    made = backed_up(filled(sqlite_store), tmp_path, uploads)
    told = (made.folder / MANIFEST).read_text()
    assert len(json.loads(told)["audit_key"]) == 16
    assert AUDIT_KEY.hex() not in told


def test_a_file_that_is_removed_while_the_backup_runs_is_left_out(
    sqlite_store: Store, tmp_path: Path, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (uploads / "evidence" / "b.pdf").write_bytes(b"%PDF of somebody who stays")
    copy = shutil.copyfile

    def copied(source: Path, target: Path) -> object:
        if source.name == "a.pdf":
            source.unlink()
        return copy(source, target)

    monkeypatch.setattr(shutil, "copyfile", copied)
    made = backed_up(filled(sqlite_store), tmp_path, uploads)
    assert list(json.loads((made.folder / MANIFEST).read_text())["files"]) == ["evidence/b.pdf"]


def test_a_folder_that_is_no_backup_is_refused(sqlite_store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        restore(tmp_path, url_of(sqlite_store), uploads=tmp_path, audit_key=AUDIT_KEY, now=NOW)


def test_a_postgresql_database_with_tables_is_never_overwritten(
    postgres_store: Store, tmp_path: Path, uploads: Path
) -> None:
    made = backed_up(filled(postgres_store), tmp_path, uploads)
    with pytest.raises(Conflict):
        restore(made.folder, url_of(postgres_store), uploads=uploads, audit_key=AUDIT_KEY, now=NOW)


def test_a_backup_of_the_other_database_is_refused(sqlite_store: Store, tmp_path: Path, uploads: Path) -> None:
    made = backed_up(filled(sqlite_store), tmp_path, uploads)
    with pytest.raises(Conflict):
        restore(made.folder, "postgresql+psycopg://u@/d", uploads=uploads, audit_key=AUDIT_KEY, now=NOW)


def test_only_the_newest_backups_stay(sqlite_store: Store, tmp_path: Path, uploads: Path) -> None:
    made = [backed_up(sqlite_store, tmp_path, uploads, minutes=number, keep=2) for number in range(4)]
    assert list_backups(tmp_path / "backups") == [made[3].folder, made[2].folder]


def test_nobody_else_can_read_a_backup(sqlite_store: Store, tmp_path: Path, uploads: Path) -> None:
    made = backed_up(sqlite_store, tmp_path, uploads)
    assert made.folder.stat().st_mode & 0o077 == 0
    assert (made.folder / "database.db").stat().st_mode & 0o077 == 0


def test_a_backup_by_a_job_needs_the_right_to_manage_settings(store: Store, tmp_path: Path, uploads: Path) -> None:
    folders = Folders(uploads=uploads, exports=tmp_path, anchors=tmp_path, backups=tmp_path / "backups")
    wanted = []
    for login, role in (("admin", Role.ADMINISTRATOR), ("hr", Role.PROVINCE_HR)):
        user_id = make_account(store, login, Grant(role=role))
        with store.writing() as conn:
            viewer = Viewer(user_id=user_id, name=login)
            wanted.append((viewer, jobs.enqueue(conn, "backup", {}, viewer=viewer, unit_id="", now=NOW)))
    Worker(store, WorkerSettings(name="w", folders=folders), clock=lambda: NOW + timedelta(seconds=1)).run_waiting()
    with store.reading() as conn:
        states = [jobs.get_job(conn, viewer, job_id).status for viewer, job_id in wanted]
    assert states == [JobStatus.DONE, JobStatus.FAILED]
    assert len(list_backups(tmp_path / "backups")) == 1


def test_a_restore_to_an_earlier_day_is_told_and_not_taken_for_a_cut_tail(
    sqlite_store: Store, tmp_path: Path, uploads: Path
) -> None:
    made = backed_up(filled(sqlite_store), tmp_path, uploads)
    for _ in range(3):
        enter(sqlite_store)
    anchor_audit(sqlite_store, tmp_path, now=NOW)
    sqlite_store.close()
    restore(made.folder, url_of(sqlite_store), uploads=uploads, audit_key=AUDIT_KEY, now=NOW)
    restored = open_store(url_of(sqlite_store), audit_key=AUDIT_KEY)
    assert not verify_audit(restored, tmp_path).is_whole
    anchor_audit(restored, tmp_path, now=NOW, is_restored=True)
    report = verify_audit(restored, tmp_path)
    restored.close()
    assert (report.is_whole, report.n_restores) == (True, 1)
