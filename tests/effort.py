"""What a step costs in processor time, for hostile input whose cost must grow no faster than its length."""

from __future__ import annotations

import time
from collections.abc import Callable

_TRIES = 3


def least_effort(step: Callable[[], object], enough: float) -> float:
    """Seconds of this thread's processor time that the cheapest of three runs took; one that took less than `enough`
    is the last.

    A busy machine, a collection of garbage and the first use of a module make a run dearer, and none makes it
    cheaper: what is slow by its nature is slow each time.
    """
    least = float("inf")
    for _ in range(_TRIES):
        began = time.thread_time()
        step()
        least = min(least, time.thread_time() - began)
        if least < enough:
            break
    return least
