"""Rows of the table that a benchmark prints."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from bench import systems
from bench.systems import Running


def row(name: str, seconds: Sequence[float], note: str) -> None:
    """Quantiles of durations, in milliseconds."""
    p95, p99 = (quantile(seconds, share) * 1000 for share in (0.95, 0.99))
    p50 = statistics.median(seconds or [0.0]) * 1000
    print(f"{name:44} p50 {p50:7.1f}  p95 {p95:7.1f}  p99 {p99:7.1f} ms   {note}")


def quantile(seconds: Sequence[float], share: float) -> float:
    """Return the duration that so large a share of them does not exceed, 0 of none."""
    ordered = sorted(seconds) or [0.0]
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def rate(name: str, per_second: float, note: str) -> None:
    """How many in a second."""
    print(f"{name:44} {per_second:8.1f} /s   {note}")


def accepted(results: Sequence[tuple[int, float]]) -> str:
    """How many of the (HTTP status, seconds) are good."""
    good = sum(1 for status, _ in results if 200 <= status < 300)
    return f"{good}/{len(results)} accepted"


def memory(running: Running) -> None:
    """What each process holds."""
    sizes = systems.memory(running)
    print("  memory, MB: " + ", ".join(f"{name} {size:.0f}" for name, size in sorted(sizes.items())))
