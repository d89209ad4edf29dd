"""What is no wish: a machine's own words, a no with courtesy, a name that sounds of another language."""

from __future__ import annotations

import pytest

from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from tests.cases.shop import Shop

pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]
CARD = {
    "MessageType": "contacts",
    "NumMedia": "1",
    "MediaContentType0": "text/vcard",
    "MediaUrl0": "https://api.twilio.com/2010-04-01/Accounts/AC0/Messages/MM0/Media/ME0",
}


@pytest.mark.parametrize(
    "text",
    [
        "Namaste! Patel Traders is closed now. Our hours are 10 to 7. We will reply tomorrow.",
        "नमस्ते, संपर्क करने के लिए धन्यवाद। हम जल्द ही उत्तर देंगे।",
        "ધન્યવાદ! તમારો સંદેશ મળ્યો છે. અમે જલ્દી જવાબ આપીશું.",
        "ধন্যবাদ! আমরা এখন উপলব্ধ নই, শীঘ্রই উত্তর দেব।",
        "This is an automatically generated reply. Please do not answer.",
    ],
)
def test_a_machine_is_left_alone_and_a_person_told(shop: Shop, text: str) -> None:
    phone = f"+9190{shop.new_number()}81"
    answered = []
    for _ in range(10):
        answered.append(bool(shop.writes(phone, text)))
        shop.wait(2)
    assert answered == [True] * 3 + [False] * 7
    [talk] = shop.rows(Conversation, Conversation.address == phone)
    assert talk.needs_person_why in ("same_message", "gave_up", "angry")  # whichever was seen first


@pytest.mark.parametrize(
    "text",
    [
        "Please stop, thanks",
        "STOP please!",
        "unsubscribe. thank you so much",
        "Thanks, stop",
        "बंद करो, धन्यवाद",
        "બંધ કરો. આભાર",
        "বন্ধ করুন, ধন্যবাদ",
        "band karo please",
        "stop 🙏",
    ],
)
def test_a_no_with_a_courtesy_is_obeyed(shop: Shop, text: str) -> None:
    phone = f"+9190{shop.new_number()}82"
    shop.writes(phone, text)
    assert "any" in shop.withdrawn(phone)


@pytest.mark.parametrize("text", ["thank you", "please", "don't stop, I like your messages", "bus stop ke paas hai"])
def test_a_courtesy_alone_withdraws_nothing(shop: Shop, text: str) -> None:
    phone = f"+9190{shop.new_number()}83"
    shop.writes(phone, text)
    assert shop.withdrawn(phone) == set()


@pytest.mark.parametrize("name", ["Amit Shah", "Priya Sharma", "Kiran Desai", "Sourav Ganguly", "Hetal Ben Patel"])
@pytest.mark.parametrize("as_card", [True, False], ids=["card", "typed"])
def test_a_name_is_no_language(shop: Shop, name: str, as_card: bool) -> None:
    phone = f"+9190{shop.new_number()}84"
    shop.writes(phone, "where is my order please, I want to know when it comes")
    shop.writes(phone, name, **(CARD if as_card else {}))
    [talk] = shop.rows(Conversation, Conversation.address == phone)
    assert _locales(shop, talk.id) == {"en"}


@pytest.mark.parametrize(
    ("question", "locale"),
    [("મારો ઓર્ડર ક્યાં છે?", "gu"), ("mera order kahan hai bhai", "hi-Latn"), ("আমার অর্ডার কোথায়?", "bn")],
)
def test_a_card_keeps_whatever_language_was_spoken(shop: Shop, question: str, locale: str) -> None:
    phone = f"+9190{shop.new_number()}85"
    shop.writes(phone, question)
    shop.writes(phone, "John Smith", **CARD)
    [talk] = shop.rows(Conversation, Conversation.address == phone)
    assert _locales(shop, talk.id) == {locale}


def _locales(shop: Shop, conversation_id: int) -> set[str]:
    return {row.locale for row in shop.rows(OutgoingMessage, OutgoingMessage.conversation_id == conversation_id)}
