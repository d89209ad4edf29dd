"""Whether a new model may answer: what is gained and lost, of everybody's messages and of one shop's."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from bot.domain.teaching.dialogues import list_lost

RULES = Path(__file__).with_name("judging.toml")


class TrainingState(StrEnum):
    """Where a training is."""

    QUEUED = "queued"
    TRAINING = "training"
    SWITCHED = "switched"  # its model was put in force
    HELD = "held"  # it is worse: it answers only if an owner says so
    FAILED = "failed"  # everything is as it was
    CANCELLED = "cancelled"


class Worse(StrEnum):
    """In what a new model is worse."""

    HELD_OUT = "held_out"  # more of the held-out messages are lost than gained
    LOCALE = "locale"  # of one locale
    ACTING = "acting"  # it would cancel, refund or stop what nobody asked for
    DISOBEYED = "disobeyed"  # a no would be taken for what cannot be undone
    CONTRADICTED = "contradicted"  # words that everybody means otherwise
    KEPT = "kept"  # a kept conversation would go another way
    TAUGHT = "taught"  # what was taught is not understood after all


@dataclass(frozen=True, slots=True)
class Verdict:
    """`worse` is empty where the new model may answer by itself; `others`: it harms what other shops keep or taught."""

    worse: tuple[Worse, ...]
    others: bool

    @property
    def is_fit(self) -> bool:
        """Whether it may answer without anybody's word."""
        return not self.worse and not self.others


@cache
def _rules() -> dict[str, float]:
    return tomllib.loads(RULES.read_text(encoding="utf-8"))


def judge(found: Mapping[str, Any], shop: int) -> Verdict:
    """Judge a comparison (rasa_addons/comparing.py, bot/tasks/playing.py) for a shop; its ids begin with "<shop>:"."""
    rules, counts, changed = _rules(), found["counts"], found["changed"]
    lost = [one for one in changed if not one["gained"]]
    held = _counted(counts.get("held_out", {}))
    worse = []
    if held[1] - held[2] > rules["held_out_share"] * held[0]:
        worse.append(Worse.HELD_OUT)
    if any(right - then > max(3, rules["locale_share"] * all_) for all_, right, then in _each(counts, "held_out")):
        worse.append(Worse.LOCALE)
    if found["acting"][1] - found["acting"][0] > rules["most_acting"]:
        worse.append(Worse.ACTING)
    if found["disobeyed"][1] > found["disobeyed"][0]:
        worse.append(Worse.DISOBEYED)
    if any(one["acts"] for one in lost if one["set"] == "contradicted"):
        worse.append(Worse.CONTRADICTED)
    dialogues = list(list_lost(found))
    if len(_of(lost, "kept", shop)) + sum(_is_of(one, shop) for one in dialogues) > rules["most_kept"]:
        worse.append(Worse.KEPT)
    taught = _counted(counts.get("taught", {}))
    if taught[2] < rules["least_taught"] * taught[0]:
        worse.append(Worse.TAUGHT)
    theirs = [one for one in lost if one["set"] in ("kept", "taught") and not _is_of(one, shop)]
    theirs += [one for one in dialogues if not _is_of(one, shop)]
    return Verdict(tuple(worse), bool(theirs))


def _each(counts: Mapping[str, Any], name: str) -> Sequence[Sequence[int]]:
    return list(counts.get(name, {}).values())


def _counted(locales: Mapping[str, Sequence[int]]) -> list[int]:
    return [sum(column) for column in zip(*locales.values(), strict=True)] if locales else [0, 0, 0]


def _of(changed: Sequence[Mapping[str, Any]], name: str, shop: int) -> list[Mapping[str, Any]]:
    return [one for one in changed if one["set"] == name and _is_of(one, shop)]


def _is_of(one: Mapping[str, Any], shop: int) -> bool:
    return str(one["id"]).startswith(f"{shop}:")
