"""Spares a process what libraries import only because it is there, though nothing of ours has any use for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def spared(name: str) -> Iterator[None]:
    """Let what is imported meanwhile find no package of this name, as where it is not installed.

    A package that was imported before stays as it is; and afterwards whoever needs it finds it again.
    """
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # what Python takes for "is not there"
    try:
        yield
    finally:
        del sys.modules[name]
