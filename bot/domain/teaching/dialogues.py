"""Kept conversations played whole: what the assistant does and says at each message, and where two models part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import Any

MOST_SHOWN = 6  # messages of a dialogue, from the one on at which two models part


@dataclass(frozen=True, slots=True)
class KeptDialogue:
    """A kept conversation's messages in order, as `ClaimedTraining.kept` has them; `id` is "<shop>:<test>"."""

    id: str
    steps: Sequence[Mapping[str, Any]]

    @property
    def shop(self) -> int:
        """Whose it is."""
        return int(self.id.partition(":")[0])


@dataclass(frozen=True, slots=True)
class PlayedTurn:
    """What a model made of a message: its meaning, the actions that ran, the keys of what was said.

    `topic` of the shop's answers, where one of those was given: they share one key.
    """

    intent: str
    actions: tuple[str, ...]
    said: tuple[str, ...]
    topic: str = ""


@dataclass(slots=True)
class PlayedDialogues:
    """What was found: which dialogues there are, which of them both models have played, and which would change."""

    kept: list[str] = field(default_factory=list)
    played: list[str] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)


def group_by_dialogue(kept: Sequence[Mapping[str, Any]]) -> list[KeptDialogue]:
    """Group messages ("<shop>:<test>:<place>") by the conversation that they belong to."""
    grouped = groupby(kept, key=lambda one: str(one["id"]).rpartition(":")[0])
    return [KeptDialogue(name, list(steps)) for name, steps in grouped]


def find_parting(
    dialogue: KeptDialogue, before: Sequence[PlayedTurn], after: Sequence[PlayedTurn]
) -> dict[str, Any] | None:
    """Return where two models go different ways, and from what to what; None where they never do.

    They part at a message that is acted on or answered otherwise. `gained`: the new one alone means it as it is kept.
    """
    parted = [place for place, (old, new) in enumerate(zip(before, after, strict=True)) if _way(old) != _way(new)]
    if not parted:
        return None
    first, wanted = parted[0], dialogue.steps[parted[0]]["wanted"]
    gained = after[first].intent in wanted and before[first].intent not in wanted
    shown = [_told(dialogue, place, before[place], after[place]) for place in parted[:MOST_SHOWN]]
    return {"id": dialogue.id, "gained": gained, "turns": shown}


def list_lost(found: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """List the dialogues that would go another way than they are kept, of whichever shop."""
    return (one for one in found.get("dialogues", {}).get("changed", ()) if not one["gained"])


def _way(turn: PlayedTurn) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    return turn.actions, turn.said, turn.topic


def _told(dialogue: KeptDialogue, place: int, before: PlayedTurn, after: PlayedTurn) -> dict[str, Any]:
    step = dialogue.steps[place]
    sides = {"before": asdict(before), "after": asdict(after)}
    return {"place": place + 1, "text": step["text"], "locale": step["locale"], **sides}
