"""Running a server from the command line: database, accounts, audit, backup, restore, doctor; links, exit codes."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from api.cli import cli
from api.commands.accounts import ROLES
from api.running_lock import alone, running
from recommender.errors import Conflict
from recommender.permissions import Role
from recommender.store import open_store
from tests.api.commands.running import nangluc
from tests.recommender.store.factories import put_world


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder that `nangluc db upgrade` makes."""
    made = tmp_path_factory.mktemp("server") / "data"
    done = nangluc(made, "db", "upgrade")
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture
def folder(upgraded: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    return Path(shutil.copytree(upgraded, tmp_path / "data"))


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and standard output of a command run in this process, which is quicker."""
    monkeypatch.setenv("NANGLUC_DATA_FOLDER", str(folder))
    result = CliRunner().invoke(cli, ["--lang", "en", *arguments])
    return result.exit_code, result.stdout


def test_the_roles_of_the_command_line_are_the_roles() -> None:
    assert set(ROLES.choices) == {role.value for role in Role}


def test_upgrade_makes_a_database_and_keys_for_their_owner_only(folder: Path) -> None:
    for path in (folder, folder / "nangluc.db", folder / "keys" / "audit.key", folder / "keys" / "signing.key"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_status_tells_whether_an_upgrade_is_needed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(monkeypatch, folder, "db", "status")[0] == 0
    with closing(sqlite3.connect(folder / "nangluc.db")) as connection:
        connection.execute("DELETE FROM alembic_version")
        connection.commit()
    assert run(monkeypatch, folder, "db", "status")[0] == 1


def test_a_missing_database_is_told_with_what_to_do(tmp_path: Path) -> None:
    done = nangluc(tmp_path / "none", "user", "list")
    assert done.returncode == 2
    assert "nangluc db upgrade" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_setting_is_refused(tmp_path: Path) -> None:
    done = nangluc(tmp_path / "data", "db", "status", NANGLUC_PUBLICURL="https://x.vn")
    assert (done.returncode, "NANGLUC_PUBLICURL" in done.stderr) == (2, True)


def test_a_user_comes_with_a_link_and_no_password(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out = run(monkeypatch, folder, "user", "add", "binh", "--name", "Bình", "--role", "administrator")
    assert code == 0
    assert out.startswith("http://127.0.0.1:8000/activate/")
    assert "not activated\tadministrator@*\tBình" in run(monkeypatch, folder, "user", "list")[1]


def test_roles_are_given_and_taken_and_accounts_shut_and_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, folder, "user", "add", "binh", "--name", "Bình")
    for arguments in (("grant", "binh", "--role", "institute"), ("disable", "binh")):
        assert run(monkeypatch, folder, "user", *arguments)[0] == 0
    record = json.loads(run(monkeypatch, folder, "--json", "user", "list")[1])[0]
    assert (record["roles"], record["is_disabled"]) == (["institute@*"], True)
    for arguments in (("revoke", "binh", "--role", "institute"), ("enable", "binh")):
        assert run(monkeypatch, folder, "user", *arguments)[0] == 0
    record = json.loads(run(monkeypatch, folder, "--json", "user", "list")[1])[0]
    assert (record["roles"], record["is_disabled"]) == ([], False)


def test_the_audit_is_verified_and_a_change_ends_with_3(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, folder, "user", "add", "binh", "--name", "Bình")
    assert run(monkeypatch, folder, "audit", "anchor")[1].startswith("1 ")
    assert run(monkeypatch, folder, "audit", "verify") == (0, "The audit is whole: 1 rows, 1 anchors.\n")
    with closing(sqlite3.connect(folder / "nangluc.db")) as connection:
        connection.execute("DROP TRIGGER audit_no_update")
        connection.execute("UPDATE audit SET actor = 'nobody'")
        connection.commit()
    code, out = run(monkeypatch, folder, "audit", "verify")
    assert code == 3
    assert "Row 1 was changed" in out


def test_backup_and_restore_bring_an_account_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, folder, "user", "add", "binh", "--name", "Bình")
    code, out = run(monkeypatch, folder, "backup")
    assert code == 0
    run(monkeypatch, folder, "user", "add", "late", "--name", "Late")
    run(monkeypatch, folder, "audit", "anchor")
    assert run(monkeypatch, folder, "restore", out.strip(), "--yes")[0] == 0
    assert [line.split("\t")[0] for line in run(monkeypatch, folder, "user", "list")[1].splitlines()] == ["binh"]
    code, out = run(monkeypatch, folder, "audit", "verify")
    assert (code, "Restored from a backup 1 times." in out) == (0, True)


def test_restore_asks_and_does_nothing_without_an_answer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, out = run(monkeypatch, folder, "backup")
    assert run(monkeypatch, folder, "restore", out.strip())[0] == 1
    assert not list(folder.glob("nangluc.db.before-*"))


def test_nothing_is_restored_under_a_running_server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, out = run(monkeypatch, folder, "backup")
    with running(folder):
        code, _ = run(monkeypatch, folder, "restore", out.strip(), "--yes")
    assert code == 1
    assert not list(folder.glob("nangluc.db.before-*"))


def test_servers_and_workers_run_side_by_side_but_not_beside_a_restore(tmp_path: Path) -> None:
    with running(tmp_path), running(tmp_path), pytest.raises(Conflict), alone(tmp_path):
        pass
    with alone(tmp_path), pytest.raises(Conflict), running(tmp_path):
        pass


def test_the_doctor_finds_a_healthy_server_healthy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out = run(monkeypatch, folder, "--json", "doctor")
    names = {one["name"] for one in json.loads(out)}
    assert code == 0, out
    assert {"versions", "settings", "database", "model", "fonts", "disk", "clock", "backup", "anchor"} <= names


def test_the_doctor_tells_who_is_kept_for_too_long(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> dict[str, str]:
        found = json.loads(run(monkeypatch, folder, "--json", "doctor")[1])
        return next(one for one in found if one["name"] == "kept people")

    assert told()["state"] == "look"
    monkeypatch.setenv("NANGLUC_KEPT_PEOPLE_YEARS", "2")
    assert told()["state"] == "good"
    store = open_store(f"sqlite:///{folder}/nangluc.db")
    put_world(store)
    with store.writing() as conn:
        for table, moment in (("officer", "changed_at"), ("run", "started_at"), ("statement", "added_at")):
            conn.execute(text(f"UPDATE {table} SET {moment} = 0"))
    store.close()
    assert told()["state"] == "look"
    assert "12" in told()["text"]


def test_a_backup_by_hand_removes_those_that_are_too_old(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Path(json.loads(run(monkeypatch, folder, "--json", "backup")[1])["folder"])
    old = made.with_name("nangluc-20200101T000000Z")
    made.rename(old)
    record = json.loads((old / "manifest.json").read_text()) | {"made_at": "2020-01-01T00:00:00+00:00"}
    (old / "manifest.json").write_text(json.dumps(record))
    newest = Path(json.loads(run(monkeypatch, folder, "--json", "backup")[1])["folder"])
    assert (old.exists(), newest.exists()) == (False, True)


@pytest.mark.parametrize("harm", ["no database", "open folder", "no model"])
def test_the_doctor_ends_with_1_when_something_is_bad(folder: Path, monkeypatch: pytest.MonkeyPatch, harm: str) -> None:
    if harm == "no database":
        (folder / "nangluc.db").unlink()
    elif harm == "open folder":
        folder.chmod(0o755)
    else:
        monkeypatch.setenv("NANGLUC_ENCODER", "/no/such/model")
    assert run(monkeypatch, folder, "doctor")[0] == 1


def test_a_worker_started_once_by_a_timer_also_cleans_up(folder: Path) -> None:
    left = folder / "uploads" / f"{'a' * 32}.xlsx"
    left.parent.mkdir(exist_ok=True)
    left.write_text("rows of people")
    os.utime(left, (0.0, 0.0))
    done = nangluc(folder, "worker", "--once")
    assert done.returncode == 0, done.stderr
    assert not left.exists()
    assert list((folder / "anchors").iterdir()), "the head of the audit is anchored as by the worker that goes on"
