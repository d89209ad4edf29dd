"""Does at once what can be done without waiting: a task for each of many short writes costs more than they do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Generator
from typing import Any


def begin(doing: Awaitable[None]) -> asyncio.Future[None] | None:
    """Do something up to where it has to wait; returns the rest of it as a task, None where nothing is left.

    What begins here belongs to the task of the caller: it may hold no timeout of its own.
    """
    steps = doing.__await__()
    try:
        waits_for = next(steps)
    except StopIteration:
        return None
    return asyncio.ensure_future(_Rest(waits_for, steps))


class _Rest:
    """Something that waits already: the loop is given what it waits for, then it goes on as if nothing had been."""

    def __init__(self, waits_for: object, steps: Generator[Any, Any, None]) -> None:
        self._waits_for, self._steps = waits_for, steps

    def __await__(self) -> Generator[Any, Any, None]:
        yield self._waits_for
        yield from self._steps
