"""What the assistant was trained with from the beginning, read from data/nlu by the words of each message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from bot.domain.teaching.keys import key_of
from bot.places import ROOT

DATA = ROOT / "data" / "nlu"
_INTENT, _EXAMPLE = "- intent: ", "    - "


@lru_cache(maxsize=1)
def read_known() -> Mapping[str, tuple[str, str]]:
    """Return (intent, text) of each message, by its key."""
    return {key_of(text): (intent, text) for path in sorted(DATA.glob("*/*.yml")) for intent, text in _examples(path)}


@lru_cache(maxsize=1)
def list_intents() -> frozenset[str]:
    """Return the intents that there are messages for."""
    return frozenset(intent for intent, _ in read_known().values())


def _examples(path: Path) -> Iterator[tuple[str, str]]:
    """Rasa's form, as the files have it: an intent, then a message a line."""
    intent = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(_INTENT):
            intent = line.removeprefix(_INTENT).strip()
        elif line.startswith(_EXAMPLE) and intent:
            yield intent, line.removeprefix(_EXAMPLE).strip()
