"""A shop's words promise only what its settings keep, in every language; what is not about that passes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.promises import Promised, find_faults
from tests.cast import KEPT

REFUSED = {
    "points": [
        *("Every ₹20 you spend earns 1 point.", "हर ₹20 की खरीदारी पर 1 पॉइंट", "દર ₹20 ની ખરીદી પર 1 પોઇન્ટ"),
        *("প্রতি ₹২০ কেনাকাটায় ১ পয়েন্ট", "Har ₹20 par 1 point milta hai", "100 points are worth ₹50"),
    ],
    "refund": [
        *("The money goes back the same day.", "refunds take 5 to 7 working days", "पैसे उसी दिन लौटा देंगे"),
        *("પૈસા એ જ દિવસે પાછા મોકલીએ", "টাকা সেদিনই ফেরত পাঠাই", "paise usi din wapas", "refund 2-3 din mein"),
        *("taka sedin-i ferot pathai", "રિફંડ 3 દિવસમાં", "রিফান্ড ৩ দিনে"),
    ],
    "return": ["Return it within 10 days.", "10 दिन में रिटर्न कीजिए", "10 દિવસમાં રિટર્ન", "১০ দিনের মধ্যে রিটার্ন"],
    "invoice": [
        *("The invoice goes to your e-mail when it ships.", "बिल आपके ई-मेल पर आ जाता है", "બિલ તમારા ઈમેલ પર આવે"),
        *("ইনভয়েস আপনার ইমেলে যায়", "bill aapke e-mail par", "the invoice comes within 12 hours"),
    ],
    "photo": [
        *("Ask here and we'll send a fresh photo.", "ताज़ा फोटो भेज देंगे", "તાજો ફોટો પાડીને મોકલીએ", "টাটকা ছবি তুলে পাঠাব"),
        *("taaza photo bhej denge", "notun chobi tule pathabo"),
    ],
}


@pytest.mark.parametrize(("subject", "text"), [(subject, text) for subject, texts in REFUSED.items() for text in texts])
def test_what_contradicts_the_settings_is_refused_with_its_remedy(subject: str, text: str) -> None:
    (fault,) = find_faults(text, KEPT)
    assert subject in fault
    assert ": " in fault


@pytest.mark.parametrize(
    "text",
    [
        "Each ₹100 you spend earns {points_per_100} points; a review earns {review_points}.",
        "Refunds take {refund_days_least} to {refund_days_most} working days. We open at 10 every day.",
        "Return it within {return_days} days. Blouse stitching adds 6 days.",
        "The invoice comes here within {invoice_hours} hours; a firm writes to {email}.",
        "It waits 7 days at the pick-up point.",
        "Ask for its picture and you get it right away.",
        "",
        "🙏" * 50,
        "{" * 30,
    ],
)
def test_what_is_filled_in_or_about_something_else_passes(text: str) -> None:
    assert find_faults(text, KEPT) == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("points_per_100", replace(KEPT, points_per_100=0)),
        ("review_points", replace(KEPT, review_points=0)),
        ("points_worth", replace(KEPT, points_worth=0)),
        ("invoice_hours", replace(KEPT, invoice_hours=0)),
    ],
)
def test_what_is_switched_off_may_not_be_promised(name: str, kept: Promised) -> None:
    (fault,) = find_faults(f"You get {{{name}}}.", kept)
    assert f"dastak shop set {name}" in fault


@pytest.mark.parametrize(
    "text",
    [
        *("We'll write to you once when it is back.", "आते ही हम आपको एक बार बता देंगे।", "આવશે ત્યારે એક મેસેજ કરી દઈશું"),
        *(
            "এলে একবার লিখে জানিয়ে দেব",
            "wapas aate hi bata denge",
            "aavshe tyare ek message kari daishu",
            "abar ele janabo",
        ),
    ],
)
def test_word_of_what_is_back_is_promised_only_where_it_is_told(text: str) -> None:
    assert find_faults(text, KEPT) == []
    (fault,) = find_faults(text, replace(KEPT, tells_back=False))
    assert "back_in_stock" in fault


def test_hostile_text_costs_no_time() -> None:
    assert find_faults("refund " * 5000 + "1" * 5000, KEPT) == []
