"""A new model answers only where it is no worse, for everybody and for whoever keeps what it changes."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.teaching.judging import Worse, judge


def found(**more: Any) -> dict[str, Any]:
    """A comparison in which nothing is worse."""
    counts = {"held_out": {"en": [1000, 950, 950], "gu": [1000, 950, 949]}, "taught": {"gu": [4, 0, 4]}}
    return {"counts": counts, "changed": [], "acting": [0, 0], "disobeyed": [0, 0]} | more


def lost(of: str, id_: str = "", *, acts: bool = False) -> dict[str, Any]:
    """A message that is lost."""
    return {"set": of, "id": id_, "gained": False, "acts": acts}


CASES: list[tuple[dict[str, Any], tuple[Worse, ...]]] = [
    ({}, ()),
    ({"counts": {"held_out": {"en": [1000, 950, 940]}, "taught": {}}}, (Worse.HELD_OUT,)),
    ({"counts": {"held_out": {"en": [9000, 900, 900], "gu": [100, 95, 90]}, "taught": {}}}, (Worse.LOCALE,)),
    ({"acting": [0, 1]}, (Worse.ACTING,)),
    ({"acting": [3, 2]}, ()),
    ({"disobeyed": [0, 1]}, (Worse.DISOBEYED,)),
    ({"changed": [lost("contradicted", acts=True)]}, (Worse.CONTRADICTED,)),
    ({"changed": [lost("contradicted")]}, ()),
    ({"changed": [lost("kept", "7:1:0")]}, (Worse.KEPT,)),
    ({"counts": {"held_out": {}, "taught": {"gu": [10, 0, 5]}}}, (Worse.TAUGHT,)),
]


@pytest.mark.parametrize(("more", "worse"), CASES)
def test_it_says_in_what_it_is_worse(more: dict[str, Any], worse: tuple[Worse, ...]) -> None:
    verdict = judge(found(**more), 7)
    assert (verdict.worse, verdict.others, verdict.is_fit) == (worse, False, not worse)


def test_what_another_shop_keeps_or_taught_is_not_this_shops_to_give_up() -> None:
    for changed in (lost("kept", "8:1:0"), lost("taught", "8:3")):
        verdict = judge(found(changed=[changed]), 7)
        assert (verdict.worse, verdict.others, verdict.is_fit) == ((), True, False)
