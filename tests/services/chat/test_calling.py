"""What puts a conversation before a person by itself, and that it is done once."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.desk import Stretch, TimelineEvent
from bot.domain.conversations import PersonWhy
from bot.domain.requests import RequestKind
from bot.ports import Answered, Said
from bot.services.desk import handoff
from bot.services.desk.requests import NewRequest, open_request, withdraw
from tests.cast import Cast
from tests.driver import post, rows, sms_form, whatsapp_form, work
from tests.fakes import FakeDialogue


@pytest.mark.parametrize("form", [whatsapp_form, sms_form])
@pytest.mark.parametrize(
    ("key", "intent", "why"),
    [
        ("fallback.first", "nlu_fallback", None),
        ("fallback.second", "nlu_fallback", "gave_up"),
        ("flow.stuck", "inform", "gave_up"),
        ("complaint.sorry", "complaint", "angry"),
        ("request.done.return", "return_item", "request"),
        ("deny.nothing", "deny", None),
        ("deny.nothing", "complaint", None),
    ],
)
def test_what_a_person_has_to_look_at_is_put_before_one_once(
    bot: Bot, cast: Cast, dialogue: FakeDialogue, form: type, key: str, intent: str, why: str | None
) -> None:
    values = {"reference": "RQ-1", "number": "1", "noted": ""}
    dialogue.ask = lambda turn: Answered((Said(key, values),), intent, 0.9)  # type: ignore[method-assign]
    for _ in range(2):
        post(bot, form())
        work(bot)
    [row] = rows(bot, Conversation)
    assert row.needs_person_why == why
    assert (row.waiting_since is None) == (why is None)
    assert [event.values for event in rows(bot, TimelineEvent)] == ([{"why": why}] if why else [])


def test_a_request_that_is_taken_back_needs_nobody(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form())
    work(bot)
    [row] = rows(bot, Conversation)
    asked = NewRequest(cast.asha, row.id, None, RequestKind.INVOICE, "", "once", "RQ-2345")
    with bot.database.writing.begin() as db:
        opened = open_request(db, cast.shop, asked, bot.now())
        handoff.ask_for_person(db, row.id, PersonWhy.REQUEST, bot.now())
        assert withdraw(db, cast.shop, row.id, opened.reference, bot.now())
    assert rows(bot, Conversation)[0].needs_person_since is None
    assert rows(bot, Stretch)[0].resolved_at is not None
