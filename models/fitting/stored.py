"""Yields the parameters of the fit estimator from a model folder, and writes them into one."""

from __future__ import annotations

from dataclasses import asdict, fields
from pathlib import Path

import numpy as np

from models.fitting.estimator import FitParameters
from models.model_folder import load_arrays, save_arrays

KIND = "fit"


def shipped_folder() -> Path:
    """Where the package keeps the parameters learned from its own texts."""
    return Path(__file__).parent / "trained"


def save_parameters(parameters: FitParameters, folder: Path, *, encoder_digest: str) -> None:
    """Write parameters into a new folder; `encoder_digest` names the encoder whose vectors they were learned with."""
    arrays = {name: np.array(values, dtype=np.float64) for name, values in asdict(parameters).items()}
    save_arrays(folder, arrays, kind=KIND, settings={"encoder": encoder_digest})


def load_parameters(folder: Path) -> FitParameters:
    """Parameters from a folder; ModelError when it is none or a digest differs."""
    names = [field.name for field in fields(FitParameters)]
    _, arrays = load_arrays(folder, kind=KIND, names=names)
    return FitParameters(**{name: tuple(float(value) for value in arrays[name]) for name in names})
