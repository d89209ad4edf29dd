"""What the catalogue promises in days and hours comes from the shop's settings."""

from __future__ import annotations

import re

import pytest

from bot.domain.locale import CODES
from bot.domain.promises import find_faults
from bot.locales.catalogue import keys, sentence
from lexicon.folding import fold
from tests.cast import KEPT

# Days and hours in all our languages; one day, of what is written singular, is counted by its key.
_COUNTED = re.compile(
    r"(?<![{\w])\d+\s?(?:(?:working|कामकाजी|કામકાજના|টা কাজের|ta kajer) )?"
    r"(?:days|hours|दिन|घंटे|દિવસ|કલાક|দিন|ঘণ্টা|ghante|divas|kalak|din\b|ghont)"
)


@pytest.mark.parametrize("locale", CODES)
def test_no_sentence_writes_out_days_or_hours_that_a_shop_decides(locale: str) -> None:
    told = {key: sentence(locale, key) for key in keys() if not key.endswith(".one")}
    found = {key: text for key, text in told.items() if find_faults(text, KEPT) or _COUNTED.search(fold(text))}
    assert not found
