"""What has to hold of every message of a fortnight; worked out here once more, and not asked of the code it checks."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import select

from bot.db.conversations import InboundMessage
from bot.db.people import Consent
from bot.db.templates import Template
from bot.simulator.world import ledger
from tests.lives.buyer import Buyer
from tests.lives.fortnight import LATE, SETTLED
from tests.lives.record import Said, kept, told, tried
from tests.lives.stage import india

DAY, WEEK = timedelta(days=1), timedelta(days=7)
# Millionths of a rupee.
PRICE = {"marketing": 863_100, "utility": 115_000}
ANSWER = 115_000  # billed like utility since October 2026
SMS_PART = 7_000_000
LINK = re.compile(r"http://\S+")


def check_words(buyer: Buyer) -> None:
    """The phone shows what our row says, in the buyer's language and with every field filled; nothing is said twice."""
    found = told(buyer)
    for one in found:
        assert (one.row.locale, one.body) == (buyer.locale, one.row.text)
        assert "{" not in one.body
        assert _speaks(buyer.locale, one.body), one.body
    notices = [one.row.notice_id for one in found if one.row.notice_id]
    assert len(set(notices)) == len(notices)
    assert len({one.body for one in found if one.row.purpose == "marketing"}) == len(_marketing(found))


def _speaks(locale: str, text: str) -> bool:
    """Gujarati letters outnumber the Latin ones of names, numbers and codes; English has Latin letters alone."""
    letters = [letter for letter in LINK.sub("", text) if letter.isalpha()]
    gujarati = sum("\u0a80" <= letter <= "\u0aff" for letter in letters)
    latin = sum(letter.isascii() for letter in letters)
    return gujarati > latin if locale == "gu" else latin == len(letters) > 0


def check_window(buyer: Buyer) -> None:
    """Free words within 24 hours of what the buyer wrote last; else an approved template of that very sentence."""
    for one in tried(buyer):
        if one.row.conversation.channel == "whatsapp":
            assert (one.how == "text") is _wrote_within_a_day(buyer, one), one.line
            if one.how == "template":
                _check_template(buyer, one)


def _wrote_within_a_day(buyer: Buyer, one: Said) -> bool:
    mine = InboundMessage.conversation_id == one.row.conversation_id
    with buyer.stage.bot.database.reading.begin() as db:
        times = list(db.scalars(select(InboundMessage.received_at).where(mine)))
    return any(at <= one.at < at + DAY for at in times)


def _check_template(buyer: Buyer, one: Said) -> None:
    with buyer.stage.bot.database.reading.begin() as db:
        template = db.get_one(Template, one.row.template_id)
        assert template.sid == one.bubble["rich"]["template"]["sid"]
        named = (template.key, template.locale, template.status, template.category.lower())
    assert named == (one.row.key, buyer.locale, "approved", one.row.purpose)


def check_marketing(buyer: Buyer) -> None:
    """Agreed to on that channel, from 10 to 20, one a day and three a week, and none while something was wrong."""
    sent = _marketing(told(buyer))
    for one in _marketing(tried(buyer)):
        words = [
            word.granted
            for word in kept(buyer, Consent)
            if (word.channel, word.purpose) == (one.row.conversation.channel, "marketing") and word.at <= one.at
        ]
        assert words[-1:] == [True], one.line
        assert 10 <= one.at.hour < 20, one.line
        assert not india(LATE) <= one.at < india(SETTLED), one.line
    assert len(sent) >= 5
    for most, length in ((1, DAY), (3, WEEK)):
        for first, one_too_many in zip(sent, sent[most:], strict=False):
            assert one_too_many.at - first.at >= length, (first.line, one_too_many.line)


def _marketing(found: list[Said]) -> list[Said]:
    return [one for one in found if one.row.purpose == "marketing"]


def check_hours(buyer: Buyer) -> None:
    """What nobody waits for comes between 8 and 21."""
    assert all(8 <= one.at.hour < 21 for one in tried(buyer))


def check_cost(buyer: Buyer) -> None:
    """An estimate on every message: as an answer in the window, by its category as a template, by parts as an SMS."""
    world = buyer.stage.world
    for one in tried(buyer):
        if one.how == "sms":
            sent = ledger.find(world.store, one.bubble["sid"])
            assert sent is not None
            assert (one.row.segments, one.row.cost_micros) == (sent.segments, sent.segments * SMS_PART), one.line
        else:
            cost = ANSWER if one.how == "text" else PRICE[one.row.purpose]
            assert (one.row.segments, one.row.cost_micros) == (None, cost), one.line
