"""Which of two texts somebody gets: the same one whoever asks, for each broadcast drawn anew."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from typing import Any


class Variant(StrEnum):
    """Which of a broadcast's texts a person gets; ONE where there is only one."""

    ONE = ""
    A = "a"
    B = "b"


def choose_variant(broadcast_id: int, customer_id: int, second: Mapping[str, Any] | None) -> Variant:
    """Return which text a person gets: by a digest of both ids, so that nothing has to be remembered."""
    if not second:
        return Variant.ONE
    digest = sha256(f"variant:{broadcast_id}:{customer_id}".encode()).digest()
    return Variant.B if int.from_bytes(digest[:8]) % 100 < int(second["percent"]) else Variant.A
