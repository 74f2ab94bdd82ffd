"""Yields in which numbers an encoder computes on this processor, from speeds measured once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

LEAST_COSINE = 0.995
"""A precision counts only when every sample sentence keeps this cosine to fp32."""


class Precision(StrEnum):
    """In which numbers the network computes."""

    AUTO = "auto"
    """The fastest measured on this processor for the embedded encoder; else bf16 where it is native, or fp32."""
    FP32 = "fp32"
    BF16 = "bf16"
    INT8 = "int8"
    """Products in 8-bit whole numbers; only for the embedded encoder and folders laid out like it."""


def speed_name(precision: Precision) -> str:
    """Name of the metric that holds tokens per processor second."""
    return f"{precision}_tokens_per_second"


def cosine_name(precision: Precision) -> str:
    """Name of the metric that holds the least cosine of the sample sentences to fp32."""
    return f"{precision}_least_cosine"


def fastest(metrics: Mapping[str, float]) -> Precision | None:
    """The fastest precision among those close enough to fp32; None when nothing was measured."""
    speeds = {
        precision: metrics[speed_name(precision)]
        for precision in Precision
        if speed_name(precision) in metrics and metrics.get(cosine_name(precision), 0.0) >= LEAST_COSINE
    }
    return max(speeds, key=lambda precision: speeds[precision]) if speeds else None


@lru_cache(maxsize=1)
def processor() -> str:
    """Short name of this processor's model and instructions: measurements hold only for the same one."""
    wanted = ("model name", "flags", "Features", "CPU part")
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        import platform

        lines = [f"model name: {platform.machine()} {platform.processor()}"]
    described = dict.fromkeys(line for line in lines if line.startswith(wanted))
    return hashlib.sha256("\n".join(described).encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def has_bf16() -> bool:
    """Whether the processor multiplies bf16 natively; emulation would be slower than fp32."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags
