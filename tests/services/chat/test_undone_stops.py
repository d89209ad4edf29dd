"""Undo gives back what its stop had taken, and says just that."""

from __future__ import annotations

from sqlalchemy import select

from bot.bootstrap import Bot
from bot.db.outgoing import OutgoingMessage
from bot.domain.consent import ConsentSource, Purpose
from bot.services.people.consent import read_standing, withdraw
from tests.cast import Cast
from tests.fakes import FakeMessenger, Watch
from tests.services.chat.test_taps import tap
from tests.services.shelf import agree, run, stock, tell


def told_of_offers(bot: Bot, cast: Cast, watch: Watch) -> int:
    """Asha's conversation, after a greeting on her birthday with "no more offers" below it."""
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        agree(db, cast, cast.asha, watch())
    tell(bot, cast, shelf, "customer.birthday")
    run(bot)
    return shelf.conversation


def keys(bot: Bot) -> list[str | None]:
    """What was said, oldest first."""
    with bot.database.reading.begin() as db:
        return list(db.scalars(select(OutgoingMessage.key).order_by(OutgoingMessage.id)))


def test_undoing_no_more_offers_brings_back_offers_and_says_so(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    told_of_offers(bot, cast, watch)
    tap(bot, messenger, messenger.letters[-1].buttons[-1].title)
    [undo] = messenger.letters[-1].buttons
    tap(bot, messenger, undo.title)
    assert keys(bot)[-2:] == ["stop.done", "subscribe.again"]
    with bot.database.reading.begin() as db:
        found = read_standing(db, cast.asha, "whatsapp")
    assert (found.withdrawn, found.granted) == (frozenset(), frozenset({Purpose.MARKETING}))


def test_who_had_not_agreed_to_offers_is_offered_no_undoing(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    conversation = told_of_offers(bot, cast, watch)
    with bot.database.writing.begin() as db:
        withdraw(db, conversation, Purpose.MARKETING, ConsentSource.CHAT, "no offers", watch())
    tap(bot, messenger, messenger.letters[-1].buttons[-1].title)
    assert keys(bot)[-1] == "stop.already"
    assert list(messenger.letters[-1].buttons) == []
