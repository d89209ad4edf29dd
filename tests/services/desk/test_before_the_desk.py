"""What puts a conversation before the shop's people, and what takes it off again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from bot.bootstrap import Bot
from bot.db.changes import Change
from bot.db.conversations import Conversation
from bot.db.desk import Stretch, TimelineEvent
from bot.domain.access import Viewer
from bot.domain.conversations import PersonWhy, Status
from bot.services.desk import answered, handoff, stretches
from bot.services.desk.revising import Gone, MovedOn, revise
from tests.cast import Cast
from tests.driver import post, rows, sms_form, whatsapp_form, work
from tests.fakes import Watch
from tests.hands import take
from tests.services.shelf import change


def talk(bot: Bot) -> Conversation:
    """The only conversation there is."""
    [row] = rows(bot, Conversation)
    return row


@pytest.mark.parametrize("form", [whatsapp_form, sms_form])
def test_who_is_answered_does_not_wait(bot: Bot, cast: Cast, form: Callable[[], dict[str, str]]) -> None:
    post(bot, form())
    work(bot)
    row = talk(bot)
    assert row.waiting_since is None
    assert row.active_at == bot.now()


def test_who_asked_for_a_person_waits_although_the_assistant_goes_on(bot: Bot, cast: Cast, watch: Watch) -> None:
    post(bot, whatsapp_form())
    work(bot)
    asked = watch()
    with bot.database.writing.begin() as db:
        assert handoff.ask_for_person(db, talk(bot).id, PersonWhy.ASKED, asked)
    watch.advance(minutes=2)
    post(bot, whatsapp_form("hello?"))
    work(bot)
    with bot.database.writing.begin() as db:
        assert not handoff.ask_for_person(db, talk(bot).id, PersonWhy.VOICE_NOTE, watch())
    assert talk(bot).waiting_since == asked
    assert [(row.why, row.opened_at, row.resolved_at) for row in rows(bot, Stretch)] == [("asked", asked, None)]
    assert [(row.kind, row.values) for row in rows(bot, TimelineEvent)] == [("needs_person", {"why": "asked"})]


def test_who_was_shown_because_the_assistant_was_away_is_answered_at_last(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form())
    with bot.database.writing.begin() as db:
        handoff.ask_for_person(db, talk(bot).id, PersonWhy.ASSISTANT_AWAY, bot.now())
    work(bot)
    assert (talk(bot).needs_person_since, talk(bot).waiting_since) == (None, None)


def test_who_is_marked_as_seen_to_at_the_terminal_waits_no_more(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form())
    work(bot)
    with bot.database.writing.begin() as db:
        handoff.ask_for_person(db, talk(bot).id, PersonWhy.ASKED, bot.now())
        assert answered.mark_answered(db, cast.shop, talk(bot).id, bot.now())
        assert not answered.mark_answered(db, cast.shop, talk(bot).id, bot.now())
    assert (talk(bot).needs_person_since, talk(bot).waiting_since) == (None, None)
    assert rows(bot, TimelineEvent)[-1].kind == "answered"


def test_who_writes_to_a_person_waits_from_the_first_message_on(bot: Bot, cast: Cast, watch: Watch) -> None:
    post(bot, whatsapp_form())
    work(bot)
    take(bot)
    wrote = watch()
    for _ in range(2):
        post(bot, whatsapp_form("are you there?"))
        work(bot)
        watch.advance(minutes=1)
    assert talk(bot).waiting_since == wrote


@pytest.mark.parametrize(("rested", "happened"), [(Status.SNOOZED, "woken"), (Status.RESOLVED, "reopened")])
def test_a_message_opens_what_rested(bot: Bot, cast: Cast, watch: Watch, rested: Status, happened: str) -> None:
    post(bot, whatsapp_form())
    work(bot)
    change(bot, Conversation, talk(bot).id, status=rested, snoozed_until=watch(), snoozed_for="time")
    before = talk(bot).version
    post(bot, whatsapp_form("one more thing"))
    work(bot)
    row = talk(bot)
    assert (row.status, row.snoozed_until, row.snoozed_for, row.version) == (Status.OPEN, None, None, before + 1)
    assert [(event.kind, event.values) for event in rows(bot, TimelineEvent)] == [(happened, {"by": "message"})]


def test_a_stretch_is_open_once_and_again_when_it_was_resolved(bot: Bot, cast: Cast, watch: Watch) -> None:
    post(bot, whatsapp_form())
    work(bot)
    for resolved in (None, watch()):
        with bot.database.writing.begin() as db:
            row = db.get_one(Conversation, talk(bot).id)
            for why in ("asked", "taken"):
                stretches.open_stretch(db, row, why, watch())
            open_one = stretches.find_open(db, row.id)
            assert open_one is not None
            assert open_one.why == "asked"
            open_one.resolved_at = resolved or watch()
    assert len(rows(bot, Stretch)) == 2


def test_each_transaction_notes_a_conversation_once(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form())
    work(bot)
    told = Counter((row.merchant_id, row.kind, row.thing_id) for row in rows(bot, Change))
    assert set(told) == {(cast.shop, "conversation", talk(bot).id)}
    with bot.database.writing.begin() as db:
        for why in (PersonWhy.ASKED, PersonWhy.ASKED):
            handoff.ask_for_person(db, talk(bot).id, why, bot.now())
            handoff.take_off(db, talk(bot).id, why, bot.now())
    assert len(rows(bot, Change)) == told.total() + 1


def test_a_change_is_based_on_what_is(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form())
    work(bot)
    row, viewer = talk(bot), Viewer(cast.shop, 1, sees_all=False)
    with bot.database.writing.begin() as db:
        assert revise(db, viewer, row.id, row.version, bot.now()).version == row.version + 1
    with bot.database.writing.begin() as db:
        with pytest.raises(MovedOn) as moved:
            revise(db, viewer, row.id, row.version, bot.now())
        assert moved.value.present.version == row.version + 1
        for other, row_id in ((Viewer(cast.other_shop, 1), row.id), (viewer, row.id + 1)):
            with pytest.raises(Gone):
                revise(db, other, row_id, None, bot.now())
