"""Kept conversations that a new model would take another way, as they are told to their shop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.api.played_shapes import DialogueChanged, DialoguesTold, PlayedAs, SentenceSaid, TurnChanged
from bot.locales import catalogue


def tell_dialogues(found: Mapping[str, Any], merchant_id: int, names: Mapping[str, str]) -> DialoguesTold:
    """Return what was found of this shop's conversations; of another shop's nothing. `names`: of tests, by their id."""
    all_ = found.get("dialogues") or {}
    mine = f"{merchant_id}:"
    kept, played = (sum(one.startswith(mine) for one in all_.get(name, ())) for name in ("kept", "played"))
    changed = tuple(_changed(one, names) for one in all_.get("changed", ()) if one["id"].startswith(mine))
    return DialoguesTold(kept=kept, played=played, changed=changed)


def _changed(one: Mapping[str, Any], names: Mapping[str, str]) -> DialogueChanged:
    return DialogueChanged(
        test=names.get(one["id"], ""), gained=one["gained"], turns=tuple(_turn(turn) for turn in one["turns"])
    )


def _turn(turn: Mapping[str, Any]) -> TurnChanged:
    before, after = (_side(turn[side], turn["locale"]) for side in ("before", "after"))
    return TurnChanged(place=turn["place"], text=turn["text"], locale=turn["locale"], before=before, after=after)


def _side(side: Mapping[str, Any], locale: str) -> PlayedAs:
    said = tuple(SentenceSaid(key=key, text=_words(key, locale)) for key in side["said"])
    return PlayedAs(intent=side["intent"], actions=tuple(side["actions"]), said=said, topic=side["topic"])


def _words(key: str, locale: str) -> str:
    return catalogue.sentence(locale, key) if catalogue.has(key) else key
