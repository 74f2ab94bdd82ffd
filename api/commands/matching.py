"""Commands on texts: match ranks them, fit says whether a profile meets a requirement."""

from __future__ import annotations

from pathlib import Path

import click

from api.commands.options import (
    EXISTING,
    FILE,
    Output,
)


@click.command()
@click.option("--queries", required=True, type=EXISTING, help='JSON lines {"id","text"}.')
@click.option("--targets", required=True, type=EXISTING, help='JSON lines {"id","text"}.')
@click.option("--top", default=10, show_default=True, type=click.IntRange(min=1))
@click.option("--out", required=True, type=FILE)
@click.option("--encoder", type=click.Choice(["hybrid", "dense", "lexical"]), default="hybrid", show_default=True)
@click.pass_obj
def match(output: Output, queries: Path, targets: Path, top: int, out: Path, encoder: str) -> None:
    """Rank target texts for each query text."""
    from recommender.workflows.match_files import match_files

    count = match_files(queries, targets, top=top, encoder=encoder, out=out)
    output.say(f"Đã ghi {count} dòng vào {out}.", f"Wrote {count} lines to {out}.")


@click.command()
@click.option("--pairs", required=True, type=EXISTING, help='JSON lines {"id","profile","requirement"}.')
@click.option("--out", required=True, type=FILE)
@click.option("--encoder", type=click.Choice(["hybrid", "lexical"]), default="hybrid", show_default=True)
@click.pass_obj
def fit(output: Output, pairs: Path, out: Path, encoder: str) -> None:
    """Whether each free-text profile meets its free-text requirement: probability, verdict, set, lines."""
    from recommender.workflows.fit_pairs import fit_pairs

    summary = fit_pairs(pairs, encoder=encoder, out=out)
    if summary.fallback:
        output.say(
            f"Chỉ so từ ngữ, không có bộ mã hóa: {summary.fallback}", f"Words only, no encoder: {summary.fallback}"
        )
    output.say(f"Đã ghi {summary.n_pairs} dòng vào {out}.", f"Wrote {summary.n_pairs} lines to {out}.")
