"""The command line `nangluc`: the group of all commands, and how a run ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from api.commands.accounts import user
from api.commands.database import db
from api.commands.evaluation import evaluate
from api.commands.help_language import in_vietnamese
from api.commands.learning import train
from api.commands.legal import legal
from api.commands.matching import fit, match
from api.commands.models import model_versions
from api.commands.operations import audit, backup, doctor, restore, sbom
from api.commands.options import EXIT_FAILURE, EXIT_OK, EXIT_USAGE, Output
from api.commands.reference import catalogue
from api.commands.refusals import file_refused, refused
from api.commands.screening import check, demo, positions, sample, screen, template
from api.commands.serving import serve, worker
from api.commands.testing import score

EXAMPLES = """
\b
Examples:
  nangluc demo
  nangluc template --out mau/
  nangluc check  --people nhan_su.xlsx --assessments danh_gia.xlsx
  nangluc screen --people nhan_su.xlsx --assessments danh_gia.xlsx --quotas bien_che.xlsx --out ket_qua/
"""


def default_language() -> str:
    """Vietnamese unless the environment says English."""
    return "en" if os.environ.get("LC_ALL", os.environ.get("LANG", "vi")).lower().startswith("en") else "vi"


@click.group(epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--lang", type=click.Choice(["vi", "en"]), default=None, help="Language of help, messages and results.")
@click.option("--quiet", is_flag=True, help="Only errors and warnings.")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable output where a command has any.")
@click.version_option(package_name="nangluc", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context, lang: str | None, quiet: bool, as_json: bool) -> None:
    """Who meets their job position, why, which training closes each gap, and where staff are over or short."""
    context.obj = Output(language=lang or default_language(), quiet=quiet, as_json=as_json)


for command in (
    *(screen, check, positions, template, sample, demo, match, fit, score, catalogue),
    *(train, model_versions, evaluate, legal),
    *(serve, worker, db, user, audit, backup, restore, doctor, sbom),
):
    cli.add_command(command)


def main() -> None:
    """Entry point: a refusal becomes one message and its exit code; anything else is a bug and shows its trace."""
    language = asked_language(sys.argv[1:])
    try:
        sys.exit((cli if language == "en" else in_vietnamese(cli))(standalone_mode=False) or EXIT_OK)
    except click.exceptions.Abort:
        click.echo("Stopped." if language == "en" else "Đã dừng.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        click.echo(refused(error, language), err=True)
        sys.exit(EXIT_USAGE)
    except Exception as error:
        # The edge of the process: our own refusals carry two languages and an exit code, wherever they come from.
        sys.exit(_refused(error, language))


def asked_language(arguments: Sequence[str]) -> str:
    """The language of help and refusals, which are told before the options have been read."""
    for one, then in zip(arguments, (*arguments, "")[1:], strict=True):
        asked = then if one == "--lang" else one.removeprefix("--lang=")
        if asked in ("vi", "en") and one.startswith("--lang"):
            return asked
    return default_language()


def _refused(error: Exception, language: str) -> int:
    message = getattr(error, "message_vi", None)
    if message is None and isinstance(error, OSError) and error.filename:
        click.echo(file_refused(error, language), err=True)
        return EXIT_FAILURE
    if message is None:
        raise error
    hint = getattr(error, f"hint_{language}", "")
    click.echo(f"{getattr(error, f'message_{language}')} {hint}".strip(), err=True)
    return int(getattr(error, "exit_code", EXIT_FAILURE))
