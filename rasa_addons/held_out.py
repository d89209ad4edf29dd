"""The messages that are never trained on, read from tests/nlu. Pure: no Rasa."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

TESTS = Path("tests/nlu")
HARD = "hard"


class HeldOut(NamedTuple):
    """A message that is never trained on, and the intents that are right for it."""

    locale: str
    kind: str
    text: str
    wanted: tuple[str, ...]


def held_out(kind: str, folder: Path = TESTS) -> list[HeldOut]:
    """Return the messages in the files of a kind: `test`, or `blind` (see tests/nlu/README.md)."""
    messages = []
    for path in sorted(folder.glob(f"{kind}_*.yml")):
        locale = path.stem.removeprefix(f"{kind}_")
        messages += [HeldOut(locale, kind, text, (intent,)) for text, intent in examples_in(path)]
    return messages


def hard_messages(folder: Path = TESTS / HARD) -> list[HeldOut]:
    """Return the hard messages, one file a locale: by kind, [intent or intents, message, what it mentions …]."""
    return [
        HeldOut(path.stem, kind, text, tuple(wanted.split("|")))
        for path in sorted(folder.glob("*.yml"))
        for kind, messages in _read(path).items()
        for wanted, text, *_ in messages
    ]


def examples_in(path: Path) -> Iterator[tuple[str, str]]:
    """Each message of a file in Rasa's form, with its intent."""
    for block in _read(path)["nlu"]:
        for line in block["examples"].splitlines():
            if line.startswith("- "):
                yield line[2:].strip(), block["intent"]


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
