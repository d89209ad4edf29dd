"""Many messages through one counter, some at a time; every one that fails is listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

# Rasa, the action server and the worker's turn share two cores.
AT_ONCE = 3


def failures(check: Callable[[str], str], messages: Iterable[str]) -> list[str]:
    """What `check` says of each message ("" where all is well), with the message."""
    asked = list(messages)
    with ThreadPoolExecutor(AT_ONCE) as hands:
        return [f"{message} → {why}" for message, why in zip(asked, hands.map(check, asked), strict=True) if why]
