"""The tables of this program in a database: which steps it has taken, and the missing ones taken in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from recommender.errors import StoreError
from recommender.store import migrations
from recommender.store.audit import prepare_audit
from recommender.store.engine import Store, lock

FOLDER = Path(migrations.__file__).parent


@dataclass(frozen=True, kw_only=True)
class Revisions:
    """Where a database stands: its step ("" when empty), the newest one, and those it lacks in order."""

    current: str
    newest: str
    missing: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        """Whether the program and the database fit."""
        return not self.missing and self.current == self.newest


def revisions(store: Store) -> Revisions:
    """Where the database of the store stands; a step this program does not know is StoreError."""
    with store.reading() as conn:
        return _revisions(conn, _scripts())


def migrate(store: Store, *, to: str = "") -> tuple[str, ...]:
    """The steps taken, in order: all that are missing, or those up to one. Nothing is taken when one of them fails."""
    scripts = _scripts()
    with store.writing() as conn:
        lock(conn, "migrate")
        missing = _revisions(conn, scripts).missing
        wanted = to or _newest(scripts)
        _upgrade(conn, scripts, wanted)
        if wanted == _newest(scripts):
            prepare_audit(conn)
        return missing if wanted == _newest(scripts) else missing[: missing.index(wanted) + 1]


def require_current(store: Store) -> None:
    """StoreError with what to do, unless the database has exactly the tables of this program."""
    found = revisions(store)
    if not found.is_current:
        raise StoreError(
            f"Cơ sở dữ liệu ở phiên bản {found.current or 'trống'}, chương trình cần {found.newest}.",
            f"The database is at version {found.current or 'none'}, the program needs {found.newest}.",
            hint_vi="Chạy `nangluc db upgrade`.", hint_en="Run `nangluc db upgrade`.",
        )  # fmt: skip


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", FOLDER.as_posix())
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def _newest(scripts: ScriptDirectory) -> str:
    return scripts.get_current_head() or ""


def _revisions(conn: Connection, scripts: ScriptDirectory) -> Revisions:
    current = MigrationContext.configure(conn).get_current_revision() or ""
    ordered = [step.revision for step in reversed(list(scripts.walk_revisions()))]
    if current and current not in ordered:
        raise StoreError(
            f"Cơ sở dữ liệu do phiên bản mới hơn của chương trình tạo ({current}).",
            f"The database was made by a newer version of the program ({current}).",
        )
    missing = ordered[ordered.index(current) + 1 :] if current else ordered
    return Revisions(current=current, newest=ordered[-1], missing=tuple(missing))


def _upgrade(conn: Connection, scripts: ScriptDirectory, wanted: str) -> None:
    def steps(revision: Any, _context: Any) -> Any:
        return scripts._upgrade_revs(wanted, revision)

    config = Config()
    with EnvironmentContext(config, scripts, fn=steps, destination_rev=wanted) as environment:
        environment.configure(connection=conn, transactional_ddl=True, render_as_batch=True)
        environment.run_migrations()
