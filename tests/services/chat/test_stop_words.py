"""STOP and its kin in every language are obeyed at once, and noted."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.people import Consent
from bot.services.people.consent import list_withdrawn
from tests.cast import Cast
from tests.driver import post, rows, sms_form, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger


@pytest.mark.parametrize(
    "word",
    [
        "STOP",
        "stop.",
        " Stop ",
        "unsubscribe",
        "बंद करो",
        "બંધ કરો",
        "বন্ধ করুন",
        "band karo",
        "bandh karo",
        "bondho koro",
        "Stop. Thank you",
        "unsubscribe, thank you so much",
        "बहुत बहुत धन्यवाद, बंद करो",
        "STOP 🙏",
        "please stop",
        "band karo bhai",
        "બંધ કરો પ્લીઝ",
        "বন্ধ করুন ধন্যবাদ",
        "s\u200btop",
        "stop!!! 🤬",
        "STOP ALL MESSAGES",
        "ok stop",
        "Unsubscribe me please",
        "don’t send me messages",
        "मैसेज मत भेजिए",
        "મેસેજ ના મોકલો",
        "আর মেসেজ পাঠাবেন না",
        "msg mat bhejo please",
        "message na moklo",
        "ar msg pathaben na",
    ],
)
def test_it_obeys_a_stop_word_on_whatsapp(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue, word: str
) -> None:
    post(bot, whatsapp_form(word))
    work(bot)
    assert dialogue.turns == []
    assert len(messenger.letters) == 1
    with bot.database.reading.begin() as db:
        assert list_withdrawn(db, cast.asha, "whatsapp") == {"any", "marketing", "utility"}
    [entry] = rows(bot, Consent)
    assert (entry.granted, entry.source, entry.words.strip()) == (False, "keyword", word.strip())


@pytest.mark.parametrize("word", ["start", "शुरू करो", "શરૂ કરો", "শুরু করুন", "sharu karo"])
def test_it_takes_a_start_word_as_consent_again(bot: Bot, cast: Cast, word: str) -> None:
    post(bot, whatsapp_form("stop"))
    post(bot, whatsapp_form(word))
    work(bot)
    with bot.database.reading.begin() as db:
        assert list_withdrawn(db, cast.asha, "whatsapp") == frozenset()


@pytest.mark.parametrize("text", ["stop my order", "please stop the delivery", "order band karo", "don't stop"])
def test_it_leaves_sentences_to_the_dialogue(bot: Bot, cast: Cast, dialogue: FakeDialogue, text: str) -> None:
    post(bot, whatsapp_form(text))
    work(bot)
    assert len(dialogue.turns) == 1
    assert rows(bot, Consent) == []


def test_it_says_nothing_when_twilio_has_answered(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    post(bot, whatsapp_form("STOP", OptOutType="STOP"))
    post(bot, whatsapp_form("HELP", OptOutType="HELP"))
    work(bot)
    assert messenger.letters == []
    assert next((e.granted, e.source) for e in rows(bot, Consent)) == (False, "twilio")


@pytest.mark.parametrize("word", ["STOP", "CANCEL", "END", "QUIT"])
def test_it_notes_on_sms_what_twilio_does_by_itself(bot: Bot, cast: Cast, messenger: FakeMessenger, word: str) -> None:
    post(bot, sms_form(word))
    work(bot)
    assert messenger.letters == []
    with bot.database.reading.begin() as db:
        assert "any" in list_withdrawn(db, cast.asha, "sms")
        assert list_withdrawn(db, cast.asha, "whatsapp") == frozenset()


def test_it_leaves_cancel_on_whatsapp_to_the_dialogue(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> None:
    post(bot, whatsapp_form("cancel"))
    work(bot)
    assert len(dialogue.turns) == 1


@pytest.mark.parametrize(
    "words",
    [
        *("stop my order", "don't stop", "band mat karo", "why did it stop", "thank you", "🙏", "don't stop messages"),
        *("message bhejo", "मैसेज बंद मत करो", "don't send", "message nahi aaya", "મેસેજ મોકલો", "no messages from you yet"),
    ],
)
def test_it_takes_nothing_else_for_a_stop_word(bot: Bot, cast: Cast, words: str) -> None:
    post(bot, whatsapp_form(words))
    work(bot)
    with bot.database.reading.begin() as db:
        assert list_withdrawn(db, cast.asha, "whatsapp") == frozenset()


@pytest.mark.parametrize(
    "words",
    ["arre nahi, chalu rakho", "no no, keep them", "ના ના, ચાલુ રાખો", "না, চালু থাক", "शुरू करो", "नहीं, रहने दो"],
)
def test_words_right_below_a_stop_take_it_back(bot: Bot, cast: Cast, messenger: FakeMessenger, words: str) -> None:
    post(bot, whatsapp_form("stop"))
    work(bot)
    post(bot, whatsapp_form(words))
    work(bot)
    with bot.database.reading.begin() as db:
        assert list_withdrawn(db, cast.asha, "whatsapp") == frozenset()
