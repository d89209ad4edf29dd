"""An accepted list: its people become customers, their consent is written down, and a no stays a no."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.lists import AudienceFile, AudienceRow
from bot.db.people import Consent, Customer, Identity
from bot.domain.consent import ConsentSource, Purpose
from bot.services.broadcasts.lists import accepting
from bot.services.broadcasts.lists.accepting import NotReady
from bot.services.people import consent, merging
from bot.services.privacy import erasing, exports
from tests.cast import Cast
from tests.driver import rows
from tests.services.broadcasts.lists.uploading import accepted, look, upload

NEW = "phone,name,language\n9700000001,Neha,gu\n9700000002,,xx\n"


def test_people_become_customers_with_what_they_agreed_to(bot: Bot, cast: Cast) -> None:
    said = {"words": "Offers by WhatsApp, please", "locale": "gu", "on": date(2026, 10, 1), "channels": ("whatsapp",)}
    file_id = accepted(bot, cast, NEW, **said)
    file = look(bot, cast, file_id)
    assert (file.state, file.people, file.newcomers, file.stopped) == ("accepted", 2, 2, 0)
    placed = rows(bot, AudienceRow)
    assert [row.phone for row in placed] == [None, None]
    with bot.database.reading.begin() as db:
        neha, other = (db.get_one(Customer, row.customer_id) for row in placed)
        assert (neha.name, neha.locale, other.name, other.locale) == ("Neha", "gu", "", None)
    [word] = [word for word in rows(bot, Consent) if word.customer_id == placed[0].customer_id]
    assert (word.channel, word.purpose, word.granted, word.source) == ("whatsapp", "marketing", True, "paper")
    assert (word.words, word.locale) == ("Offers by WhatsApp, please", "gu")
    assert word.at == datetime(2026, 9, 30, 18, 30, tzinfo=UTC)  # midnight in India
    with bot.database.writing.begin() as db:
        assert not accepting.accept_list(db, db.get_one(AudienceFile, file_id), bot.now())


def test_a_no_stays_a_no_whatever_a_list_says(bot: Bot, cast: Cast) -> None:
    phone = {row.customer_id: row.value for row in rows(bot, Identity) if row.kind == "phone"}
    with bot.database.writing.begin() as db:
        word = consent.ConsentWord("whatsapp", Purpose.ANY, False, ConsentSource.KEYWORD, "STOP", bot.now())
        consent.keep_refused(db, db.get_one(Customer, cast.asha), word)
    before = len(rows(bot, Consent))
    file_id = accepted(bot, cast, f"phone,name\n{phone[cast.asha]},Other\n{phone[cast.john]},J\n")
    file = look(bot, cast, file_id)
    assert (file.people, file.newcomers, file.stopped) == (2, 0, 1)
    assert {row.customer_id for row in rows(bot, Consent)[before:]} == {cast.john}
    with bot.database.reading.begin() as db:
        assert consent.read_standing(db, cast.asha, "whatsapp").withdrawn >= {"marketing"}
        assert db.get_one(Customer, cast.asha).name != "Other"


def test_two_numbers_of_one_person_are_one_place(bot: Bot, cast: Cast) -> None:
    with bot.database.writing.begin() as db:
        hers = {"merchant_id": cast.shop, "customer_id": cast.asha, "kind": "phone"}
        db.add(Identity(**hers, value="+919700000009"))
    mine = next(row.value for row in rows(bot, Identity) if row.customer_id == cast.asha)
    file_id = accepted(bot, cast, f"phone\n{mine}\n9700000009\n")
    file = look(bot, cast, file_id)
    assert (file.people, file.wrong, len(rows(bot, AudienceRow))) == (1, {"repeated": 1}, 1)


def test_a_list_is_accepted_when_it_was_read_and_has_somebody(bot: Bot, cast: Cast) -> None:
    unread, nobody = upload(bot, cast, NEW), upload(bot, cast, "phone\nabc\n")
    tasks.read_list(bot, nobody)
    for file_id, why in ((unread, "still being read"), (nobody, "No row")):
        with bot.database.writing.begin() as db, pytest.raises(NotReady, match=why):
            accepting.accept_list(db, db.get_one(AudienceFile, file_id), bot.now())


def test_who_is_merged_exported_or_forgotten_is_so_in_lists_too(bot: Bot, cast: Cast) -> None:
    accepted(bot, cast, NEW)
    first, second = (row.customer_id for row in rows(bot, AudienceRow))
    with bot.database.writing.begin() as db:
        neha, other = db.get_one(Customer, first), db.get_one(Customer, second)
        merging.merge_customers(db, neha, other, bot.now())
    assert [row.customer_id for row in rows(bot, AudienceRow)] == [first]
    upload_id = upload(bot, cast, "phone,note\n9700000001,unaccepted\n")
    tasks.read_list(bot, upload_id)
    with bot.database.writing.begin() as db:
        assert '"language": "gu"' in exports.write_document(db, db.get_one(Customer, first), bot.now())
        erasing.erase_customer(db, db.get_one(Customer, first), bot.now())
    assert rows(bot, AudienceRow) == []
