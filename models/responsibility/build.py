"""Yields the shipped model folder anew: `python -m models.responsibility.build`."""

from __future__ import annotations

import shutil

from models.responsibility.stored import save_estimator, shipped_folder, train_estimator


def build() -> None:
    """Train on the written texts and replace the shipped folder."""
    estimator = train_estimator()
    shutil.rmtree(shipped_folder(), ignore_errors=True)
    save_estimator(estimator, shipped_folder())


if __name__ == "__main__":
    build()
