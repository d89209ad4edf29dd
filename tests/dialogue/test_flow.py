"""How messages are taken up, through real Rasa: two wishes, thanks with a question, bursts."""

from __future__ import annotations

import pytest

from tests.dialogue.conversing import Counter, counter
from tests.dialogue.purchases import Bought

__all__ = ["counter"]
pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]

# {a} is an order on its way, {b} one that can still be cancelled: track the one, cancel the other.
TWO_WISHES = {
    "en": ["where is {a} and cancel {b}", "status of {a} please, also cancel {b}"],
    "hi": ["{a} कहाँ है और {b} कैंसिल करो", "{a} कब आएगा, और {b} रद्द कर दीजिए"],
    "gu": ["{a} ક્યાં છે અને {b} કેન્સલ કરો", "{a} ક્યારે આવશે, અને {b} રદ કરી દો"],
    "bn": ["{a} কোথায় আর {b} বাতিল করুন", "{a} কবে আসবে, এবং {b} ক্যান্সেল করে দিন"],
    "hi-Latn": ["{a} kahan hai aur {b} cancel karo", "{a} kab tak aayega, aur {b} cancel kar do"],
    "gu-Latn": ["{a} kya che ane {b} cancel karo", "{a} kyare avse, ane {b} cancel kari do"],
    "bn-Latn": ["{a} kothay ar {b} cancel koro", "{a} kobe asbe, ar {b} cancel kore din"],
}
THANKS_AND_A_QUESTION = {
    "en": ["thanks, and where is my order?", "thank you! when will it come"],
    "hi": ["शुक्रिया, मेरा ऑर्डर कहाँ है", "धन्यवाद, ऑर्डर कब आएगा"],
    "gu": ["આભાર, મારો ઓર્ડર ક્યાં છે", "ધન્યવાદ, ઓર્ડર ક્યારે આવશે"],
    "bn": ["ধন্যবাদ, আমার অর্ডার কোথায়", "ধন্যবাদ, অর্ডারটা কবে আসবে"],
    "hi-Latn": ["shukriya, mera order kahan hai", "thanks bhai, order kab aayega"],
    "gu-Latn": ["aabhar, maro order kya che", "thank u, order kyare avse"],
    "bn-Latn": ["dhonnobad, amar order kothay", "thanks, order ta kobe asbe"],
}


def test_two_wishes_are_both_seen_to(counter: Counter) -> None:
    failed = []
    for locale, texts in TWO_WISHES.items():
        for text in texts:
            buyer = counter.customer(locale)
            a, b = buyer.buys(Bought.ON_THE_WAY), buyer.buys()
            keys = buyer.writes(text.format(a=a, b=b))
            first_told = a in buyer.said and any(key.startswith(("order.", "eta.", "delay.")) for key in keys)
            if not first_told or "wish.next" not in keys or b not in buyer.said:
                failed.append((locale, text, keys))
                continue
            asked = buyer.taps("button.next")
            if asked != ["cancel.confirm"] or b not in buyer.said or buyer.stage(b) != "confirmed":
                failed.append((locale, text, asked))
    assert not failed, failed


def test_thanks_with_a_question_is_a_question(counter: Counter) -> None:
    failed = []
    for locale, texts in THANKS_AND_A_QUESTION.items():
        for text in texts:
            buyer = counter.customer(locale)
            number = buyer.buys(Bought.ON_THE_WAY)
            keys = buyer.writes(text)
            if number not in buyer.said:
                failed.append((locale, text, keys))
    assert not failed, failed


def test_a_burst_is_one_message(counter: Counter) -> None:
    bursts = {
        "en": ("hi", "my order", "where is it?"),
        "hi": ("नमस्ते", "मेरा ऑर्डर", "कहाँ है?"),
        "gu": ("હેલો", "મારો ઓર્ડર", "ક્યાં છે?"),
        "bn": ("হ্যালো", "আমার অর্ডার", "কোথায়?"),
        "hi-Latn": ("bhai", "mera order", "kab aayega"),
        "gu-Latn": ("kem cho", "maro order", "kyare avse"),
        "bn-Latn": ("dada", "amar order", "kobe asbe"),
    }
    failed = []
    for locale, texts in bursts.items():
        buyer = counter.customer(locale)
        number = buyer.buys(Bought.ON_THE_WAY)
        keys = buyer.writes(*texts)
        if len(keys) != 1 or number not in buyer.said:
            failed.append((locale, texts, keys))
    assert not failed, failed
