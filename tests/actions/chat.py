"""A chat with the actions, without Rasa: its rules are read from data/rules, its forms' loop is played here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from ruamel.yaml import YAML

RULES = Path(__file__).parents[2] / "data" / "rules"


@dataclass
class Chat:
    """One conversation; `told` holds the keyed messages of the last turn."""

    sender: str
    actions: dict[str, Action]
    locale: str | None = "en"
    channel: str = "whatsapp"
    events: list[dict[str, Any]] = field(default_factory=list)
    slots: dict[str, Any] = field(default_factory=dict)
    form: str | None = None
    told: list[dict[str, Any]] = field(default_factory=list)
    turn: int = 0
    now: float = 0.0  # Rasa's clock, in seconds
    mentions: Callable[[str], list[dict[str, Any]]] = field(default=lambda _text: [])  # what is read off a text besides
    last_told: dict[str, Any] = field(default_factory=dict)  # by others than the dialogue
    ranking: tuple[str, ...] = ()  # the likeliest intents, as Rasa's own model ranks them

    def says(self, intent: str, text: str = "", confidence: float = 0.9, /, **entities: str) -> list[str]:
        """The customer writes `text` (or, without one, taps a button); gives the keys of the answer."""
        self.turn += 1
        self.told = []
        self.message = {
            "intent": {"name": intent, "confidence": confidence},
            "intent_ranking": [{"name": name} for name in self.ranking],
            "entities": [
                *({"entity": name, "value": value} for name, value in entities.items()),
                *self.mentions(text),
            ],
            "text": text or f"/{intent}",
            "metadata": {"message_id": str(self.turn), "locale": self.locale, "channel": self.channel}
            | ({"last_told": self.last_told} if self.last_told else {}),
        }
        self.events.append({"event": "user", "timestamp": self.now, "parse_data": self.message, **self.message})
        if not self.form or not self._run_form():
            action = ACTION_OF[intent]
            if action.endswith("_form"):
                self.form = action
            elif action.startswith("action_"):
                self._run(action)
                self.events.append({"event": "action", "name": action})
            if self.form:
                self._run_form()
        return [message["key"] for message in self.told]

    def taps(self, key: str) -> list[str]:
        """The customer taps a button of the last answer by its key."""
        buttons = [button for message in self.told for button in message.get("buttons", [])]
        button = next(button for button in buttons if button["key"] == key)
        return self.says(button["intent"], **button["entities"])

    def _run_form(self) -> bool:
        """Run the open form; False when it rejected the message (Rasa's ActionExecutionRejection)."""
        form = self.form
        before = len(self.events)
        done = self._run(f"validate_{form}")
        if not any(event["event"] == "slot" and event["name"] != "requested_slot" for event in done):
            del self.events[before:]
            return False
        self.events.append({"event": "action", "name": form})
        if self.slots.get("requested_slot") is None:
            self.form = None
        return True

    def _run(self, name: str) -> list[dict[str, Any]]:
        tracker = Tracker(
            self.sender, dict(self.slots), self.message, list(self.events), False, None, {"name": self.form}, None
        )
        dispatcher = CollectingDispatcher()
        done = self.actions[name].run(dispatcher, tracker, {})
        for message in dispatcher.messages:
            self.told.append(message["custom"])
            said = {
                "event": "bot",
                "timestamp": self.now,
                "text": message["text"],
                "data": {"custom": message["custom"]},
            }
            self.events.append(said)
        for event in done:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
            elif event["event"] == "active_loop":
                self.form = event["name"]
        return list(done)


def _rules() -> dict[str, str]:
    found = {}
    for path in RULES.glob("*.yml"):
        for rule in YAML(typ="safe").load(path)["rules"]:
            steps = rule["steps"]
            intents = [step["intent"] for step in steps[0].get("or", [steps[0]]) if "intent" in step]
            found.update(dict.fromkeys(intents, steps[1].get("action", "")))
    return found


@cache
def all_actions() -> dict[str, Action]:
    """Every action of the action server by its name, found as the server finds them."""
    executor = ActionExecutor()
    executor.register_package("actions")
    return {name: run.__self__ for name, run in executor.actions.items()}


ACTION_OF = _rules()
