"""Messages that ask the same are put together, in whatever language; others are not."""

from __future__ import annotations

from pathlib import Path

from bot.domain.teaching.grouping import ALIKE_LETTERS, group_alike, likeness_of_letters
from bot.domain.writing import trigrams
from bot.faq.likeness import group_messages

FALL = ("શું સાડી સાથે ફૉલ બીડિંગ કરી આપો છો?", "क्या साड़ी में फॉल लगा कर देते हो", "સાડીમાં ફૉલ બીડિંગ કરી આપો છો")
PARCEL = ("where is my parcel", "મારું પાર્સલ ક્યાં છે", "मेरा पार्सल कहाँ है")
OTHERS = ("who won the cricket match", "can I pay with crypto")


def test_it_puts_together_what_asks_the_same_across_languages(tmp_path: Path) -> None:
    texts = [*FALL, *PARCEL, *OTHERS]
    groups = group_messages(texts, tmp_path / "vectors")
    assert [{texts[place] for place in group} for group in groups] == [
        set(FALL),
        set(PARCEL),
        *({one} for one in OTHERS),
    ]
    assert group_messages([], tmp_path / "vectors") == []


def test_by_letters_the_same_words_still_meet() -> None:
    texts = ["where is my parcel", "who are you", "where is my parcel now"]
    likeness = likeness_of_letters([trigrams(text) for text in texts])
    assert group_alike(3, likeness, ALIKE_LETTERS) == [[0, 2], [1]]
