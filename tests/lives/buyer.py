"""A buyer with a phone: reads what it shows, taps or types, follows links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.lives.stage import Stage
from tests.patience import PATIENCE

BROWSER = "Mozilla/5.0 (Linux; Android 14; SM-A146B) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


@dataclass
class Buyer:
    """Somebody of the cast. `place` (one digit) makes the ids of what they buy their own.

    When the phone is put down: `seen` is all that it shows, on both channels, and `held` why messages of each rule
    had to wait, in order.
    """

    stage: Stage = field(repr=False)
    customer_id: int
    number: str
    name: str
    locale: str
    channel: str
    order: str
    place: int
    seen: list[dict[str, Any]] = field(default_factory=list, repr=False)
    held: dict[str, list[str]] = field(default_factory=dict)

    def shown(self, channel: str) -> list[dict[str, Any]]:
        """What the shop has put on the phone, oldest first."""
        bubbles = self.stage.sim(f"/phones/{self.number}/messages?channel={channel}")["messages"]
        return [bubble for bubble in bubbles if bubble["direction"] == "in"]

    def writes(self, text: str) -> None:
        """Types a message and waits for what comes of it."""
        self._send({"channel": self.channel, "text": text})
        self.stage.rest()

    def chooses(self, position: int) -> None:
        """Takes a choice of the newest message (from 1): taps its button; by SMS types its number."""
        last = self.shown(self.channel)[-1]
        if self.channel == "sms":
            assert f"\n{position}. " in last["body"], last["body"]
            self.writes(str(position))
            return
        buttons = last["rich"].get("actions", [])
        assert len(buttons) >= position, last["body"]
        self._send({"channel": self.channel, "button": {"id": buttons[position - 1]["id"]}, "reply_to": last["sid"]})

    def follows_link(self) -> str:
        """Opens the link of the newest message; where it leads."""
        (link,) = re.findall(r"http://\S+", self.shown(self.channel)[-1]["body"])
        answer = requests.get(link, headers={"User-Agent": BROWSER}, allow_redirects=False, timeout=PATIENCE)
        return answer.headers["Location"]

    def puts_phone_down(self) -> None:
        """Notes what there is to see of the fortnight: the stage closes."""
        self.seen = [*self.shown("whatsapp"), *self.shown("sms")]
        self.held = {rule: why for (whose, rule), why in self.stage.held.items() if whose == self.customer_id}

    def _send(self, message: dict[str, Any]) -> None:
        self.stage.sim(f"/phones/{self.number}/messages", message)
        self.stage.work()
