"""A newsletter is taken and ended by taps: the word is kept with its question, and a stop of offers counts for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Choice, Conversation
from bot.db.newsletters import NewsletterWord
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Consent
from bot.services.broadcasts.audience import count_audience
from bot.services.chat import newsletter_taps
from bot.services.people import consent, newsletters
from tests.cast import Cast
from tests.driver import rows
from tests.services.broadcasts.crowd import add_crowd, draft_for, feed, freeze, leave_all, start


def asked(bot: Bot, cast: Cast, agreed: bool = True) -> tuple[int, int, int]:
    """A customer who was asked which news they would like; gives a newsletter, a choice, and the customer."""
    [customer] = add_crowd(bot, cast, 1)
    broadcast = draft_for(bot, cast, {"customers": [customer]})
    start(bot, broadcast, 1)
    freeze(bot, broadcast)
    feed(bot, broadcast)
    leave_all(bot)
    with bot.database.writing.begin() as db:
        row = newsletters.add_newsletter(db, cast.shop, "Sarees", {}, bot.now())
        question = db.query(OutgoingMessage).one()
        question.text = "Which would you like?"
        whole = {"merchant_id": cast.shop, "conversation_id": question.conversation_id, "outgoing_id": question.id}
        ends = bot.now() + timedelta(days=1)
        means = {"intent": newsletter_taps.JOIN, "entities": {"newsletter": str(row.id)}, "expires_at": ends}
        choice = Choice(**whole, token="n", position=8, title="Sarees", **means)
        db.add(choice)
        if not agreed:
            db.query(Consent).filter_by(customer_id=customer).delete()
        db.flush()
        return row.id, choice.id, customer


def tap(bot: Bot, choice_id: int, *, leave: bool = False) -> str | None:
    with bot.database.writing.begin() as db:
        choice = db.get_one(Choice, choice_id)
        conversation = db.get_one(Conversation, choice.conversation_id)
        act = newsletter_taps.leave if leave else newsletter_taps.join
        return act(db, conversation, choice, bot.now()).key


def count(bot: Bot, cast: Cast, newsletter_id: int) -> int:
    with bot.database.reading.begin() as db:
        return count_audience(db, cast.shop, {"newsletter": newsletter_id}, bot.now())


@pytest.mark.parametrize("agreed", [True, False])
def test_a_tap_takes_it_with_the_question_that_was_asked(bot: Bot, cast: Cast, agreed: bool) -> None:
    newsletter, choice, customer = asked(bot, cast, agreed)
    assert count(bot, cast, newsletter) == 0
    assert [tap(bot, choice) for _ in range(2)] == ["newsletter.joined"] * 2
    [word] = rows(bot, NewsletterWord)
    assert (word.customer_id, word.granted, word.source, word.locale) == (customer, True, "button", "en")
    assert (word.asked, word.words) == ("Which would you like?", "Sarees")
    assert count(bot, cast, newsletter) == 1
    assert tap(bot, choice, leave=True) == "newsletter.left"
    assert count(bot, cast, newsletter) == 0
    with bot.database.reading.begin() as db:  # offers go on
        assert "marketing" in consent.read_standing(db, customer, "whatsapp").granted
    tap(bot, choice)
    assert [word.granted for word in rows(bot, NewsletterWord)] == [True, False, True]


def test_a_stop_of_offers_ends_it_too_and_one_that_ended_is_taken_by_nobody(bot: Bot, cast: Cast) -> None:
    newsletter, choice, customer = asked(bot, cast)
    tap(bot, choice)
    with bot.database.writing.begin() as db:
        no = {"merchant_id": cast.shop, "customer_id": customer, "channel": "whatsapp", "source": "keyword"}
        db.add(Consent(**no, purpose="marketing", granted=False, words="STOP", at=bot.now()))
    assert count(bot, cast, newsletter) == 0
    with bot.database.writing.begin() as db:
        assert newsletters.end_newsletter(db, cast.shop, newsletter, bot.now())
    assert tap(bot, choice) == "newsletter.gone"
    assert tap(bot, choice, leave=True) == "newsletter.left"
