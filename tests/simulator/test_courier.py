"""Steps that run later, those of one key in order."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from bot.simulator.world.courier import Courier, Step
from tests.patience import PATIENCE


def test_a_row_is_in_line_before_its_first_step_begins() -> None:
    courier, done, began = Courier("test", 2), list[str](), threading.Event()

    def first() -> None:
        began.set()
        courier.put("key", lambda: done.append("put by the first"))
        done.append("first")

    def row() -> Iterator[tuple[Step, float]]:
        yield first, 0.0
        assert not began.wait(0.1), "the first step did not wait for the row to be complete"
        yield lambda: done.append("second"), 0.0

    courier.put("before", lambda: None)  # its threads run already
    courier.put_row("key", row())
    assert courier.drain(PATIENCE)
    assert done == ["first", "second", "put by the first"]


def test_a_step_that_fails_does_not_stop_the_line() -> None:
    courier, done = Courier("test", 1), list[str]()
    courier.put_row("key", [(lambda: done.append(str(1 // 0)), 0.0), (lambda: done.append("next"), 0.0)])
    assert courier.drain(PATIENCE)
    assert done == ["next"]
