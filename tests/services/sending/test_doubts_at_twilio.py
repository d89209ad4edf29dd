"""A list that is late, shows no bodies or is dated by a clock behind ours, and callbacks lost: never sent twice."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot import tasks
from bot.bootstrap import STATUS_PATH, Bot
from bot.channels.twilio.client import TwilioMessenger
from bot.db.outgoing import OutgoingMessage
from bot.ports import Offered, Said
from bot.services.sending.in_doubt import ABSENT_FOR, SILENT_FOR
from tests.cast import ASHA, Cast
from tests.driver import callback, post, rows, whatsapp_form, work_now
from tests.fakes import PUBLIC_URL, START, FakeDialogue, Watch
from tests.simulator.conftest import Simulator, shop, simulator

__all__ = ["shop", "simulator"]
DIFFERENCES = {"late_list": 45, "null_bodies": 0, "slow_clock": 10}
COMBINED = [chosen for count in range(4) for chosen in itertools.combinations(DIFFERENCES, count)]
OFFERS = (Offered("button.problem", {}, "report_problem"), Offered("button.other_day", {}, "reschedule_delivery"))


@dataclass
class Street:
    """The bot with the simulator for its Twilio, and the one clock of both."""

    bot: Bot
    twilio: Simulator
    watch: Watch

    def fault(self, kind: str, **more: object) -> None:
        assert self.twilio.sim("POST", "/faults", {"kind": kind, **more}).status_code == 200

    def wait_until_settled(self) -> timedelta:
        """Look whenever a look is due, and send what is queued; how long it took until nothing was in doubt."""
        began = self.watch()
        while row := next((one for one in rows(self.bot, OutgoingMessage) if one.state in ("unknown", "queued")), None):
            if row.not_before is not None and row.not_before > self.watch():
                self._pass(row.not_before - self.watch())
            (tasks.settle if row.state == "unknown" else tasks.send)(self.bot, row.id)
            assert self.watch() < began + timedelta(minutes=10)
        return self.watch() - began

    def got(self) -> list[str]:
        """What Asha's phone has been sent, by Twilio's whole list."""
        self.twilio.sim("DELETE", "/faults")
        sent = self.twilio.client.messages.list(to=f"whatsapp:{ASHA}")
        return [message.sid for message in reversed(sent)]

    def _pass(self, time: timedelta) -> None:
        self.watch.time += time
        self.twilio.world.advance(time.total_seconds())


@pytest.fixture
def street(bot: Bot, cast: Cast, watch: Watch, simulator: Simulator) -> Iterator[Street]:
    account = (simulator.settings.twilio_account_sid, simulator.settings.twilio_auth_token)
    messenger = TwilioMessenger(*account, simulator.url, PUBLIC_URL + STATUS_PATH)
    simulator.world.advance(START.timestamp() - simulator.world.now())
    simulator.world.pace = 0.0
    simulator.write(ASHA)
    street = Street(replace(bot, messenger=messenger), simulator, watch)
    street.fault("drop_callbacks")
    yield street
    simulator.settle()


def _ask(street: Street) -> None:
    post(street.bot, whatsapp_form())
    work_now(street.bot)


@pytest.mark.parametrize("chosen", COMBINED, ids=lambda chosen: "+".join(chosen) or "none")
@pytest.mark.parametrize("offers", [(), OFFERS], ids=["text", "content"])
def test_what_left_is_found_and_not_sent_again(
    street: Street, dialogue: FakeDialogue, chosen: tuple[str, ...], offers: tuple[Offered, ...]
) -> None:
    dialogue.says = lambda turn: (Said(None, {}, text="Sure?", offers=offers),)
    for kind in chosen:
        street.fault(kind, seconds=DIFFERENCES[kind])
    street.fault("timeout_after_accept", count=1)
    _ask(street)
    assert [row.state for row in rows(street.bot, OutgoingMessage)] == ["unknown"]
    took = street.wait_until_settled()
    assert took < timedelta(seconds=60)
    assert street.got() == [row.sid for row in rows(street.bot, OutgoingMessage)]


@pytest.mark.parametrize("chosen", COMBINED, ids=lambda chosen: "+".join(chosen) or "none")
@pytest.mark.parametrize("heard", [True, False], ids=["callbacks", "no callbacks"])
def test_what_was_not_taken_is_sent_once_after_patience(street: Street, chosen: tuple[str, ...], heard: bool) -> None:
    _ask(street)
    for kind in chosen:
        street.fault(kind, seconds=DIFFERENCES[kind])
    street.fault("500", count=1)
    _ask(street)
    first, second = rows(street.bot, OutgoingMessage)
    assert (first.state, second.state) == ("accepted", "unknown")
    if heard:
        street.watch.advance(seconds=1)
        callback(street.bot, first, "delivered")
    took = street.wait_until_settled()
    patience = ABSENT_FOR if heard else SILENT_FOR
    assert patience - timedelta(seconds=2) <= took < patience + timedelta(seconds=10)
    assert street.got() == [row.sid for row in rows(street.bot, OutgoingMessage)]


def test_three_in_doubt_one_after_the_other_keep_their_order(street: Street) -> None:
    for kind, seconds in DIFFERENCES.items():
        street.fault(kind, seconds=seconds)
    street.fault("timeout_after_accept", count=3)
    for _ in range(3):
        _ask(street)
    street.wait_until_settled()
    assert len(street.got()) == 3
    assert street.got() == [row.sid for row in rows(street.bot, OutgoingMessage)]


def test_a_callback_settles_before_the_list(street: Street) -> None:
    street.fault("late_list", seconds=45)
    street.fault("timeout_after_accept", count=1)
    _ask(street)
    [row] = rows(street.bot, OutgoingMessage)
    [sid] = street.got()
    callback(street.bot, row, "sent", MessageSid=sid)
    assert street.wait_until_settled() == timedelta()
    assert rows(street.bot, OutgoingMessage)[0].sid == sid


def test_what_a_callback_says_is_another_rows_is_not_taken_for_this_one(street: Street) -> None:
    _ask(street)
    [sid] = street.got()
    [first] = rows(street.bot, OutgoingMessage)
    # A second copy of the first message, which Twilio tells of only now.
    copy = street.twilio.send(f"whatsapp:{ASHA}", body="echo: where is it?", status_callback=None)
    callback(street.bot, first, "sent", MessageSid=copy.sid)
    street.fault("drop_callbacks")
    street.fault("500", count=1)
    _ask(street)
    street.wait_until_settled()
    found = [row.sid for row in rows(street.bot, OutgoingMessage)]
    assert found[0] == sid
    assert copy.sid not in found
    assert len(street.got()) == 3
