"""The client of Rasa's REST channel: one turn, answered in keys of our catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import requests
from requests.adapters import HTTPAdapter

from bot.ports import Answered, DialogueDown, DialogueTurn, Offered, Said

# Rasa cancels a turn whose caller hangs up, although its actions have run (FACTS 10.1): longer than any turn.
TIMEOUT = (2.0, 20.0)
POOL = 32


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
            DialogueDown: no connection, an error, or no message at all.
        """
        body = {"sender": turn.sender, "message": turn.message, "metadata": dict(turn.metadata)}
        try:
            response = self._http.post(f"{self._root}/webhook", json=body, timeout=TIMEOUT)
            response.raise_for_status()
            answered = _read(response)
        except (requests.RequestException, ValueError, TypeError, LookupError, AttributeError) as error:
            # An answer of another shape than agreed is no answer.
            raise DialogueDown(type(error).__name__) from error
        if not answered.said:
            # 200 [] is how Rasa reports most of its own failures (FACTS 10.2).
            raise DialogueDown("empty answer")
        return answered

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


def _read(response: requests.Response) -> Answered:
    confidence = response.headers.get("X-Dastak-Confidence")
    return Answered(
        read_elements(response.json()),
        response.headers.get("X-Dastak-Intent"),
        float(confidence) if confidence else None,
    )


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
