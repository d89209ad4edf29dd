"""How a chat goes on, through real Rasa: bitter praise, the same again, machines, the language that stays."""

from __future__ import annotations

import pytest

from bot.db.people import Customer
from tests.dialogue.conversing import Counter, counter
from tests.dialogue.purchases import Bought

__all__ = ["counter"]
pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]

BITTER = {
    "en": ["superb, a torn shirt for 900 rupees", "wow great service, nobody even replies 🤬"],
    "hi": ["वाह क्या सर्विस है, 10 दिन से गायब", "बहुत बढ़िया, फटा हुआ कुर्ता भेज दिया 😡"],
    "gu": ["વાહ શું સર્વિસ છે, દસ દિવસથી ગાયબ", "🤬🤬"],
    "bn": ["বাহ কী দারুণ সার্ভিস, দশ দিন ধরে উধাও", "🤬"],
    "hi-Latn": ["wah kya service hai, 10 din se gayab", "bahut badhiya, phata hua kurta bheja"],
    "gu-Latn": ["vah saras service, 10 divas thi gayab", "🤬"],
    "bn-Latn": ["darun service, 10 din dhore udhao", "🤬"],
}
THANKED = {"praise.reply", "thank.reply", "greet.hello_name", "fallback.first"}


def test_bitter_praise_is_a_complaint(counter: Counter) -> None:
    failed = []
    for locale, texts in BITTER.items():
        for text in texts:
            buyer = counter.customer(locale)
            buyer.buys(Bought.DELIVERED)
            keys = buyer.writes(text)
            if THANKED.intersection(keys):
                failed.append((locale, text, buyer.intent, keys))
    assert not failed, failed


def test_the_same_question_gets_less_of_the_same(counter: Counter) -> None:
    asked = {
        "en": ("where is my order?", "where is my order now?", "tell me where is my order"),
        "hi": ("मेरा ऑर्डर कहाँ है", "ऑर्डर कहाँ है बताइए", "मेरा ऑर्डर कहाँ है अभी"),
        "gu": ("મારો ઓર્ડર ક્યાં છે", "ઓર્ડર ક્યાં છે કહો", "મારો ઓર્ડર ક્યાં છે અત્યારે"),
        "bn": ("আমার অর্ডার কোথায়", "অর্ডার কোথায় বলুন", "আমার অর্ডার কোথায় এখন"),
        "hi-Latn": ("mera order kahan hai", "order kahan hai batao", "mera order kahan hai abhi"),
        "gu-Latn": ("maro order kya che", "order kya che kaho", "maro order kya che atyare"),
        "bn-Latn": ("amar order kothay", "order kothay bolun", "amar order kothay ekhon"),
    }
    failed = []
    for locale, texts in asked.items():
        buyer = counter.customer(locale)
        buyer.buys(Bought.ON_THE_WAY)
        keys, lengths = [], []
        for text in texts:
            keys += buyer.writes(text)
            lengths.append(len(buyer.said))
        if keys[1:] != ["repeat.order", "repeat.person"] or lengths[1] >= lengths[0]:
            failed.append((locale, keys, lengths))
    assert not failed, failed


def test_a_machine_is_left_alone(counter: Counter) -> None:
    buyer = counter.customer("en")
    answers = [buyer.writes("Thank you for contacting us, we will reply soon") for _ in range(5)]
    assert [bool(each) for each in answers] == [True, True, True, False, False]
    assert buyer.person_called()


def test_the_language_stays_at_a_name_or_an_address(counter: Counter) -> None:
    failed = []
    for locale, text in (
        ("hi-Latn", "order cancel na karo"),
        ("bn", "Flat 12, near the post office, MG Road, Kolkata 700029"),
        ("en", "Ramesh bhai Patel"),
        ("gu-Latn", "Priya Sharma"),
    ):
        buyer = counter.customer(locale)
        buyer.buys(Bought.ON_THE_WAY)
        buyer.writes(text)
        with counter.bot.database.reading.begin() as db:
            now = db.get_one(Customer, buyer.customer_id).locale
        if now != locale:
            failed.append((locale, text, now))
    assert not failed, failed
