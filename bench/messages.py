"""Real-looking messages to measure with: the held-out ones of tests/nlu, in all seven locales."""

from __future__ import annotations

import random
import re
from pathlib import Path

_EXAMPLE = re.compile(r"^\s{4,}- (.+)$", re.MULTILINE)
HELD_OUT = Path(__file__).resolve().parents[1] / "tests" / "nlu"
# What the model of `rasa init` was trained to understand.
MOODS = [
    "hi",
    "hello there",
    "i am sad",
    "i am very happy",
    "bye",
    "are you a bot?",
    "not so good",
    "great",
    "yes",
    "no",
]


def shop_messages(count: int, seed: int = 7) -> list[str]:
    """So many messages, drawn with repetition."""
    texts = [t for path in sorted(HELD_OUT.glob("test_*.yml")) for t in _EXAMPLE.findall(path.read_text("utf-8"))]
    return random.Random(seed).choices(texts, k=count)


def moods(count: int, seed: int = 7) -> list[str]:
    """Messages for the model of `rasa init`, as many and as often."""
    return random.Random(seed).choices(MOODS, k=count)


def phone(number: int) -> str:
    """A customer's number."""
    return f"+9197{number:08d}"


def receiver(number: int) -> str:
    """Return a customer's address on WhatsApp, as Twilio writes it."""
    return f"whatsapp:{phone(number)}"


def whatsapp_form(number: int, text: str, account: str, sender: int | None = None) -> dict[str, str]:
    """What Twilio posts for the `number`-th message, from the customer of that number if no other is named."""
    sender = number if sender is None else sender
    sid = f"SM{number:032x}"
    return {
        "MessageSid": sid,
        "SmsMessageSid": sid,
        "SmsSid": sid,
        "AccountSid": account,
        "ApiVersion": "2010-04-01",
        "SmsStatus": "received",
        "From": receiver(sender),
        "To": "whatsapp:+917900000000",
        "WaId": phone(sender).lstrip("+"),
        "ProfileName": "Asha",
        "Body": text,
        "NumMedia": "0",
        "NumSegments": "1",
        "ReferralNumMedia": "0",
    }
