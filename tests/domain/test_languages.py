"""Which language an answer is in: the message's, unless it does not tell, or another was asked for by name."""

from __future__ import annotations

import pytest

from bot.domain.languages import asked_for, choose, first, leaning, script_locale, telling_part
from bot.domain.locale import CODES
from bot.locales.guess import trained_guesser


def chosen(text: str, current: str | None = None, *, by_name: bool = False) -> str:
    return choose(text, trained_guesser().guess(text), current, asked_for=by_name)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("where is my order?", "en"),
        ("मेरा ऑर्डर कहाँ है", "hi"),
        ("મારો ઓર્ડર ક્યાં છે", "gu"),
        ("আমার অর্ডার কোথায়", "bn"),
        ("mera order kahan hai", "hi-Latn"),
        ("maro order kya che", "gu-Latn"),
        ("amar order kothay", "bn-Latn"),
        ("Delhivery वाले ने parcel नहीं दिया", "hi"),
    ],
)
def test_it_follows_the_message(text: str, locale: str) -> None:
    assert chosen(text) == locale
    for current in ("en", "hi", "gu-Latn", "bn"):
        assert chosen(text, current) == locale


@pytest.mark.parametrize(
    ("text", "current"),
    [
        ("order cancel na karo", "hi-Latn"),
        ("soch ke batati hu", "hi-Latn"),
        ("Flat 12, Green Park, behind City Mall, Kolkata 700029", "bn-Latn"),
        ("House no 4, near the post office, MG Road", "bn"),
        ("12 Station Road, opposite Town Hall, near old bus stand, Rajkot", "gu"),
        ("B-204 Silver Heights, next to the school gate, Nashik", "hi"),
        ("Priya Sharma", "bn-Latn"),
        ("Ramesh bhai Patel", "hi-Latn"),
        ("Dadar West, Mumbai", "gu-Latn"),
        ("প্রিয়া", "en"),
        ("shukriya", "en"),
    ],
)
def test_a_name_an_address_or_one_word_changes_nothing(text: str, current: str) -> None:
    assert chosen(text, current) == current


@pytest.mark.parametrize(
    "text", ["Return ka process batao", "item dented h but working", "payment failed but amount debited h"]
)
def test_particles_tell_a_first_message_full_of_english_words(text: str) -> None:
    assert chosen(text) == "hi-Latn"


def _first(text: str) -> str | None:
    return first(text, trained_guesser().guess(telling_part(text)))


@pytest.mark.parametrize(
    "text",
    [
        *("hi", "Hi", "hiii", "Hii", "hi hi", "hi!", "hi 👋", "ok", "okk", "okay", "k", "hello", "helo", "hlo", "hey"),
        *("yes", "no", "thanks", "ok thanks", "sir", "hi sir", "madam", "hmm", "hi Dastak", "Hi team", "order", "upi"),
        *("1042", "RNG-2026-1042", "#1042", "INV/2026-27/00042", "order 1042", "👍", "?", "", "namaste", "ji", "bhai"),
        *("Ravi", "Amit Shah", "Priya Sharma", "Kiran Desai", "Ravi Kumar Patel", "Sourav Das", "Asha"),
    ],
)
def test_what_everybody_types_alike_tells_no_language_at_first(text: str) -> None:
    assert _first(text) is None


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        *(
            ("haan", "hi-Latn"),
            ("kahan hai", "hi-Latn"),
            ("shukriya", "hi-Latn"),
            ("hi mera order kahan hai", "hi-Latn"),
        ),
        *(("kem cho", "gu-Latn"), ("aabhar", "gu-Latn"), ("hi maro order kya che", "gu-Latn")),
        *(
            ("nomoskar", "bn-Latn"),
            ("dhonnobad", "bn-Latn"),
            ("kemon achen", "bn-Latn"),
            ("ok amar order kothay", "bn-Latn"),
        ),
        *(("नमस्ते", "hi"), ("કેમ છો", "gu"), ("নমস্কার", "bn"), ("hi मेरा ऑर्डर", "hi")),
        *(("hi, where is my order", "en"), ("are you there", "en"), ("good morning, is my order on the way", "en")),
    ],
)
def test_a_first_message_in_a_language_tells_it(text: str, locale: str) -> None:
    assert _first(text) == locale


def test_a_second_message_in_a_row_is_believed() -> None:
    text = "cancel my last order"
    guess = trained_guesser().guess(text)
    assert leaning(text, guess) == "en"
    assert choose(text, guess, "hi", asked_for=False) == "hi"
    assert choose(text, guess, "hi", asked_for=False, before="en") == "en"
    assert choose(text, guess, "hi", asked_for=False, before="gu-Latn") == "hi"


@pytest.mark.parametrize(
    "text", ["ok", "hello", "1042", "👍", "pincode 226010", "thank you", "order cancel", "COD?", "", "?!"]
)
@pytest.mark.parametrize("current", ["gu", "hi-Latn", "bn"])
def test_it_stays_where_a_message_does_not_tell(text: str, current: str) -> None:
    assert chosen(text, current) == current


@pytest.mark.parametrize("current", ["hi", "gu-Latn"])
def test_it_keeps_a_language_that_was_asked_for(current: str) -> None:
    assert chosen("order status please", current, by_name=True) == current
    assert chosen("মারো অর্ডার", current, by_name=True) == "bn"  # another script is another language


def test_it_answers_in_the_script_of_the_message_also_after_a_wish() -> None:
    assert chosen("আমার অর্ডার কোথায়", "bn-Latn", by_name=True) == "bn"


@pytest.mark.parametrize(
    ("text", "written_in", "locale"),
    [
        ("hindi me bolo", "hi-Latn", "hi-Latn"),
        ("ગુજરાતીમાં", "gu", "gu"),
        ("please speak Hindi", "en", "hi"),
        ("english please", "bn-Latn", "en"),
        ("banglay kotha bolo", "bn-Latn", "bn-Latn"),
        ("where is my order", "en", None),
        ("guj me baat karo", "hi-Latn", "gu-Latn"),
    ],
)
def test_it_finds_the_language_that_is_asked_for(text: str, written_in: str, locale: str | None) -> None:
    assert asked_for(text, written_in) == locale


@pytest.mark.parametrize("text", ["a" * 20_000, "\u200b\u200d", "🙏" * 500, "ñandú", "中文", "\x00"])
def test_it_takes_any_text(text: str) -> None:
    assert chosen(text) in CODES
    assert script_locale(text) is None
