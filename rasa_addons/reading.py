"""How a message was read, for whoever asks why it was answered so: guesses, mentions, the actions that ran."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel

MOST, LONGEST = 12, 80  # mentions of a message; characters of each


class NotedOutput(CollectingOutputChannel):
    """Collects the answers, and the names of the actions that ran for them (`fast_actions` notes these)."""

    def __init__(self) -> None:
        """`ran`: in order."""
        super().__init__()
        self.ran: list[str] = []


def tell_reading(parsed: Mapping[str, Any], ran: Sequence[str], model: str) -> str:
    """The reading as JSON in ASCII, since it travels in a header."""
    told = {
        "ranking": [[each.get("name"), each.get("confidence")] for each in parsed.get("intent_ranking") or ()],
        "entities": [
            [each.get("entity"), str(each.get("value"))[:LONGEST]] for each in (parsed.get("entities") or ())[:MOST]
        ],
        "actions": list(ran)[:MOST],
        "model": model,
    }
    return json.dumps(told, ensure_ascii=True, separators=(",", ":"))
