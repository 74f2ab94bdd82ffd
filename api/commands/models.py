"""Commands of models on disk: versions of the learned judge, and adapting the text encoder."""

from __future__ import annotations

from pathlib import Path

import click

from api.commands.learning import model_versions
from api.commands.options import FOLDER, Output


@model_versions.command("adapt")
@click.option("--out", required=True, type=FOLDER, help="New folder; the map goes into out/adapter.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(min=0))
@click.option("--steps", default=None, type=click.IntRange(min=1), help="Training steps (default: as shipped).")
@click.option("--whole", "is_whole", is_flag=True, help="Also a whole SentenceTransformer folder in out/encoder.")
@click.option("--model", default="embedded", show_default=True, help="Encoder to adapt: embedded, a folder or a name.")
@click.pass_obj
def models_adapt(output: Output, out: Path, seed: int, steps: int | None, is_whole: bool, model: str) -> None:
    """Adapt the text encoder to the catalogue's own texts (contrastive; minutes on two cores)."""
    from dataclasses import asdict, replace

    from api.progress import Progress
    from models.adapting import AdaptSettings
    from recommender.workflows.adapt_encoder import adapt_encoder

    settings = replace(AdaptSettings(), seed=seed, **({"steps": steps} if steps else {}))
    with Progress(output) as progress:
        found = adapt_encoder(out, settings=settings, is_whole=is_whole, tell=progress.step, model=model)
    record = {**asdict(found), "folder": str(found.folder)}
    output.data(record if output.as_json else found.text(output.language))


__all__ = ["model_versions"]
