"""How sure a share, and the difference of two shares, is: 95 % intervals that also hold for few people.

E. B. Wilson, "Probable inference, the law of succession, and statistical inference", J. Am. Stat. Assoc. 22 (1927), for
a share; R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven
methods", Statistics in Medicine 17 (1998) 873-890, method 10, for a difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z = 1.959963984540054  # of 95 %, two-sided


@dataclass(frozen=True, slots=True)
class ShareInterval:
    """A number and the ends of its interval."""

    value: float
    low: float
    high: float


def estimate_share(count: int, of: int) -> ShareInterval:
    """Return the share `count` of `of` with Wilson's interval; of nobody, nothing is known: 0 to 1."""
    if of == 0:
        return ShareInterval(0.0, 0.0, 1.0)
    share, square = count / of, Z * Z
    middle = share + square / (2 * of)
    width = Z * sqrt(share * (1 - share) / of + square / (4 * of * of))
    whole = 1 + square / of
    # At nobody and at everybody one end is the share itself; rounding must not put it beside.
    low = 0.0 if count == 0 else (middle - width) / whole
    high = 1.0 if count == of else (middle + width) / whole
    return ShareInterval(share, low, high)


def estimate_difference(first: ShareInterval, second: ShareInterval) -> ShareInterval:
    """Return by how much the first share is above the second, with Newcombe's interval."""
    difference = first.value - second.value
    low = difference - sqrt((first.value - first.low) ** 2 + (second.high - second.value) ** 2)
    high = difference + sqrt((first.high - first.value) ** 2 + (second.value - second.low) ** 2)
    return ShareInterval(difference, low, high)
