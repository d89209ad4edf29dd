"""Kept conversations that a new model would take another way, in lines of a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def tell_played(found: Mapping[str, Any], merchant_id: int) -> Iterator[str]:
    """Tell how many of a shop's conversations were played, and each message that would be answered otherwise."""
    all_ = found.get("dialogues") or {}
    mine = f"{merchant_id}:"
    kept, played = (sum(one.startswith(mine) for one in all_.get(name, ())) for name in ("kept", "played"))
    if not kept:
        return
    yield f"Kept conversations played: {played} of {kept}"
    for one in all_["changed"]:
        if one["id"].startswith(mine):
            yield f"{'+' if one['gained'] else '-'} test {one['id'].removeprefix(mine)}"
            yield from (f"  {turn['place']}. {turn['text']}: {_way(turn)}" for turn in one["turns"])


def _way(turn: Mapping[str, Any]) -> str:
    sides = (turn[side] for side in ("before", "after"))
    return " → ".join(" ".join(filter(None, (side["intent"], *side["said"], side["topic"]))) for side in sides)
