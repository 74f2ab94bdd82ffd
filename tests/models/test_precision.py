"""The precision chosen is the fastest that stays close to fp32."""

from __future__ import annotations

import pytest

from models.precision import LEAST_COSINE, Precision, cosine_name, fastest, processor, speed_name


def metrics(**speeds: float) -> dict[str, float]:
    """Speeds of precisions that are all close enough."""
    return {
        name: value
        for precision, speed in speeds.items()
        for name, value in ((speed_name(Precision(precision)), speed), (cosine_name(Precision(precision)), 1.0))
    }


@pytest.mark.parametrize("winner", ["fp32", "bf16", "int8"])
def test_the_fastest_wins(winner: str) -> None:
    assert fastest({**metrics(fp32=1, bf16=1.5, int8=2), **metrics(**{winner: 9})}) is Precision(winner)


def test_one_that_differs_too_much_is_never_chosen() -> None:
    found = {**metrics(fp32=1, int8=9), cosine_name(Precision.INT8): LEAST_COSINE - 0.001}
    assert fastest(found) is Precision.FP32


def test_a_tie_goes_to_more_bits() -> None:
    assert fastest(metrics(fp32=2, bf16=2, int8=2)) is Precision.FP32


def test_nothing_measured_chooses_nothing() -> None:
    assert fastest({}) is None


def test_processor_has_a_stable_short_name() -> None:
    assert processor() == processor()
    assert len(processor()) == 16
