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
@click.option(
    "--encoder",
    type=click.Choice(["hybrid", "dense", "lexical", "adapted"]),
    default="hybrid",
    show_default=True,
    help="adapted: hybrid with the encoder adapted to the catalogue (docs/model-card-matching.md).",
)
@click.pass_obj
def match(output: Output, queries: Path, targets: Path, top: int, out: Path, encoder: str) -> None:
    """Rank target texts for each query text."""
    from recommender.workflows.match_files import match_files

    summary = match_files(queries, targets, top=top, encoder=encoder, out=out)
    _say_fallback(output, summary.fallback)
    output.say(f"Đã ghi {summary.n_lines} dòng vào {out}.", f"Wrote {summary.n_lines} lines to {out}.")


def _say_fallback(output: Output, why: str) -> None:
    if why:
        output.say(f"Chỉ so từ ngữ, không có bộ mã hóa: {why}", f"Words only, no encoder: {why}")


@click.command()
@click.option("--pairs", required=True, type=EXISTING, help='JSON lines {"id","profile","requirement"}.')
@click.option("--out", required=True, type=FILE)
@click.option("--encoder", type=click.Choice(["hybrid", "lexical"]), default="hybrid", show_default=True)
@click.pass_obj
def fit(output: Output, pairs: Path, out: Path, encoder: str) -> None:
    """Whether each free-text profile meets its free-text requirement: probability, verdict, set, lines.

    Made for work done against work asked. Papers, certificates and languages are no matter of it. What a profile says
    is not known, held or done is left out and listed in left_out; a profile that says nothing else needs review.
    """
    from recommender.workflows.fit_pairs import fit_pairs

    summary = fit_pairs(pairs, encoder=encoder, out=out)
    _say_fallback(output, summary.fallback)
    if summary.n_blank:
        n = summary.n_blank
        output.say(f"{n} dòng thiếu nội dung một bên: cần xem xét.", f"{n} lines have a blank side: needs review.")
    if summary.n_denied:
        n = summary.n_denied
        output.say(
            f"{n} dòng có phần ghi là không biết, không có hoặc không làm: không tính là minh chứng, xem left_out.",
            f"{n} lines say that something is not known, held or done: no evidence of it, see left_out.",
        )
    output.say(f"Đã ghi {summary.n_pairs} dòng vào {out}.", f"Wrote {summary.n_pairs} lines to {out}.")
