"""What is written can be found a moment later, whatever order its rows come in; what is forgotten cannot."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage
from bot.db.desk import Note
from bot.db.people import Customer
from bot.db.search import SearchEntry, SearchMark
from bot.db.search_match import SearchMatch, matches
from bot.domain.retention import KeptKind
from bot.domain.search_key import find_words
from bot.domain.search_words import exactly
from bot.services.privacy import emptying, retention
from bot.services.search import indexing
from bot.tasks.indexing import keep_index
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import Watch
from tests.services.shelf import change


def found(bot: Bot, shop: int, words: str) -> list[str]:
    """Ids of what holds these words at a shop, as programs name them."""
    match = SearchMatch(((exactly(shop, find_words(words)),),))
    with bot.database.reading.begin() as db:
        query = select(SearchEntry).where(matches(match, db.get_bind().dialect.name)).order_by(SearchEntry.id)
        return [f"{one.side}-{one.thing_id}" for one in db.scalars(query)]


def write(bot: Bot, text: str) -> None:
    """Asha writes, and is answered."""
    post(bot, whatsapp_form(text))
    work(bot)


def test_what_both_sides_and_notes_say_is_found(bot: Bot, cast: Cast) -> None:
    write(bot, "મારો ઓર્ડર ક્યાં છે?")
    with bot.database.writing.begin() as db:
        talk = db.scalars(select(Conversation)).one()
        db.add(Note(merchant_id=cast.shop, conversation_id=talk.id, text="Call ऑर्डर desk", at=bot.now()))
    assert found(bot, cast.shop, "ઓર્ડર") == []
    added = keep_index(bot)
    assert added >= 3
    assert found(bot, cast.shop, "ઓર્ડર ક્યાં")[0] == "in-1"
    assert found(bot, cast.shop, "ऑर्डर desk") == ["note-1"]
    assert found(bot, cast.shop, "desk ऑर्डर") == []
    assert found(bot, cast.other_shop, "desk") == []
    assert keep_index(bot) == 0


def test_a_row_that_appears_below_the_newest_is_not_passed_over(bot: Bot, cast: Cast, watch: Watch) -> None:
    for number in range(1, 4):
        write(bot, f"word{number}")
    with bot.database.writing.begin() as db:  # as if its transaction were not over yet
        late = db.get_one(InboundMessage, 2)
        late.text, kept = "", late.text
    keep_index(bot)
    change(bot, InboundMessage, 2, text=kept)
    assert keep_index(bot) == 1
    assert "in-2" in found(bot, cast.shop, "word2")
    watch.advance(seconds=indexing.SETTLED.total_seconds())
    keep_index(bot)
    assert {mark.side: mark.up_to for mark in rows(bot, SearchMark)}["in"] == 3
    assert keep_index(bot) == 0


def test_old_texts_follow_batch_by_batch(bot: Bot, cast: Cast) -> None:
    write(bot, "first")
    with bot.database.writing.begin() as db:
        talk = db.scalars(select(Conversation.id)).one()
        values = {"merchant_id": cast.shop, "conversation_id": talk, "at": bot.now()}
        db.add_all(Note(text=f"note {number}", **values) for number in range(2 * indexing.BATCH + 1))
    keep_index(bot)
    with bot.database.reading.begin() as db:
        notes = select(func.count()).select_from(SearchEntry).where(SearchEntry.side == "note")
        assert db.scalars(notes).one() == 2 * indexing.BATCH + 1


def test_whoever_is_forgotten_is_not_found(bot: Bot, cast: Cast) -> None:
    write(bot, "secretword")
    keep_index(bot)
    assert found(bot, cast.shop, "secretword")
    with bot.database.writing.begin() as db:
        emptying.empty_people(db, cast.shop, [cast.asha], bot.now())
    keep_index(bot)
    assert rows(bot, SearchEntry) == []
    assert found(bot, cast.shop, "secretword") == []
    with bot.database.reading.begin() as db:
        assert db.get_one(Customer, cast.asha).name_key == ""


def test_what_is_no_longer_kept_is_not_found(bot: Bot, cast: Cast, watch: Watch) -> None:
    write(bot, "oldword")
    keep_index(bot)
    later = bot.now() + timedelta(days=400)
    change(bot, Conversation, 1, active_at=later)
    with bot.database.writing.begin() as db:
        while retention.prune(db, KeptKind.MESSAGES, cast.shop, 30, later):
            pass
    assert rows(bot, InboundMessage) == []
    assert rows(bot, SearchEntry) == []


def test_a_name_that_changes_is_found_by_the_new_one(bot: Bot, cast: Cast) -> None:
    keep_index(bot)
    with bot.database.writing.begin() as db:
        person = db.get_one(Customer, cast.asha)
        assert person.name_key == " asha patel ~asa ~ptl "
        person.name = "આશા"
    keep_index(bot)
    with bot.database.reading.begin() as db:
        assert db.get_one(Customer, cast.asha).name_key == " आशा ~asa "
