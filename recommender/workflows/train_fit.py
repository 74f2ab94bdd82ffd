"""Learn the parameters of `nangluc fit` from written texts; run as `python -m recommender.workflows.train_fit`."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from models.fitting import FitEstimator, save_parameters, shipped_folder
from models.fitting.training_pairs import FieldWords, written_pairs
from models.matcher import Mode
from models.responsibility import shipped_estimator
from models.responsibility.wording import Language, professions
from recommender.errors import UsageError
from recommender.field_words import background_texts, field_words
from recommender.matching import encoder_for
from training_catalog import load_catalogue

HELD_OUT = 3
"""Every third position is kept for the bounds of the sets."""


def train_fit(out: Path) -> None:
    """Replace the folder `out` by parameters learned anew; needs the embedded encoder."""
    chosen = encoder_for(Mode.HYBRID)
    if chosen.encoder is None:
        raise UsageError("Cần bộ mã hóa văn bản để huấn luyện.", "Training needs the text encoder.")
    catalogue = load_catalogue()
    fields = field_words(catalogue)
    held = {name for number, name in enumerate(sorted({field.name for field in fields})) if number % HELD_OUT == 0}
    estimator = FitEstimator(shipped_estimator(), chosen.encoder, background=background_texts(catalogue))
    estimator.fit(
        written_pairs([field for field in fields if field.name not in held]),
        held_out=written_pairs([field for field in fields if field.name in held], seed=4),
        small=written_pairs(_profession_words(), seed=5),
    )
    shutil.rmtree(out, ignore_errors=True)
    save_parameters(estimator.parameters_, out, encoder_digest=chosen.digest)


def _profession_words() -> list[FieldWords]:
    """The professions of the level frames as fields: profile and requirement share one kind of work out of three."""
    return [
        FieldWords(
            name=str(number),
            language=language,
            profile=replace(person, work=person.work[:2], product=person.product[:1]),
            requirement=replace(person, work=person.work[1:], product=person.product[1:]),
        )
        for language in Language
        for number, person in enumerate(professions(language))
    ]


if __name__ == "__main__":
    train_fit(shipped_folder())
