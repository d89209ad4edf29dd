"""Two wishes in one message, thanks before a question, and messages that are only a beginning, in every locale."""

from __future__ import annotations

import pytest

from bot.domain.bursts import is_unfinished
from bot.domain.wishes import TwoWishes, two_wishes, without_courtesy

TWO = [
    ("en", "cancel 1045 and where is 1048", "cancel 1045", "where is 1048"),
    ("en", "return 1040 and send me the invoice for 1042", "return 1040", "send me the invoice for 1042"),
    ("en", "cancel 1045 and 1048", "cancel 1045", "cancel 1048"),
    ("hi", "1045 कहाँ है और 1048 का बिल भेजो", "1045 कहाँ है", "1048 का बिल भेजो"),
    ("gu", "1045 ક્યાં છે અને 1048 કેન્સલ કરો", "1045 ક્યાં છે", "1048 કેન્સલ કરો"),
    ("bn", "১০৪৫ কোথায় আর ১০৪৮ বাতিল করুন", "১০৪৫ কোথায়", "১০৪৮ বাতিল করুন"),
    ("hi-Latn", "bill bhejo aur refund kab milega", "bill bhejo", "refund kab milega"),
    ("hi-Latn", "1045, 1046 aur 1047 cancel karo", "1045 cancel karo", "1046 aur 1047 cancel karo"),
    ("gu-Latn", "1045 kya che ane 1048 cancel karo", "1045 kya che", "1048 cancel karo"),
    ("bn-Latn", "1045 kothay ar 1048 cancel koro", "1045 kothay", "1048 cancel koro"),
]
ONE = [
    ("en", "don't cancel 1045, cancel 1048"),
    ("en", "cancel my order and give me the refund"),
    ("en", "the order came late and I want a refund"),
    ("en", "yes, and where is 1043"),
    ("en", "I paid 500 and 600 but order not confirmed"),
    ("hi", "ऑर्डर नहीं मिला और रिफंड चाहिए"),
    ("hi-Latn", "order cancel kar diya tha, paise kab aayenge"),
    ("hi-Latn", "1045 cancel mat karo aur 1048 bhejo"),
    ("gu", "આ પાછું લઈ લો અને રિફંડ આપો"),
    ("bn", "ফ্ল্যাট বদলেছি, নতুন ঠিকানায় পাঠাতে হবে"),
    ("en", "1045" * 800),
    ("en", ""),
]
ASKED = [
    ("en", "thanks, and my refund?", "my refund?"),
    ("hi-Latn", "shukriya, bill kab milega", "bill kab milega"),
    ("gu", "ધન્યવાદ, પણ મારો ઓર્ડર ક્યારે આવશે", "મારો ઓર્ડર ક્યારે આવશે"),
    ("bn", "ধন্যবাদ, টাকা কবে পাব", "টাকা কবে পাব"),
    ("en", "good morning, refund status", "refund status"),
]
NOT_ASKED = [
    "thanks for the refund",
    "thanks, kya saree hai!",
    "thanks, it is lovely",
    "thanks",
    "hello, how are you?",
    "",
]
OPEN = [
    ("en", ("hi", "hello sir 🙏", "my lamp", "i want to return because", "my order...", "and", "Hi!")),
    ("hi", ("नमस्ते", "मेरा लैंप", "मुझे बताना था कि", "सुनिए")),
    ("gu", ("કેમ છો", "મારી સાડી", "અને")),
    ("bn", ("হ্যালো", "আমার শাড়িটা", "কিন্তু")),
    ("hi-Latn", ("namaste", "mera order", "ek aur baat", "lekin")),
    ("gu-Latn", ("kem cho", "maro order", "pan")),
    ("bn-Latn", ("nomoskar", "amar ekta", "ar")),
]
WHOLE = [
    (
        "en",
        ("when will u ship", "1043", "yes", "no", "ok", "thanks", "hmm", "refund", "wrong size", "😊", "", "?", "STOP"),
    ),
    ("hi", ("हाँ", "नहीं", "कहाँ है मेरा ऑर्डर", "शुक्रिया", "कैंसिल करो")),
    ("gu", ("હા", "ના", "ક્યારે આવશે", "આભાર")),
    ("bn", ("হ্যাঁ", "না", "কবে আসবে", "ধন্যবাদ")),
    ("hi-Latn", ("haan", "nahi", "kab aayega", "cancel karo")),
    ("gu-Latn", ("ha", "na", "kyare avse")),
    ("bn-Latn", ("hya", "na", "kobe asbe")),
]


@pytest.mark.parametrize(("locale", "text", "first", "second"), TWO)
def test_two_wishes_are_told_apart(locale: str, text: str, first: str, second: str) -> None:
    found = two_wishes(text, locale)
    assert found is not None
    assert (found.first, found.second) == (first, second)


@pytest.mark.parametrize(("locale", "text"), ONE)
def test_one_wish_stays_one(locale: str, text: str) -> None:
    assert two_wishes(text, locale) is None


def test_a_third_wish_waits_in_the_second() -> None:
    found = two_wishes("track 1045, cancel 1046 and send the bill of 1047", "en")
    assert found == TwoWishes("track 1045", "cancel 1046 and send the bill of 1047")
    assert two_wishes(found.second, "en") == TwoWishes("cancel 1046", "send the bill of 1047")


@pytest.mark.parametrize(("locale", "text", "question"), ASKED)
def test_thanks_before_a_question_come_off(locale: str, text: str, question: str) -> None:
    assert without_courtesy(text, locale) == question


@pytest.mark.parametrize("text", NOT_ASKED)
def test_thanks_alone_stay(text: str) -> None:
    assert without_courtesy(text, "en") == text


@pytest.mark.parametrize(("locale", "text"), [(code, text) for code, texts in OPEN for text in texts])
def test_a_beginning_is_unfinished(locale: str, text: str) -> None:
    assert is_unfinished(text, locale)


@pytest.mark.parametrize(("locale", "text"), [(code, text) for code, texts in WHOLE for text in texts])
def test_a_wish_a_number_and_an_answer_are_whole(locale: str, text: str) -> None:
    assert not is_unfinished(text, locale)
