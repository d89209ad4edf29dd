"""Intervals of shares and of their difference, against the published examples."""

from __future__ import annotations

import pytest

from bot.domain.intervals import estimate_difference, estimate_share

# Newcombe 1998, table II: (a of m, b of n) -> method 10.
PUBLISHED = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0),
    (10, 10, 0, 10, 0.6075, 1.0),
]


@pytest.mark.parametrize(("a", "m", "b", "n", "low", "high"), PUBLISHED)
def test_a_difference_has_the_published_interval(a: int, m: int, b: int, n: int, low: float, high: float) -> None:
    found = estimate_difference(estimate_share(a, m), estimate_share(b, n))
    assert found.value == pytest.approx(a / m - b / n)
    assert found.low == pytest.approx(low, abs=6e-5)
    assert found.high == pytest.approx(high, abs=6e-5)


def test_a_share_has_wilsons_interval_and_nobody_tells_nothing() -> None:
    found = estimate_share(81, 263)  # Newcombe 1998, interval estimation for the single proportion, table I
    assert found.low == pytest.approx(0.2553, abs=5e-5)
    assert found.high == pytest.approx(0.3662, abs=5e-5)
    assert (estimate_share(0, 0).low, estimate_share(0, 0).high) == (0.0, 1.0)
    assert (estimate_share(0, 5).low, estimate_share(5, 5).high) == (0.0, 1.0)
