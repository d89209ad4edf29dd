"""A link or a code of the shop writes words for a customer: they are asked about it, and a tap takes it."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from bot.bootstrap import Bot
from bot.db.conversations import Choice
from bot.db.newsletters import Newsletter, NewsletterWord
from bot.db.outgoing import OutgoingMessage
from bot.domain.locale import CODES
from bot.services.chat.newsletter_words import write_link, write_words
from bot.services.people import newsletters
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger


def offer(bot: Bot, cast: Cast, name: str = "Sarees", ended_at: datetime | None = None) -> int:
    with bot.database.writing.begin() as db:
        row = newsletters.add_newsletter(db, cast.shop, name, {"gu": "નવી સાડીઓ"}, bot.now())
        row.ended_at = ended_at
        return row.id


def say(bot: Bot, text: str, **more: str) -> OutgoingMessage:
    """What is answered to these words."""
    post(bot, whatsapp_form(text, **more))
    work(bot)
    return max(rows(bot, OutgoingMessage), key=lambda row: row.id)


def tap(bot: Bot, place: int) -> OutgoingMessage:
    """What is answered to a tap on what was offered last."""
    choices = sorted(rows(bot, Choice), key=lambda row: (row.outgoing_id, row.position))
    last = [one for one in choices if one.outgoing_id == choices[-1].outgoing_id]
    return say(bot, last[place].title, ButtonPayload=last[place].token, ButtonText=last[place].title)


def test_its_words_are_known_in_every_language_and_a_tap_takes_it(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> None:
    offer(bot, cast)
    [row] = rows(bot, Newsletter)
    for locale in CODES:
        before = len(rows(bot, NewsletterWord))
        asked = say(bot, write_words(row, locale))
        assert (asked.key, len(rows(bot, NewsletterWord))) == ("newsletter.ask_one", before), locale
        assert tap(bot, 0).key == "newsletter.joined"
        word = rows(bot, NewsletterWord)[-1]
        assert (word.customer_id, word.granted, word.asked) == (cast.asha, True, asked.text)
        assert say(bot, write_words(row, locale).upper()).key == "newsletter.joined"  # with a button that ends it
        assert tap(bot, 0).key == "newsletter.left"
    assert dialogue.turns == []


def test_other_words_are_the_models(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> None:
    offer(bot, cast)
    for text in ("Send me your newsletter", "Send me your newsletter “Shoes”", "Sarees", "newsletter “Sarees” please"):
        say(bot, text)
    assert len(dialogue.turns) == 4
    assert rows(bot, NewsletterWord) == []


def test_what_is_written_right_after_them_is_read_too(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> None:
    offer(bot, cast)
    post(bot, whatsapp_form("Send me your newsletter “Sarees” and"))
    say(bot, "where is my order?")
    assert len(dialogue.turns) >= 1


def test_of_one_that_was_closed_that_is_said(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    offer(bot, cast, ended_at=bot.now())
    assert say(bot, "Send me your newsletter “Sarees”").key == "newsletter.gone"


def test_names_are_written_into_links_as_they_are() -> None:
    row = Newsletter(name='Sarees & "50%" #1', names={})
    link = write_link("+91 79000-00000", write_words(row, "en"))
    assert urlsplit(link).path == "/917900000000"
    assert parse_qs(urlsplit(link).query) == {"text": ['Send me your newsletter “Sarees & "50%" #1”']}
    assert write_link(None, "x") == ""
