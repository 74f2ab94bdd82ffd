"""Settings, keys and the open store of a command that works on the server's data."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from api.settings import ServerSettings
    from recommender.store.engine import Store

DEMO_FOLDER = Path("demo") / "server"


def settings_of(*, data_folder: Path | None = None, is_demo: bool = False, **changed: object) -> ServerSettings:
    """Settings from the environment, with what the command line changes; keys are read when they are there."""
    from platformdirs import user_data_path

    from api.settings import read_settings

    default = DEMO_FOLDER.absolute() if is_demo else user_data_path("nangluc", appauthor=False)
    environ = _demo(os.environ) if is_demo else dict(os.environ)
    if data_folder is not None:
        environ["NANGLUC_DATA_FOLDER"] = str(data_folder)
    for name, value in changed.items():
        if value is not None:
            environ[f"NANGLUC_{name.upper()}"] = str(value)
    return read_settings(environ, default_folder=default)


def _demo(environ: Mapping[str, str]) -> dict[str, str]:
    return {**environ, "NANGLUC_DEMO": "1", "NANGLUC_PRODUCTION": "0"}


def prepared(settings: ServerSettings) -> ServerSettings:
    """The same settings once data folder and keys exist, readable by their owner only."""
    from api.settings import with_key_files

    settings.data_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for folder in (settings.uploads_folder, settings.exports_folder):
        folder.mkdir(exist_ok=True, mode=0o700)
    return with_key_files(settings, make=True)


@contextmanager
def opened(settings: ServerSettings, *, create: bool = False, is_current: bool = True) -> Iterator[Store]:
    """The store of the settings; StoreError when it needs `nangluc db upgrade` and `is_current` is asked for."""
    from recommender.store.engine import open_store
    from recommender.store.migrate import require_current

    store = open_store(settings.database_url, audit_key=settings.audit_key, create=create)
    try:
        if is_current:
            require_current(store)
        yield store
    finally:
        store.close()


def data_option(command: click.decorators.FC) -> click.decorators.FC:
    """`--data DIR`: another data folder than the environment names."""
    return click.option(
        "--data", "data_folder", type=click.Path(file_okay=False, path_type=Path), default=None,
        help="Data folder (default: NANGLUC_DATA_FOLDER, else the user's).",
    )(command)  # fmt: skip


def with_port(settings: ServerSettings, port: int) -> ServerSettings:
    """The settings once the port is known, when any free one was asked for."""
    if settings.port:
        return settings
    return dataclasses.replace(settings, port=port, public_url=f"http://127.0.0.1:{port}", allowed_hosts=())
