"""What reads a message before the action that its words were taken for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from actions.dialogue.slots import Events
from actions.dialogue.turn import Turn

if TYPE_CHECKING:
    from actions.dialogue.visit import Visit

Reading = Callable[["Visit"], Events | None]
# What we said last, and what reads the customer's answer to it before the action that its words were taken for.
_READINGS: dict[str, Reading] = {}
# What reads a typed message by its words.
_BY_WORDS: list[Callable[[Turn], Reading | None]] = []
# What reads any message that its test lets through, whatever we said last.
_READINGS_OF_ANY: list[tuple[Callable[[Turn], bool], Reading]] = []
# Those that change no row, so that their turn need not wait for whoever writes.
_ONLY_READ: set[Reading] = set()


def reads_answer_to(*keys: str) -> Callable[[Reading], Reading]:
    """Let a function read what is answered to these sentences, whatever it was taken for.

    Its None leaves the message to the action.
    """

    def register(reading: Reading) -> Reading:
        _READINGS.update(dict.fromkeys(keys, reading))
        return reading

    return register


def reads_words(find: Callable[[Turn], Reading | None]) -> Callable[[Turn], Reading | None]:
    """Let a function find what reads a message by its words, whatever it was taken for.

    What it finds comes after the reading of an answer to what we said last; its None leaves the message to the action.
    """
    _BY_WORDS.append(find)
    return find


def reads_any(test: Callable[[Turn], bool], *, writes: bool = True) -> Callable[[Reading], Reading]:
    """Let a function read every message that `test` (of the turn alone) lets through, whatever it was taken for.

    Its None leaves the message to the next reading or to the action; with no events an open form comes back. `writes`:
    whether it may change a row.
    """

    def register(reading: Reading) -> Reading:
        _READINGS_OF_ANY.append((test, reading))
        _ONLY_READ.update(() if writes else (reading,))
        return reading

    return register


def find_readings(turn: Turn) -> list[Reading]:
    """Return what reads this message before the action does: an answer to what we said last comes first."""
    answer = _READINGS.get(turn.last.key)
    # Once something came between a question and its answer, that has read it already.
    of_any = [] if turn.interrupted or turn.is_button else [read for test, read in _READINGS_OF_ANY if test(turn)]
    return [*([answer] if answer else []), *of_any]


def find_reading_by_words(turn: Turn) -> Reading | None:
    """Return what reads this message by its words; None when nothing does."""
    return next((found for find in _BY_WORDS if (found := find(turn))), None)


def may_write(readings: Iterable[Reading]) -> bool:
    """Whether one of them may change a row, so that their turn has to wait for whoever writes."""
    return not _ONLY_READ.issuperset(readings)
