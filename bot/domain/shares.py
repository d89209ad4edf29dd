"""Draws people by lot: who is drawn stays drawn, whoever asks, on either database, and whatever else was drawn."""

from __future__ import annotations

from hashlib import sha256

PRIME = 2**31 - 1  # squares of what is below fit into what both databases count with
FIRST, LAST = 48271, 69621  # multipliers that spread well below this prime (Park and Miller)
WHOLE = 10_000  # lots


def name_salt(*names: object) -> int:
    """Return what makes a drawing its own: other names, other people."""
    return int.from_bytes(sha256(":".join(map(str, names)).encode()).digest()[:8]) % PRIME


def draw_lot(number: int, salt: int) -> int:
    """Return the lot of somebody with this id, from 0 to WHOLE excluded: the same each time.

    bot.services.broadcasts.lots asks the databases for it by the very same steps.
    """
    spread = (number % PRIME * FIRST + salt) % PRIME
    mixed = (spread * spread + salt) % PRIME
    return mixed * LAST % PRIME % WHOLE
