"""A signed webhook from outside, in each locale, is answered rightly and in that locale at Twilio's address."""

from __future__ import annotations

import re

import pytest

from bot.db.outgoing import OutgoingMessage
from bot.domain.languages import script_locale
from bot.locales.guess import trained_guesser
from tests.e2e.conftest import System, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

QUESTIONS = [
    ("en", "+919800000004", "where is my order 1045", "1045"),
    ("hi", "+919800000002", "मेरा ऑर्डर कहाँ है?", "1043"),
    ("gu", "+919800000001", "મારો ઓર્ડર ક્યાં છે?", "1042"),
    ("bn", "+919800000003", "আমার অর্ডারটা কোথায়?", "1044"),
    ("hi-Latn", "+919800000002", "mera order kahan pahuncha hai abhi", "1043"),
    ("gu-Latn", "+919800000006", "maro order kya pahonchyo che", "1047"),
    ("bn-Latn", "+919800000007", "amar order ta kothay ache", "1048"),
]


@pytest.mark.parametrize(("locale", "sender", "text", "number"), QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_it_answers_in_the_language_and_script_of_the_question(
    system: System, locale: str, sender: str, text: str, number: str
) -> None:
    before = len(system.told(sender))
    assert system.receive(sender, text) == 200
    assert until(lambda: len(system.told(sender)) > before)
    answer = system.told(sender)[before]
    assert number in answer
    words = re.sub(r"https?://\S+|Delhivery|Blue Dart|India Post|Ekart|[A-Z]{2,}\d+", " ", answer)
    assert (script_locale(words) or _latin(words)) == locale, answer


def test_it_follows_the_message_to_the_phone(system: System) -> None:
    sender = "+919800000005"
    assert system.write(sender, "cash on delivery milega kya?") == 201
    assert until(lambda: any(row.state in ("delivered", "read") for row in _rows_to(system, sender)))


def test_it_refuses_a_webhook_it_cannot_trust(system: System) -> None:
    import requests

    url = f"{system.settings.public_url}/twilio/messages"
    assert requests.post(url, data={"Body": "hi"}, timeout=10).status_code == 403


def _latin(text: str) -> str:
    odds = trained_guesser().guess(text).odds
    return max(odds, key=lambda locale: odds[locale])


def _rows_to(system: System, sender: str) -> list[OutgoingMessage]:
    from bot.db.conversations import Conversation

    with system.database.reading.begin() as db:
        ids = {c.id for c in db.query(Conversation).filter(Conversation.address == sender)}
    return [row for row in system.rows() if row.conversation_id in ids]
