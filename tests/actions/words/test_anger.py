"""Anger and bitter praise are told from praise and thanks, in every locale."""

from __future__ import annotations

import pytest

from actions.words.anger import is_angry, spoils_praise

BITTER = {
    "en": [
        "superb, a torn shirt for 900 rupees",
        "great service, 10 days and still nothing",
        "thanks for nothing",
        "wow, bravo, nobody came",
    ],
    "hi": ["वाह क्या सर्विस है, 10 दिन से गायब", "बहुत बढ़िया, फटा हुआ कुर्ता भेजा", "शुक्रिया, अभी तक नहीं मिला"],
    "gu": ["વાહ શું સર્વિસ છે, 10 દિવસથી ગાયબ", "સરસ, ફાટેલી સાડી મોકલી", "આભાર, હજી સુધી નથી આવ્યું"],
    "bn": ["বাহ কী সার্ভিস, ১০ দিন ধরে উধাও", "দারুণ, ছেঁড়া শাড়ি পাঠালেন", "ধন্যবাদ, এখনো আসেনি"],
    "hi-Latn": [
        "wah kya service hai, 10 din se gayab",
        "badhiya, phata hua kurta bheja",
        "shukriya, abhi tak nahi mila",
    ],
    "gu-Latn": ["vah su service che, 10 divas thi gayab", "saras, fateli sadi mokli", "aabhar, haji sudhi nathi avyu"],
    "bn-Latn": ["bah ki service, 10 din dhore udhao", "darun, chhera shari pathalen", "dhonnobad, ekhono asheni"],
}
CONTENT = {
    "en": [
        "thank you so much",
        "lovely saree, came in two days",
        "no damage at all, thanks",
        "not bad, thank you",
        "superb quality",
    ],
    "hi": ["बहुत बढ़िया, दो दिन में आ गया", "शुक्रिया, मिल गया", "कोई खराबी नहीं, धन्यवाद"],
    "gu": ["ખૂબ સરસ, બે દિવસમાં આવી ગયું", "આભાર, મળી ગયું", "જરાય ખરાબ નથી, આભાર"],
    "bn": ["খুব সুন্দর, দু দিনেই এসে গেছে", "ধন্যবাদ, পেয়ে গেছি"],
    "hi-Latn": ["bahut badhiya, do din me aa gaya", "shukriya, mil gaya", "5 baje mil gaya thanks"],
    "gu-Latn": ["khub saras, be divas ma avi gayu", "aabhar, mali gayu"],
    "bn-Latn": ["khub sundor, dui dinei eshe geche", "dhonnobad, peye gechi"],
}


@pytest.mark.parametrize(("locale", "text"), [(code, text) for code, texts in BITTER.items() for text in texts])
def test_bitter_praise_is_a_complaint(locale: str, text: str) -> None:
    assert spoils_praise(text, locale)


@pytest.mark.parametrize(("locale", "text"), [(code, text) for code, texts in CONTENT.items() for text in texts])
def test_who_is_content_stays_so(locale: str, text: str) -> None:
    assert not spoils_praise(text, locale)


@pytest.mark.parametrize("text", ["🤬", "😡😡", "you are all frauds", "fraud company", "tum log chor ho"])
def test_a_curse_is_anger(text: str) -> None:
    assert is_angry(text, "hi-Latn")


@pytest.mark.parametrize("text", ["", "it is no fraud", "🙏", "5 baje aana", "\u200b", "a" * 5000])
def test_all_else_is_none(text: str) -> None:
    assert not is_angry(text, "hi-Latn")
