"""Questions around delivery are told by their words in every locale, whatever the classifier guesses."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from actions.words.delivery_day import asked_by_words, waits

_KINDS = tomllib.loads(Path(__file__).with_name("delivery_day.toml").read_text(encoding="utf-8"))
CASES = [(kind, text) for kind, texts in _KINDS.items() for lines in texts.values() for text in lines]
GUESS = 0.3

# What the classifier is sure of stays what it is, though the words sound alike.
OTHERS = [
    ("out_of_scope", "what time is it in london"),
    ("out_of_scope", "બસ કેટલા વાગે આવશે"),
    ("out_of_scope", "આધાર કાર્ડમાં નામ સુધારવું છે"),
    ("change_address", "ઘરે નહીં દુકાને ડિલિવરી આપજો, સરનામું બદલી દો"),
    ("change_address", "delivery wala purane sim pe call kar raha hai, naya number note karo"),
    ("request_refund", "पूरे पैसे वापस चाहिए"),
    ("request_refund", "taka amar bank e ferot din"),
    ("refund_status", "pickup ho chuka, paisa kab doge"),
    ("deny", "pickup ki zarurat nahi hai"),
    ("complaint", "excellent, now nobody picks up the phone"),
    ("cancel_order", "ઘરે કોઈ નથી લેવાવાળું, એટલે ઓર્ડર રદ કરી દેજો"),
    ("talk_to_person", "এখন অফিসে আছি পরে কল করেন"),
    ("ask_warranty", "no warranty card in the box, is it still valid"),
    ("help", "আমার একটা সমস্যা হয়েছে"),
    ("report_wrong_item", "blouse piece nahi aaya saree ke saath"),
    ("ask_invoice", "invoice link not opening"),
    # Wished all the same, or wished: a condition or a question beside it makes it no question of terms.
    *(("cancel_order", text) for text in ("if it is late, cancel it", "agar nikla nahi hai to cancel kar do")),
    *(
        ("cancel_order", text)
        for text in ("જો નીકળ્યું ન હોય તો કેન્સલ કરી દો", "দেরি হলে বাতিল করে দিন", "cancel my order?")
    ),
    *(("cancel_order", text) for text in ("modu thay to cancel karo", "deri hole cancel koren", "लेट हो तो कैंसिल करो")),
    *(("return_item", text) for text in ("i want to return it, will you pick it up?", "free hole return niye jan")),
    *(("return_item", text) for text in ("pickup free che to return lai jao", "पिकअप फ्री है तो वापस ले जाओ")),
]


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_it_is_told_by_its_words(kind: str, text: str) -> None:
    assert asked_by_words(text, "nlu_fallback", GUESS) == kind


@pytest.mark.parametrize(("intent", "text"), OTHERS)
def test_what_is_surely_something_else_stays_it(intent: str, text: str) -> None:
    assert asked_by_words(text, intent, 0.9) is None


@pytest.mark.parametrize(
    "text",
    [
        *("nobody came to pick up the return", "पिकअप लेने कोई नहीं आया", "pickup lene koi nahi aaya"),
        *("પિકઅપ લેવા કોઈ આવ્યું નથી", "pickup leva koi aavyu j nathi"),
        *("পিকআপ নিতে কেউ আসেনি", "pickup nite keu aseni"),
    ],
)
def test_a_no_in_what_nobody_came_for_is_no_answer(text: str) -> None:
    assert asked_by_words(text, "deny", 0.9) == "pickup"


@pytest.mark.parametrize(
    "text",
    ["refund nahi aaya abhi tak", "bill nahi mila", "টাকা এখনো পাইনি", "હજી રિફંડ મળ્યું નથી", "no reply came"],
)
def test_who_waits_for_something_else_waits_for_no_parcel(text: str) -> None:
    assert not waits(text)


@pytest.mark.parametrize("text", ["", "   ", "🙏", "?" * 4000, "kitna " * 700, "ঘর " * 1000, "\u202e link \x00"])
def test_strange_text_is_read_at_once(text: str) -> None:
    assert asked_by_words(text, "nlu_fallback", GUESS) in (None, "dead_link")
