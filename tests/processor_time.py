"""Seconds that the processor has worked for this process and for its children that ended: what others do at the same
time on the machine is not in them, so a bound on them holds wherever the tests run.
"""

from __future__ import annotations

import os


def processor_seconds() -> float:
    """So far, of this process and of its children that were waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
