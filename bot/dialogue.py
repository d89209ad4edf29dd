"""The client of Rasa's REST channel: one turn, answered in keys of our catalogue."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import quote

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import MaxRetryError

from bot.ports import PROBE, Answered, DialogueAway, DialogueDown, DialogueTurn, Offered, Said

# Rasa cancels a turn whose caller hangs up, although its actions have run (FACTS 10.1): longer than any turn.
TIMEOUT = (2.0, 20.0)
POOL = 32
# A turn that only tries out whether turns go through; any words that Rasa has an action for.
PROBE_TIMEOUT, PROBE_WORDS = (2.0, 5.0), "hello"
NO_MODEL = 503
# An answer of another shape than agreed is no answer.
_UNREADABLE = (requests.RequestException, ValueError, TypeError, LookupError, AttributeError)


class RasaDialogue:
    """The Dialogue of bot.ports. Safe to share between threads."""

    def __init__(self, url: str, token: str) -> None:
        self._root = f"{url.rstrip('/')}/webhooks/rest"
        self._http = requests.Session()
        self._http.trust_env = False  # a neighbour, never behind a proxy
        self._http.headers["Authorization"] = f"Bearer {token}"
        self._http.mount(self._root, HTTPAdapter(pool_maxsize=POOL))

    def ask(self, turn: DialogueTurn) -> Answered:
        """Run one turn. The message id in the metadata makes a repeat safe (rasa_addons.channel).

        Raises:
            DialogueAway: nobody is there who could have begun it.
            DialogueDown: the connection broke, an error, or no message at all.
        """
        try:
            answered = _read(self._post(turn, TIMEOUT))
        except _UNREADABLE as error:
            if _is_nobody_there(error):
                raise DialogueAway(type(error).__name__) from error
            raise DialogueDown(type(error).__name__) from error
        if not answered.said:
            # 200 [] is how Rasa reports most of its own failures (FACTS 10.2).
            raise DialogueDown("empty answer")
        return answered

    def answers(self) -> bool:
        """Whether a turn goes through Rasa, its actions and the shop's database now. It leaves nothing behind."""
        turn = DialogueTurn(f"{PROBE}_{os.getpid()}", PROBE_WORDS, {"channel": PROBE})
        try:
            answered = _read(self._post(turn, PROBE_TIMEOUT))
        except _UNREADABLE:
            return False
        with suppress(DialogueDown):
            self.forget(turn.sender)
        return bool(answered.said)

    def _post(self, turn: DialogueTurn, timeout: tuple[float, float]) -> requests.Response:
        body = {"sender": turn.sender, "message": turn.message, "metadata": dict(turn.metadata)}
        response = self._http.post(f"{self._root}/webhook", json=body, timeout=timeout)
        response.raise_for_status()
        return response

    def forget(self, sender: str) -> None:
        """Let Rasa keep nothing of this conversation.

        Raises:
            DialogueDown: no connection, or an error.
        """
        try:
            self._http.delete(
                f"{self._root}/conversations/{quote(sender, safe='')}", timeout=TIMEOUT
            ).raise_for_status()
        except requests.RequestException as error:
            raise DialogueDown(type(error).__name__) from error


def _is_nobody_there(error: Exception) -> bool:
    """Whether the turn cannot have been begun: nothing took the connection, or no model is loaded yet."""
    if isinstance(error, requests.ConnectionError):
        # A connection that broke later is another error: the turn may be what broke it.
        return bool(error.args) and isinstance(error.args[0], MaxRetryError)
    return isinstance(error, requests.HTTPError) and error.response.status_code == NO_MODEL


def _read(response: requests.Response) -> Answered:
    confidence = response.headers.get("X-Dastak-Confidence")
    return Answered(
        read_elements(response.json()),
        response.headers.get("X-Dastak-Intent"),
        float(confidence) if confidence else None,
        _read_reading(response.headers.get("X-Dastak-Reading")),
    )


def _read_reading(told: str | None) -> Mapping[str, Any]:
    """How the message was read; {} where the header says nothing: an answer is worth more than its reasons."""
    try:
        found = json.loads(told or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def read_elements(elements: Sequence[Mapping[str, Any]]) -> tuple[Said, ...]:
    """What to say from Rasa's list: a keyed element replaces the English text right before it."""
    said: list[Said] = []
    for element in elements:
        keyed = element.get("custom")
        if isinstance(keyed, Mapping) and keyed.get("key"):
            if said and said[-1].key is None:
                said.pop()
            said.append(_keyed(keyed))
        elif element.get("text"):
            said.append(Said(None, {}, text=str(element["text"])))
    return tuple(said)


def _keyed(custom: Mapping[str, Any]) -> Said:
    return Said(
        key=str(custom["key"]),
        values=custom.get("values") or {},
        offers=tuple(_offered(button) for button in custom.get("buttons") or ()),
        as_list=custom.get("style") == "list",
        picture=str(custom.get("picture") or ""),
    )


def _offered(button: Mapping[str, Any]) -> Offered:
    description = button.get("description")
    return Offered(
        key=str(button["key"]),
        values=button.get("values") or {},
        intent=str(button["intent"]),
        entities=button.get("entities") or {},
        description=(str(description["key"]), description.get("values") or {}) if description else None,
    )
