"""What holds for all tests: seeds fixed, no deadlines and no check of speed, so that a busy machine changes nothing."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")
