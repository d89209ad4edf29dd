"""A number that only taps is answered twice as often in a minute as one that writes, and no more."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.ports import Offered, Said
from bot.services.chat.floods import TAPS
from tests.cast import JOHN
from tests.driver import post, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger, Watch
from tests.services.chat.test_floods import PAUSE, PER_MINUTE, small_share, states

__all__ = ["small_share"]


@pytest.fixture(autouse=True)
def offered(dialogue: FakeDialogue) -> None:
    """Every answer has a button."""
    person = Offered("button.person", {}, "talk_to_person")
    dialogue.says = lambda turn: (Said("greet.hello", {}, offers=(person,)),)


def tap(bot: Bot, messenger: FakeMessenger, *, typed: bool = False) -> None:
    """Tap the newest button there is, or type what stands on it."""
    [button] = next(letter.buttons for letter in reversed(messenger.letters) if letter.buttons)
    # The very same text again and again would be a machine's anyway.
    title = button.title + "!" * (len(messenger.letters) % 4)
    tapped = {} if typed else {"ButtonText": button.title, "ButtonPayload": button.token}
    post(bot, whatsapp_form(title, JOHN, **tapped))
    work(bot)


@pytest.mark.parametrize("typed", [False, True])
def test_taps_are_beyond_twice_as_many_and_a_stop_word_still_is_not(
    bot: Bot, messenger: FakeMessenger, watch: Watch, typed: bool
) -> None:
    post(bot, whatsapp_form("hello", JOHN))
    work(bot)
    for _ in range(10):
        tap(bot, messenger, typed=typed)
        watch.advance(seconds=1)
    answered = TAPS * PER_MINUTE
    assert states(bot) == ["answered"] * answered + ["beyond"] * (11 - answered)
    assert messenger.texts.count(PAUSE) == 1
    post(bot, whatsapp_form("STOP", JOHN))
    work(bot)
    assert states(bot)[-1] == "answered"


def test_one_tap_in_ten_seconds_is_never_beyond(bot: Bot, messenger: FakeMessenger, watch: Watch) -> None:
    post(bot, whatsapp_form("hello", JOHN))
    work(bot)
    for _ in range(20):
        watch.advance(seconds=60 / (TAPS * PER_MINUTE))
        tap(bot, messenger)
    assert set(states(bot)) == {"answered"}
