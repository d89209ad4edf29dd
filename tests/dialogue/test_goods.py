"""Goods and carts through real Rasa, in every way of writing: what is asked is answered about what it is asked of."""

from __future__ import annotations

import pytest

from tests.dialogue.conversing import Counter, counter

__all__ = ["counter"]
pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]

# A saree is shown; then each message has one of these answers.
_COLOUR, _PIECE, _RUNS = {"product.colour_yes", "product.colour_no"}, {"faq.answer"}, {"care.answer"}
_SUMS, _PICTURE = {"product.up_to"}, {"product.picture", "product.no_picture"}
ABOUT_A_SAREE = {
    "en": [
        ("price of chanderi saree", {"product.found"}),
        *[("in blue?", _COLOUR), ("does it come with a blouse piece", _PIECE), ("will the colour bleed?", _RUNS)],
        *[("can you send me a photo", _PICTURE), ("anything under 2000", _SUMS)],
    ],
    "hi": [
        ("चंदेरी साड़ी कितने की है", {"product.found"}),
        *[("नीले रंग में है?", _COLOUR), ("ब्लाउज़ पीस साथ में है?", _PIECE), ("रंग तो नहीं निकलेगा?", _RUNS)],
        *[("फोटो भेजिए", _PICTURE), ("2000 के अंदर कुछ दिखाइए", _SUMS)],
    ],
    "gu": [
        ("ચંદેરી સાડીનો ભાવ શું છે", {"product.found"}),
        *[("વાદળી કલરમાં છે?", _COLOUR), ("બ્લાઉઝ પીસ સાથે આવે?", _PIECE), ("કલર ઊતરશે તો નહીં?", _RUNS)],
        *[("ફોટો મોકલો", _PICTURE), ("2000 સુધીમાં બતાવો", _SUMS)],
    ],
    "bn": [
        ("চান্দেরি শাড়ির দাম কত", {"product.found"}),
        *[("নীল রঙে হবে?", _COLOUR), ("ব্লাউজ পিস সাথে আছে?", _PIECE), ("রং উঠবে না তো?", _RUNS)],
        *[("একটা ছবি পাঠান", _PICTURE), ("২০০০ টাকার মধ্যে দেখান", _SUMS)],
    ],
    "hi-Latn": [
        ("chanderi saree kitne ki hai", {"product.found"}),
        *[("neele rang me hai?", _COLOUR), ("blouse piece sath me hai?", _PIECE), ("rang to nahi niklega?", _RUNS)],
        *[("photo bhejo", _PICTURE), ("2000 ke andar kuch dikhao", _SUMS)],
    ],
    "gu-Latn": [
        ("chanderi sadi no bhav su che", {"product.found"}),
        *[("vadli color ma che?", _COLOUR), ("blouse piece ache?", _PIECE), ("color utarse to nai?", _RUNS)],
        *[("photo moklo", _PICTURE), ("2000 sudhi ma batavo", _SUMS)],
    ],
    "bn-Latn": [
        ("chanderi sharee koto dam", {"product.found"}),
        *[("nil ronge ache?", _COLOUR), ("blouse piece ache sathe?", _PIECE), ("rong uthbe na to?", _RUNS)],
        *[("ekta chobi pathan", _PICTURE), ("2000 takar modhye dekhan", _SUMS)],
    ],
}
CARTS = {
    "en": ["what's in my cart", "show my cart please", "cart total?"],
    "hi": ["मेरी कार्ट में क्या है", "कार्ट दिखाओ", "कार्ट का टोटल बताइए"],
    "gu": ["મારા કાર્ટમાં શું છે", "કાર્ટ બતાવો", "કાર્ટનું ટોટલ કેટલું"],
    "bn": ["আমার কার্টে কী আছে", "কার্ট দেখান", "কার্টের টোটাল কত"],
    "hi-Latn": ["mere cart me kya kya pada hai?", "cart dikhao", "cart ka total batao"],
    "gu-Latn": ["mara cart ma shu che", "cart batavo", "cart nu total ketlu"],
    "bn-Latn": ["amar cart e ki ache", "cart dekhan", "cart er total koto"],
}
WORD_OF_A_KURTI = {
    "en": ("tell me when the ajrakh kurti is back", "yes please", "don't tell me when it's back"),
    "hi": ("अजरख कुर्ती वापस आए तो बताना", "हाँ", "वापस आए तो मत बताना"),
    "gu": ("અજરખ કુર્તી પાછી આવે ત્યારે કહેજો", "હા", "પાછી આવે તો ન કહેશો"),
    "bn": ("আজরখ কুর্তি আবার এলে জানাবেন", "হ্যাঁ", "আবার এলে জানাবেন না"),
    "hi-Latn": ("ajrakh kurti wapas aaye to batana", "haan", "wapas aaye to mat batana"),
    "gu-Latn": ("ajrakh kurti fari aave tyare kejo", "ha", "fari aave to na kejo"),
    "bn-Latn": ("ajrakh kurti abar ele janaben", "hyan", "abar ele janaben na"),
}


def test_what_is_asked_of_goods_is_answered(counter: Counter) -> None:
    missed = []
    for locale, messages in ABOUT_A_SAREE.items():
        customer = counter.customer(locale)
        for text, right in messages:
            said = customer.writes(text)
            if not set(said) & right:
                missed.append((locale, text, said))
    assert missed == []


def test_a_cart_is_asked_about(counter: Counter) -> None:
    missed = []
    for locale, messages in CARTS.items():
        for text in messages:
            said = counter.customer(locale).writes(text)
            if said != ["cart.none"]:
                missed.append((locale, text, said))
    assert missed == []


def test_word_of_what_is_back_is_asked_noted_and_called_off(counter: Counter) -> None:
    missed = []
    for locale, messages in WORD_OF_A_KURTI.items():
        customer = counter.customer(locale)
        said = [customer.writes(text) for text in messages]
        if said != [["restock.ask"], ["restock.noted"], ["restock.ended"]]:
            missed.append((locale, said))
    assert missed == []
