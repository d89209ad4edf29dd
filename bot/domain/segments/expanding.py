"""How far a rule leads through the segments it uses: not in a circle, not too deep, not to too many conditions."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.segments.rules import Rule, Saved, list_leaves

DEEPEST = 5  # segments inside segments
MOST_EXPANDED = 100  # conditions, those of all segments that are used counted each time


class Endless(ValueError):
    """A rule that leads in a circle or too far; says which."""


def check_ends(rule: Rule, saved: Mapping[int, Rule], inside: tuple[int, ...] = ()) -> None:
    """Check that a rule ends; `inside`: the segments it stands in.

    Raises:
        Endless: it does not, or not soon enough.
    """
    _count(rule, saved, inside, 0)


def _count(rule: Rule, saved: Mapping[int, Rule], inside: tuple[int, ...], counted: int) -> int:
    for _, leaf in list_leaves(rule):
        counted += 1
        if counted > MOST_EXPANDED:
            raise Endless("comes to too many conditions")
        if not isinstance(leaf, Saved):
            continue
        if leaf.segment_id in inside:
            raise Endless("leads back to itself")
        if len(inside) >= DEEPEST:
            raise Endless("uses segments too deeply")
        if leaf.segment_id in saved:
            counted = _count(saved[leaf.segment_id], saved, (*inside, leaf.segment_id), counted)
    return counted
