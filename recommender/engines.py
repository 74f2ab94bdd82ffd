"""Results of independent blocks of work, run in this process, on Dask or on Ray: the same ones in the same order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TypeVar

import joblib

from recommender.errors import UsageError

LOCAL = "local"
PACKAGES = {"dask": "distributed", "ray": "ray"}
"""What must be installed for an engine other than this process; the extra has the name of the engine."""
Work = TypeVar("Work")
Result = TypeVar("Result")


def require_engine(engine: str) -> None:
    """Refuse an engine that is not installed, before hours of work are lost to it."""
    package = PACKAGES.get(engine)
    if engine != LOCAL and (package is None or find_spec(package) is None):
        raise UsageError(
            f"Chưa cài thành phần để chạy với --engine {engine}.",
            f"What --engine {engine} needs is not installed.",
            hint_vi=f"Cài bằng: pip install 'nangluc[{engine}]', hoặc bỏ --engine.",
            hint_en=f"Install it with: pip install 'nangluc[{engine}]', or leave --engine out.",
        )


def run_blocks(engine: str, work: Callable[[Work], Result], blocks: Sequence[Work]) -> list[Result]:
    """`work` of each block, in their order. One block never leaves this process."""
    require_engine(engine)
    if engine == LOCAL or len(blocks) < 2:
        return [work(block) for block in blocks]
    with _cluster(engine), joblib.parallel_config(backend=engine):
        return list(joblib.Parallel()(joblib.delayed(work)(block) for block in blocks))


@contextmanager
def _cluster(engine: str) -> Iterator[None]:
    """The cluster the environment names (DASK_SCHEDULER_ADDRESS, RAY_ADDRESS), else one of this machine."""
    if engine == "dask":
        from dask.distributed import Client

        address = os.environ.get("DASK_SCHEDULER_ADDRESS")
        with Client(address) if address else Client(dashboard_address=None):
            yield
        return
    import ray
    from ray.util.joblib import register_ray

    is_ours = not ray.is_initialized()
    if is_ours:
        ray.init(include_dashboard=False, log_to_driver=False)
    register_ray()
    try:
        yield
    finally:
        if is_ours:
            ray.shutdown()
