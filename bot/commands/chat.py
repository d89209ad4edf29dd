"""A customer's phone in a terminal: writes through the simulator and prints what comes back."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import requests

from bot.domain.channels import Channel

ANSWER_SECONDS = 30.0
# A turn may be several messages; the next one follows the last within this time, or it was the last.
MORE_SECONDS = 1.5
LONGEST_POLL = 20.0


class NoAnswer(Exception):
    """Nothing came back, or nobody is there: one sentence for the person at the terminal."""


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """A button or a row of a list below the message `sid`."""

    sid: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class ShopMessage:
    """A message of the shop."""

    seq: int
    text: str
    choices: tuple[ShownChoice, ...]


class PhoneLine:
    """One customer's number on one channel of the simulator."""

    def __init__(self, simulator_url: str, number: str, channel: str) -> None:
        self.simulator_url, self.number, self.channel = simulator_url, number, channel
        self.seen = 0
        self.http = requests.Session()
        self.http.trust_env = False  # the simulator is on this machine, whatever proxy is set
        self._call("POST", "", {"number": number})  # a number nobody has used yet becomes a phone
        self._look(0)

    def write(self, text: str) -> None:
        """Send a text."""
        self._send({"text": text})

    def tap(self, choice: ShownChoice) -> None:
        """Tap a button; on SMS there are none, and the words are sent."""
        if self.channel == Channel.SMS:
            return self.write(choice.title)
        return self._send({"button": choice.id, "reply_to": choice.sid})

    def replies(self, seconds: float = ANSWER_SECONDS) -> list[ShopMessage]:
        """What the shop says from now on, until it has said nothing more for a moment.

        Raises:
            NoAnswer: nothing came in this time.
        """
        deadline, found = time.monotonic() + seconds, list[ShopMessage]()
        while (left := deadline - time.monotonic()) > 0:
            new = self._look(min(left, LONGEST_POLL))
            if new:
                found += new
                deadline = time.monotonic() + MORE_SECONDS
        if not found:
            raise NoAnswer(
                f"No reply came within {seconds:.0f} seconds: see the logs of worker and rasa in VAR_DIR/log."
            )
        return found

    def _send(self, message: dict[str, str]) -> None:
        self._call("POST", f"/{quote(self.number)}/messages", {"channel": self.channel, **message})

    def _look(self, wait: float) -> list[ShopMessage]:
        path = f"/{quote(self.number)}/messages?channel={self.channel}&after={self.seen}&wait={wait:.2f}"
        messages = self._call("GET", path)["messages"]
        self.seen = max((int(message["seq"]) for message in messages), default=self.seen)
        return [_received(message) for message in messages if message["direction"] == "in"]

    def _call(self, method: str, path: str, body: dict[str, str] | None = None) -> Any:
        try:
            answer = self.http.request(method, f"{self.simulator_url}/sim/phones{path}", json=body, timeout=60)
            given = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise NoAnswer(f"Nothing answers at {self.simulator_url}: start the system with `make run`.") from error
        if not answer.ok:
            raise NoAnswer(f"The simulator refused that: {given.get('error', answer.status_code)}.")
        return given


def say_once(line: PhoneLine, text: str) -> None:
    """Write one message and print the reply alone."""
    line.write(text)
    for reply in line.replies():
        print(reply.text)


def converse(line: PhoneLine) -> None:
    """A prompt until the end of input; a number taps that button of the last reply."""
    choices: list[ShownChoice] = []
    print(f"You are {line.number} on {line.channel}. Ctrl-D ends; a number taps a button.")
    while (text := _prompt()) is not None:
        if not text:
            continue
        try:
            _write_or_tap(line, text, choices)
            choices = _show(line.replies())
        except NoAnswer as error:
            print(error)


def _prompt() -> str | None:
    try:
        return input("> ").strip()
    except (EOFError, KeyboardInterrupt):
        print()
        return None


def _write_or_tap(line: PhoneLine, text: str, choices: list[ShownChoice]) -> None:
    if text.isdecimal() and 1 <= int(text) <= len(choices):
        line.tap(choices[int(text) - 1])
    else:
        line.write(text)


def _show(replies: list[ShopMessage]) -> list[ShownChoice]:
    """Print the replies, their choices numbered through."""
    choices: list[ShownChoice] = []
    for reply in replies:
        print(reply.text)
        for choice in reply.choices:
            choices.append(choice)
            print(f"[{len(choices)}] {choice.title}")
    return choices


def _received(message: dict[str, Any]) -> ShopMessage:
    rich = message.get("rich") or {}
    actions = rich.get("actions", []) + [action for card in rich.get("cards", []) for action in card["actions"]]
    offered = [action for action in actions if action["type"] == "QUICK_REPLY"]
    offered += rich.get("list", {}).get("items", [])
    choices = tuple(ShownChoice(message["sid"], each["id"], each["title"]) for each in offered)
    pictures = [f"({media['kind']}: {media['url']})" for media in message.get("media", [])]
    return ShopMessage(int(message["seq"]), "\n".join(filter(None, [message["body"], *pictures])), choices)
