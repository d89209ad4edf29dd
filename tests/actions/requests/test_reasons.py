"""The customer's own words as a reason: what sounds like a no, praise or a greeting is one, a question is none."""

from __future__ import annotations

import pytest

from bot.domain.locale import CODES
from tests.actions.chat import Chat
from tests.actions.conftest import WhoChats

# What these are taken for is what the model made of them.
REASONS = {
    "en": (("deny", "did not fit", 0.94), ("praise", "so heavy", 0.44)),
    "hi": (("deny", "फिट नहीं हुआ", 0.54), ("praise", "बहुत भारी है", 0.44)),
    "gu": (("deny", "ફિટ ન થયું", 0.83), ("praise", "બહુ ભારે છે", 0.79)),
    "bn": (("deny", "ফিট হয়নি", 0.6), ("praise", "খুব ভারী", 0.5)),
    "hi-Latn": (("deny", "fit nahi hua", 0.6), ("praise", "bahut bhari hai", 0.57)),
    "gu-Latn": (("deny", "fit na thayu", 0.5), ("praise", "bahu bhare che", 0.46)),
    "bn-Latn": (("deny", "fit hoyni", 0.6), ("praise", "khub bhari", 0.51)),
}
LEAVING = {
    "en": ("no", "not required", "no i will keep it", "leave it"),
    "hi": ("नहीं", "ज़रूरत नहीं है", "नहीं यार", "रहने दो"),
    "gu": ("ના", "જરૂર નથી", "ના ભાઈ", "રહેવા દો"),
    "bn": ("না", "দরকার নেই", "না ভাই", "থাক"),
    "hi-Latn": ("nahi", "zarurat nahi hai", "nahi yaar", "rehne do"),
    "gu-Latn": ("na", "jarur nathi", "na yaar", "rehva do"),
    "bn-Latn": ("na", "dorkar nei", "na bhai", "thak"),
}
ABOUT_IT = {
    "en": "what happened to my return",
    "hi": "मेरे रिटर्न का क्या हुआ",
    "gu": "મારા રિટર્નનું શું થયું",
    "bn": "আমার রিটার্নের কী হলো",
    "hi-Latn": "mere return ka kya hua",
    "gu-Latn": "mara return nu su thayu",
    "bn-Latn": "amar return er ki holo",
}
ADDRESS = {
    "en": "change my address",
    "hi": "पता बदलना है",
    "gu": "સરનામું બદલવું છે",
    "bn": "ঠিকানা বদলাতে চাই",
    "hi-Latn": "address badalna hai",
    "gu-Latn": "sarnamu badalvu che",
    "bn-Latn": "thikana bodlate chai",
}


def asked(chat: WhoChats, locale: str) -> Chat:
    """John, asked for the reason of a return."""
    john = chat("John")
    john.locale = locale
    assert john.says("return_item", "about 1046 please", order_number="1046")[-1] == "request.ask.return"
    return john


@pytest.mark.parametrize(
    ("locale", "intent", "words", "confidence"), [(locale, *said) for locale in CODES for said in REASONS[locale]]
)
def test_a_reason_is_one_whatever_it_sounds_like(
    chat: WhoChats, locale: str, intent: str, words: str, confidence: float
) -> None:
    assert asked(chat, locale).says(intent, words, confidence) == ["request.done.return"]


@pytest.mark.parametrize(("locale", "words"), [(locale, words) for locale in CODES for words in LEAVING[locale]])
def test_a_no_leaves_it(chat: WhoChats, locale: str, words: str) -> None:
    assert asked(chat, locale).says("deny", words) == ["flow.cancelled"]


@pytest.mark.parametrize("locale", CODES)
@pytest.mark.parametrize("intent", ["refund_status", "loyalty_points", "ask_return_policy"])
def test_a_question_of_the_request_is_no_reason(chat: WhoChats, locale: str, intent: str) -> None:
    said = asked(chat, locale).says(intent, ABOUT_IT[locale], 0.5)
    assert not [key for key in said if key.startswith("request.done")]


@pytest.mark.parametrize("locale", CODES)
def test_a_report_is_taken_up_where_the_other_wish_ends_at_once(chat: WhoChats, locale: str) -> None:
    mitali = chat("Mitali")
    mitali.locale = locale
    assert mitali.says("report_damaged", "broken", order_number="1044") == ["request.ask.damaged"]
    said = mitali.says("change_address", ADDRESS[locale], 0.74)
    assert said[0] == "flow.switch"
    assert said[-2:] == ["flow.taken_up", "request.ask.damaged"]
    assert mitali.says("report_damaged", "the border is torn in two places") == ["request.done.damaged"]


def test_signs_and_greetings_by_chance_are_misses(chat: WhoChats) -> None:
    john = asked(chat, "en")
    assert john.says("praise", "😊", 0.49) == ["flow.back", "request.ask.return"]
    kiran = chat("Kiran")
    kiran.says("reschedule_delivery", "another day please")
    assert kiran.says("greet", "cow", 0.33) == ["request.ask.reschedule_again"]
    assert kiran.says("greet", "ગાય", 0.26) == ["flow.stuck"]


def test_a_way_to_pay_weakly_read_goes_to_the_open_payment(chat: WhoChats) -> None:
    john = chat("John")
    john.locale = "bn"
    assert john.says("payment_failed", "টাকা কেটে গেছে কিন্তু অর্ডার হয়নি")[-1] == "request.done.payment"
    assert john.says("ask_payment_methods", "গুগল পে থেকে", 0.65) == ["request.already_open_alone"]


def test_a_question_of_the_goods_is_no_reason(chat: WhoChats) -> None:
    mitali = chat("Mitali")
    mitali.locale = "gu"
    mitali.says("report_damaged", "broken", order_number="1044")
    said = mitali.says("ask_product", "દુપટ્ટો કયા કલરમાં છે", 0.75)
    assert not [key for key in said if key.startswith("request.done")]
    assert mitali.says("ask_product", "રંગ ફોટા જેવો નથી", 0.82) == ["request.done.damaged"]


def test_signs_alone_are_borne_twice(chat: WhoChats) -> None:
    john = asked(chat, "en")
    assert john.says("affirm", "🙂", 0.3) == ["flow.back", "request.ask.return"]
    assert john.says("affirm", ".", 0.3) == ["flow.let_go"]
