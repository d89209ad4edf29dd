"""Every single field of a body spoiled in turn, in every way that senders have."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

GONE = object()
Path = tuple[str | int, ...]
# Left out, empty, of another kind, huge, negative, with letters nobody sees, as people type them.
WAYS: dict[str, Any] = {
    "gone": GONE,
    "null": None,
    "list": [],
    "object": {},
    "flag": True,
    "nested": [{"a": [1]}],
    "huge": 10**30,
    "negative": -1,
    "fraction": 1.5,
    "word": "soon",
    "unseen": "\u200e\u200b\u2060",
    "typed": "1,899.00",
    "long": "x" * 5000,
    "NUL": "a\x00\ud83d",
}


def paths_of(values: Any, above: Path = ()) -> Iterator[Path]:
    """Every place of a body, containers before what they hold."""
    pairs = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    for step, inner in pairs:
        yield (*above, step)
        yield from paths_of(inner, (*above, step))


def spoilt(values: dict[str, Any], path: Path, way: Any) -> dict[str, Any]:
    """A copy of the body with the field at this place spoiled."""
    copy = deepcopy(values)
    inner: Any = copy
    for step in path[:-1]:
        inner = inner[step]
    if way is GONE:
        del inner[path[-1]]
    else:
        inner[path[-1]] = deepcopy(way)
    return copy
