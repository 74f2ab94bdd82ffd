"""Commands about the database: `db upgrade`, `db status`, and the sample data of `serve --demo`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from api.commands.opening import data_option, opened, prepared, settings_of
from api.commands.options import EXIT_FAILURE, EXIT_OK, Output


@click.group()
def db() -> None:
    """The database: its tables and their version."""


@db.command()
@data_option
@click.pass_obj
def upgrade(output: Output, /, data_folder: Path | None) -> None:
    """Make the database or bring it to this version, with its units and titles; also makes the secret keys.

    Everything or nothing; run again it changes nothing.
    """
    from recommender.store.migrate import migrate, revisions
    from recommender.workflows.load_reference import load_reference

    settings = prepared(settings_of(data_folder=data_folder))
    with opened(settings, create=True, is_current=False) as store:
        steps = migrate(store)
        version = revisions(store).current
        load_reference(store, now=datetime.now(UTC))
    if output.as_json:
        output.data({"version": version, "steps": list(steps)})
    elif steps:
        output.say(f"Đã nâng cấp lên {version}.", f"Upgraded to {version}.")
    else:
        output.say(f"Đã ở phiên bản mới nhất {version}.", f"At the newest version {version} already.")


@db.command()
@data_option
@click.pass_obj
def status(output: Output, /, data_folder: Path | None) -> None:
    """Where the database stands; ends with 1 when it needs `db upgrade`."""
    from recommender.store.migrate import revisions

    settings = settings_of(data_folder=data_folder)
    with opened(settings, is_current=False) as store:
        found = revisions(store)
    if output.as_json:
        output.data({"version": found.current, "newest": found.newest, "missing": list(found.missing)})
    else:
        n_missing = len(found.missing)
        vi = f"Phiên bản {found.current or 'trống'}; mới nhất {found.newest}; thiếu {n_missing} bước."
        en = f"Version {found.current or 'none'}; newest {found.newest}; {n_missing} steps missing."
        output.data(output.pick(vi, en))
    sys.exit(EXIT_OK if found.is_current else EXIT_FAILURE)


@db.command(hidden=True)
@click.pass_obj
def demo(output: Output, /) -> None:
    """Fill the store of a demo server and write one sign-in link a role as JSON."""
    from api.progress import Progress
    from recommender.errors import UsageError
    from recommender.workflows.load_demo import load_demo
    from recommender.workflows.make_demo_users import DemoPlaces, make_demo_users
    from recommender.workflows.manage_users import COMMAND_LINE

    settings = settings_of()
    if not settings.is_demo or settings.is_production:
        raise UsageError("Chỉ dùng trong `nangluc serve --demo`.", "Only for `nangluc serve --demo`.")
    now = datetime.now(UTC)
    with Progress(output) as progress, opened(settings) as store:
        loaded = load_demo(store, COMMAND_LINE, now=now, encoder=settings.encoder, tell=progress.step)
        places = DemoPlaces(
            province_id=loaded.province_id, unit_id=loaded.unit_id, officer_id=loaded.officer_id
        )  # fmt: skip
        links = make_demo_users(store, places, now=now)
    output.data([{"role": one.role.value, "vi": one.name_vi, "en": one.name_en, "secret": one.secret} for one in links])
