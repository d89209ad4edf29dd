"""The key and the sound by which the search finds a word in any script, and where the words of a text stand."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.search_key import LONGEST, Script, find_words, key_of
from bot.domain.search_sound import MOST, sounds_of

INDIC = st.characters(min_codepoint=0x0900, max_codepoint=0x0AFF)
TEXTS = st.text(st.one_of(INDIC, st.characters(exclude_categories=["Cs"]), st.sampled_from(" #-'\u200d\u200c\x00")))


def sounds(word: str) -> set[str]:
    """How a single word sounds."""
    [found] = find_words(word)
    return set(sounds_of(found))


@pytest.mark.parametrize(
    "spellings",
    [
        "हिन्दी हिंदी હિન્દી હિંદી हिन्\u200dदी",
        "ज़रूर जरूर જરૂર",
        "पाँच पांच પાંચ",
        "लड़का लडका લડકા",
        "सम्पर्क संपर्क સંપર્ક",
        "१०४२ ૧૦૪૨ ১০৪২ 1042",
        "STRASSE straße",
        "অর্ডার অর্\u200dডার अर्डार",
        "ｏｒｄｅｒ Order ORDER or\u200cder",
    ],
)
def test_what_is_one_word_has_one_key(spellings: str) -> None:
    assert len({key_of(one) for one in spellings.split()}) == 1


@pytest.mark.parametrize("pair", ["काम कम", "દિન દીન", "order orders", "दाम दम", "রং রঙ"])
def test_what_is_another_word_has_another_key(pair: str) -> None:
    one, other = pair.split()
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize(
    "spellings",
    [
        "order ऑर्डर ઓર્ડર অর্ডার odr ordr oder ओडर ઓડર आर्डर",
        "parcel पार्सल પાર્સલ পার্সেল prcl",
        "delivery डिलीवरी ડિલિવરી ডেলিভারি dlvry delivary",
        "refund रिफंड रिफ़ंड રિફંડ রিফান্ড rfnd",
        "exchange एक्सचेंज એક્સચેન્જ এক্সচেঞ্জ",
        "address एड्रेस એડ્રેસ অ্যাড্রেস adress",
        "cancel कैंसल કેન્સલ ক্যানসেল cncl",
        "साड़ी saree sari sadi साडी સાડી শাড়ি",
        "saree শাড়ি",
        "number नंबर नम्बर નંબર নম্বর nmbr",
        "company कंपनी કંપની কোম্পানি",
        "phone fone फ़ोन फोन ફોન ফোন",
        "size साइज़ સાઇઝ সাইজ",
        "quality क्वालिटी ક્વોલિટી কোয়ালিটি",
        "whatsapp व्हाट्सएप વોટ્સએપ হোয়াটসঅ্যাপ",
        "message msg मैसेज મેસેજ মেসেজ",
        "please plz प्लीज़ પ્લીઝ প্লিজ",
        "damage डैमेज ડેમેજ ড্যামেজ",
        "lakshmi laxmi लक्ष्मी લક્ષ્મી লক্ষ্মী",
        "bangla বাংলা बांग्ला",
        "service सर्विस સર્વિસ সার্ভিস",
        "asha aasha Asha आशा આશા আশা",
        "nahi नहीं નહીં",
        "nahin नहीं નહીં",
        "kahan कहाँ कहां",
        "kaha कहाँ",
        "jabo যাব",
        "gyan ज्ञान જ્ઞાન",
        "hai है",
        "chhe છે",
        "ghar घर ઘર ঘর",
    ],
)
def test_one_word_sounds_alike_in_every_script(spellings: str) -> None:
    first, *others = spellings.split()
    for other in others:
        assert sounds(first) & sounds(other), f"{first} {sounds(first)}, {other} {sounds(other)}"


def test_the_sound_of_an_order_is_as_people_know_it() -> None:
    assert all("rdr" in sounds(word) for word in ["ऑर्डर", "ઓર્ડર", "অর্ডার", "order", "odr"])


@pytest.mark.parametrize(
    "pair", ["order dear", "order other", "refund return", "pay up", "आशा ईशा", "जाना खाना", "ok okay"]
)
def test_another_word_sounds_otherwise(pair: str) -> None:
    one, other = pair.split()
    assert not sounds(one) & sounds(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("मेरा order१०४२, orderનો!", ["मेरा", "order१०४२", "order", "નો"]),
        ("#IN-1042 rk58213ki 👍 don’t", ["IN", "1042", "rk58213ki", "don", "t"]),
        ("ક૧૦૪૨ অর্ডার।কই", ["ક", "૧૦૪૨", "অর্ডার", "কই"]),
        ("\x00 ' \u200d — ₹", []),
        ("தமிழ் और العربية", ["தமிழ்", "और", "العربية"]),
    ],
)
def test_the_words_of_a_text(text: str, words: list[str]) -> None:
    assert [word.written for word in find_words(text)] == words


def test_numbers_and_unknown_scripts_have_no_sound() -> None:
    assert [sounds(word) for word in ("1042", "rk1042", "தமிழ்")] == [set(), set(), set()]
    assert [word.script for word in find_words("தமிழ் मेरा માટે কই 12")] == [
        Script.LATIN,
        Script.DEVANAGARI,
        Script.GUJARATI,
        Script.BENGALI,
        Script.LATIN,
    ]


@given(TEXTS)
def test_whatever_is_written_its_words_stand_where_they_say(text: str) -> None:
    end = 0
    for word in find_words(text):
        assert word.start >= end
        assert text[word.start : word.end] == word.written
        assert 0 < len(word.key) <= LONGEST
        assert all(unicodedata.category(character)[0] in "LMN" for character in word.key)
        assert key_of(word.key) == word.key or len(word.key) == LONGEST
        heard = sounds_of(word)
        assert len(heard) <= MOST
        assert all(sound.isascii() and sound.isalpha() and sound.islower() for sound in heard)
        end = word.end
