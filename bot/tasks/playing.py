"""Plays kept conversations whole by two models, in a Rasa of their own, and tells where they go different ways.

Nothing of it reaches anybody. The actions see a question tried out (TRIAL): a stranger who has bought nothing, in a
session that is never committed, so that no order is changed, nothing is sent and no customer's row is written. Both
models are played so, one after the other; what differs is the model alone.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.dialogue import RasaDialogue
from bot.domain import words
from bot.domain.teaching.dialogues import KeptDialogue, PlayedDialogues, PlayedTurn, find_parting
from bot.model_servers import RasaServers
from bot.ports import TRIAL, Dialogue, DialogueDown, DialogueTurn
from bot.ports.models import ModelServers
from bot.services.chat.topics import find_topic_told
from bot.services.chat.trials import name_trial

SECONDS = 300.0  # for both models together: what is not reached by then is told
GIVES_UP = 3  # dialogues that could not be played, one after the other: the actions are away
Tell = Callable[[], bool]


class PlayEnded(Exception):
    """Whoever asked for it does not want it any more."""


def play_both(
    address: str, token: str, after: Path, dialogues: Sequence[KeptDialogue], tell: Tell, seconds: float = SECONDS
) -> dict[str, Any]:
    """Play the dialogues by the model that a Rasa of one's own has, and by the one of an archive; returns what changes.

    Raises:
        PlayEnded: `tell`, asked before each message, ended it.
        ModelRefused: the server cannot load the archive.
    """
    servers = RasaServers([address], token)
    return asdict(compare_played(servers, RasaDialogue(address, token), after, dialogues, tell, seconds))


def compare_played(
    servers: ModelServers,
    dialogue: Dialogue,
    after: Path,
    dialogues: Sequence[KeptDialogue],
    tell: Tell,
    seconds: float = SECONDS,
) -> PlayedDialogues:
    """As `play_both`, at these ports."""
    began = time.monotonic()
    former = _play_all(dialogue, dialogues, tell, began + seconds / 2)
    servers.put(servers.addresses[0], after.read_bytes())
    reached = [one for one in dialogues if one.id in former]
    newer = _play_all(dialogue, reached, tell, began + seconds)
    partings = (find_parting(one, former[one.id], newer[one.id]) for one in reached if one.id in newer)
    return PlayedDialogues([one.id for one in dialogues], list(newer), [found for found in partings if found])


def _play_all(
    dialogue: Dialogue, dialogues: Sequence[KeptDialogue], tell: Tell, until: float
) -> dict[str, list[PlayedTurn]]:
    """The turns of each dialogue that could be played to its end in time."""
    played: dict[str, list[PlayedTurn]] = {}
    failed = 0
    for one in dialogues:
        turns = _play(dialogue, one, tell, until)
        failed = 0 if turns else failed + 1
        if turns:
            played[one.id] = turns
        if failed >= GIVES_UP or time.monotonic() > until:
            break
    return played


def _play(dialogue: Dialogue, kept: KeptDialogue, tell: Tell, until: float) -> list[PlayedTurn]:
    """A turn for each message; none where one of them was not answered, or time is up."""
    sender = name_trial(kept.shop, secrets.token_urlsafe(12))
    turns: list[PlayedTurn] = []
    for place, step in enumerate(kept.steps):
        if not tell():
            raise PlayEnded
        if time.monotonic() > until:
            return []
        told = {"channel": TRIAL, "locale": step["locale"], "message_id": f"{sender}-{place}"}
        try:
            answered = dialogue.ask(DialogueTurn(sender, words.harmless(step["text"]), told))
        except DialogueDown:
            return []
        actions = tuple(map(str, answered.reading.get("actions") or ()))
        said = tuple(one.key or "" for one in answered.said)
        turns.append(PlayedTurn(answered.intent or "", actions, said, find_topic_told(answered) or ""))
    return turns
