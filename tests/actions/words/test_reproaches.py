"""A reproach is a no: "when did I say cancel", "who wants a refund", in every locale, and what only sounds like one."""

from __future__ import annotations

import pytest

from bot.domain.refusals import refuses_wish, wants_no_cancel, wants_no_stop


@pytest.mark.parametrize(
    "words",
    [
        "when did I say cancel??",
        "hey who told you people to cancel this",
        "did I ask for cancellation",
        "why would anybody cancel that",
        "since when have I wanted to cancel",
        "why are you cancelling my order",
        "Cancel? No!",
        "cancel what",
        "what's the need to cancel",
        "who said cancel the order",
        "main kab bola cancel karne",
        "kisne bola cancel kro",
        "are bhai kab kaha maine cancel karo",
        "cancel kyon karun",
        "hum thodi cancel karenge",
        "kya maine cancel karne ko kaha",
        "order cancel na kiya jae",
        "mat krna cancel",
        "हमने कब बोला रद्द करो",
        "ये कैंसिल किसने माँगा",
        "क्या हमने कैंसल बोला था",
        "कैंसल करने की क्या ज़रूरत",
        "मैं थोड़े ही कैंसल करूँगी",
        "कैंसल क्यों कर रहे हो",
        "કેન્સલ કરવાનું ક્યારે કહ્યું મેં",
        "ક્યારે બોલી હું કેન્સલનું",
        "આ રદ કરવા કોણે કહ્યું",
        "રદ શા માટે કરું",
        "કેન્સલ કરવાની શી જરૂર",
        "મારે થોડું કેન્સલ કરવું છે",
        "cancel nu kyare kahyu me",
        "kone kahyu cancel karo em",
        "hu kem cancel karu",
        "cancel karvani su jarur",
        "ame kya cancel karvanu kidhu",
        "ক্যান্সেলের কথা কে বলেছেন",
        "আমরা কবে বাতিল চাইলাম",
        "বাতিল করতে যাব কেন",
        "বাতিলের কী প্রয়োজন",
        "kobe bolsi cancel er kotha",
        "ke bolse order batil korte",
        "keno cancel korbo ami",
        "ami ki batil korte bolechi",
        "cancel korar ki dorkar",
    ],
)
def test_a_reproach_refuses_a_cancellation(words: str) -> None:
    assert wants_no_cancel(words)


@pytest.mark.parametrize(
    "words",
    [
        "why don't you cancel it",
        "who can cancel this for me",
        "when can you cancel it",
        "I told you to cancel, when will you do it",
        "why are you not cancelling",
        "did you cancel it or not",
        "cancel? yes please",
        "kab se keh raha hu cancel karo",
        "cancel kyu nahi karte",
        "kaun cancel karega mera order",
        "thodi der pehle kiya order cancel kar do",
        "कब से बोल रही हूँ कैंसल करो",
        "कैंसल क्यों नहीं होता, कर दो",
        "ક્યારથી કહું છું કેન્સલ કરો",
        "કેન્સલ કેમ નથી કરતા",
        "cancel kem nathi karta tame",
        "kyare cancel karso",
        "কখন থেকে বলছি বাতিল করুন",
        "বাতিল করছেন না কেন",
        "kokhon theke boltesi batil koren",
        "batil koren na keno",
    ],
)
def test_who_waits_for_a_cancellation_refuses_none(words: str) -> None:
    assert not wants_no_cancel(words)


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("return_item", "who asked you to return it"),
        ("return_item", "wapas kyu karu main"),
        ("return_item", "રિટર્નનું કોણે કીધું"),
        ("return_item", "ফেরত দেব কেন"),
        ("request_refund", "when did we ask for a refund"),
        ("request_refund", "refund kab manga maine"),
        ("request_refund", "refund kone magyu"),
        ("request_refund", "refund ke chaise"),
        ("exchange_item", "who said exchange"),
        ("exchange_item", "एक्सचेंज किसने बोला"),
        ("change_address", "when did I say to change the address"),
        ("change_address", "address change karne ko kisne kaha"),
        ("reschedule_delivery", "who wants to reschedule"),
        ("claim_warranty", "who said warranty claim"),
        ("change_order", "did I ask to change the order"),
    ],
)
def test_a_reproach_refuses_any_wish(intent: str, words: str) -> None:
    assert refuses_wish(words, intent)


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("return_item", "wapas kyu nahi lete"),
        ("return_item", "પાછું કેમ નથી લેતા"),
        ("request_refund", "why don't you refund me"),
        ("request_refund", "taka dicchen na keno"),
        ("exchange_item", "why not exchange it for a bigger one"),
        ("change_address", "why can't you change my address"),
    ],
)
def test_who_waits_for_another_wish_refuses_none(intent: str, words: str) -> None:
    assert not refuses_wish(words, intent)


def test_messages_that_nobody_asked_to_end() -> None:
    assert wants_no_stop("message band karne ko kisne kaha")
    assert wants_no_stop("when did I tell you to stop")
    assert wants_no_stop("মেসেজ বন্ধ করতে কে বলল")
    assert not wants_no_stop("why do you send these, stop")
    assert not wants_no_stop("kyu bhejte ho, band karo")
    assert not wants_no_stop("who gave you my number? stop")
