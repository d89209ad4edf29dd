"""Who is to blame for a failed turn: the message, or a dialogue that answers nobody."""

from __future__ import annotations

import pytest

from bot.ports import Answered, DialogueAway, DialogueDown, DialogueTurn, Said
from bot.watched_dialogue import LOOK_EVERY, WatchedDialogue
from tests.fakes import FakeDialogue

TURN, POISON = DialogueTurn("c_1", "hello", {}), DialogueTurn("c_2", "poison", {})


class Broken(FakeDialogue):
    """Fails at poison; counts how often it is tried out."""

    def __init__(self) -> None:
        super().__init__()
        self.tried = 0
        self.stuck = False
        self.says = self._says

    def answers(self) -> bool:
        self.tried += 1
        return super().answers() and not self.stuck

    def _says(self, turn: DialogueTurn) -> tuple[Said, ...]:
        if self.stuck or turn is POISON:
            raise DialogueDown("lost")
        return (Said(None, {}, text="hi"),)


class Seconds:
    """A clock of seconds that moves when told."""

    def __init__(self) -> None:
        self.time = 100.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def rasa() -> Broken:
    """Answers all but poison."""
    return Broken()


@pytest.fixture
def seconds() -> Seconds:
    """Moves when told."""
    return Seconds()


@pytest.fixture
def watched(rasa: Broken, seconds: Seconds) -> WatchedDialogue:
    """The dialogue as a worker has it."""
    return WatchedDialogue(rasa, seconds)


def test_a_message_that_fails_alone_keeps_nobody_waiting(watched: WatchedDialogue, rasa: Broken) -> None:
    for _ in range(3):
        with pytest.raises(DialogueDown) as raised:
            watched.ask(POISON)
        assert not isinstance(raised.value, DialogueAway)
        assert watched.ask(TURN).said


def test_what_fails_for_everybody_is_asked_by_nobody(watched: WatchedDialogue, rasa: Broken, seconds: Seconds) -> None:
    rasa.stuck = True
    with pytest.raises(DialogueDown) as raised:
        watched.ask(TURN)
    assert not isinstance(raised.value, DialogueAway), "this one was begun, and may be what broke it"
    asked = len(rasa.turns)
    for _ in range(20):
        with pytest.raises(DialogueAway):
            watched.ask(TURN)
    assert (len(rasa.turns), rasa.tried) == (asked, 1)
    seconds.time += LOOK_EVERY
    with pytest.raises(DialogueAway):
        watched.ask(TURN)
    rasa.stuck = False
    seconds.time += LOOK_EVERY
    assert watched.ask(TURN).said
    assert rasa.tried == 3


def test_a_refused_connection_is_evidence_enough(watched: WatchedDialogue, rasa: Broken, seconds: Seconds) -> None:
    rasa.away = True
    with pytest.raises(DialogueAway):
        watched.ask(TURN)
    assert rasa.tried == 0
    rasa.away = False
    seconds.time += LOOK_EVERY
    assert isinstance(watched.ask(TURN), Answered)
