"""What a process would write to its log, instead of pytest's handlers."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def log_lines() -> Iterator[io.StringIO]:
    """Give the root logger one handler and yield what it writes; afterwards its handlers and level are as before."""
    root = logging.getLogger()
    before, level, stream = root.handlers, root.level, io.StringIO()
    root.handlers = [logging.StreamHandler(stream)]
    try:
        yield stream
    finally:
        root.handlers = before
        root.setLevel(level)
