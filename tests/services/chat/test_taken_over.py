"""A person takes over: whatever the assistant had begun is kept and shown, and it says nothing until it has it back."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Choice, Conversation, InboundMessage
from bot.db.desk import Stretch, TimelineEvent
from bot.db.outgoing import OutgoingMessage
from bot.domain.consent import Purpose
from bot.ports import DialogueTurn, Offered, Said, SendError
from bot.services.chat.unanswered import SHOWN_AFTER
from bot.services.people import consent
from bot.tasks.by_clock import return_idle
from tests.cast import Cast
from tests.driver import post, rows, send_all, sms_form, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger, Watch
from tests.hands import give_back, take

DOORS = pytest.mark.parametrize("form", [whatsapp_form, sms_form])
OFFERS = (Offered("button.person", {}, "talk_to_person"), Offered("button.no_offers", {}, "no_offers"))


def happened(bot: Bot) -> list[str]:
    """The kinds of what the thread shows."""
    return [event.kind for event in rows(bot, TimelineEvent)]


@DOORS
def test_an_answer_that_comes_too_late_is_kept_and_shown(
    bot: Bot, cast: Cast, dialogue: FakeDialogue, messenger: FakeMessenger, form: type
) -> None:
    def take_over(turn: DialogueTurn) -> tuple[Said, ...]:
        take(bot)
        return (Said(None, {}, text="too late"),)

    dialogue.says = take_over
    post(bot, form())
    work(bot)
    [row] = rows(bot, OutgoingMessage)
    assert (row.text, row.state, row.ended_because) == ("too late", "canceled", "withheld")
    assert [event.values for event in rows(bot, TimelineEvent) if event.kind == "withheld"] == [
        {"message": f"out-{row.id}"}
    ]
    assert messenger.letters == []
    assert rows(bot, InboundMessage)[0].state == "set_aside"


def test_what_is_written_and_has_not_left_is_withheld_at_once(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    messenger.failures = [(SendError("no connection", "not_sent"), False)]
    post(bot, whatsapp_form())
    work(bot)
    take(bot)
    assert rows(bot, OutgoingMessage)[0].ended_because == "withheld"
    assert happened(bot) == ["taken", "withheld"]
    assert rows(bot, Conversation)[0].waiting_since == rows(bot, InboundMessage)[0].received_at
    watch.advance(minutes=1)
    send_all(bot)
    assert messenger.letters == []


def test_nothing_is_said_to_old_buttons_and_a_no_is_obeyed(
    bot: Bot, cast: Cast, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    dialogue.says = lambda turn: (Said("person.offer", {}, offers=OFFERS),)
    post(bot, whatsapp_form())
    work(bot)
    take(bot)
    said = len(messenger.letters)
    for choice in rows(bot, Choice):
        post(bot, whatsapp_form(choice.title, ButtonPayload=choice.token, ButtonText=choice.title))
    work(bot)
    post(bot, whatsapp_form("STOP"))
    work(bot)
    assert (len(messenger.letters), len(dialogue.turns)) == (said, 1)
    taps = rows(bot, InboundMessage)[1:]
    assert [(tap.text, tap.state) for tap in taps[:2]] == [(choice.title, "set_aside") for choice in rows(bot, Choice)]
    with bot.database.reading.begin() as db:
        assert Purpose.ANY in consent.list_withdrawn(db, cast.asha, "whatsapp")
    told = [event.values for event in rows(bot, TimelineEvent) if event.kind == "consent"]
    assert [(one["purpose"], one["agreed"]) for one in told] == [("marketing", False), ("any", False)]


def test_a_turn_that_waits_says_nothing_more(
    bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    dialogue.away = True
    post(bot, whatsapp_form())
    watch.advance(seconds=SHOWN_AFTER.total_seconds() + 10)
    asked = dialogue.ask

    def take_over(turn: DialogueTurn) -> object:
        take(bot)
        return asked(turn)

    dialogue.ask = take_over  # type: ignore[assignment, method-assign]
    work(bot)
    assert (rows(bot, OutgoingMessage), happened(bot)) == ([], ["taken"])
    assert rows(bot, InboundMessage)[0].state == "set_aside"


def test_what_was_written_to_a_person_stays_theirs_after_handing_back(
    bot: Bot, cast: Cast, dialogue: FakeDialogue
) -> None:
    post(bot, whatsapp_form())
    work(bot)
    take(bot)
    post(bot, whatsapp_form("for the agent"))
    work(bot)
    row = give_back(bot, instruction="wait for the photo")
    post(bot, whatsapp_form("for the assistant"))
    work(bot)
    assert [turn.message for turn in dialogue.turns] == ["where is it?", "for the assistant"]
    assert (row.instruction, row.owner, row.assignee_id) == ("wait for the photo", "assistant", None)
    [stretch] = rows(bot, Stretch)
    assert (stretch.why, stretch.resolved_at is None) == ("taken", False)


def test_it_is_given_back_by_itself_after_its_person_was_asked(bot: Bot, cast: Cast, watch: Watch) -> None:
    post(bot, whatsapp_form())
    work(bot)
    take(bot)
    for minutes, returned in ((59, 0), (2, 0), (6, 1)):
        watch.advance(minutes=minutes)
        assert return_idle(bot) == returned
    assert happened(bot) == ["taken", "returning", "returned"]
    [row] = rows(bot, Conversation)
    assert (row.owner, row.returns_at) == ("assistant", None)
