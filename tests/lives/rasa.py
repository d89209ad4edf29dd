"""Stands for Rasa and its action server over HTTP: our own actions under our own rules, what was meant from a table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, request
from flask.typing import ResponseReturnValue

from tests.actions.chat import Chat, all_actions

SURE = 0.9
Meaning = tuple[str, dict[str, str]]  # intent, entities


@dataclass
class Talk(Chat):
    """A chat whose actions get the metadata that came with the turn."""

    sent: Mapping[str, Any] = field(default_factory=dict)

    def _run(self, name: str) -> list[dict[str, Any]]:
        metadata: Any = self.message["metadata"]  # the event in the tracker has the same dict
        metadata.update(self.sent)
        return super()._run(name)


def create_rasa(meanings: Mapping[str, Meaning]) -> Flask:
    """Rasa's REST channel. `meanings`: what each sentence that is typed in the test means."""
    app, actions = Flask(__name__), all_actions()
    talks: dict[str, Talk] = {}

    @app.post("/webhooks/rest/webhook")
    def turn() -> ResponseReturnValue:
        sender, message = request.json["sender"], request.json["message"]
        talk = talks.setdefault(sender, Talk(sender, actions))
        talk.sent = request.json["metadata"]
        if message.startswith("/"):
            intent, _, entities = message[1:].partition("{")
            talk.says(intent, **json.loads("{" + entities if entities else "{}"))
        else:
            intent, mentioned = meanings[message]
            talk.says(intent, message, SURE, **mentioned)
        return [{"custom": told} for told in talk.told], {"X-Dastak-Intent": intent, "X-Dastak-Confidence": str(SURE)}

    return app
