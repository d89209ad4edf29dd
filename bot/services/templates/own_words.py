"""What is wrong with the words of a rule of the shop's own, by language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from bot.db.shop import Merchant
from bot.domain import urgency
from bot.domain.locale import DEFAULT
from bot.domain.own_rules import list_keys_of
from bot.domain.promises import find_faults
from bot.domain.sentence_checks import NOTICE, Slip, WordingAsked, list_slips
from bot.locales import catalogue
from bot.services.messages.wording import OF_SHOP, BadWording, read_wording
from bot.services.moments.kept import read_kept

# Whoever is told has a name, whatever happened.
_ALWAYS = frozenset({"name"})
_PRESSES = "leave it out: what presses needs a true number or day, which a rule cannot know"


def list_fields(moment: str) -> frozenset[str]:
    """Return the fields that words for a moment may have: those of our sentences that tell it, and the name."""
    found = (catalogue.fields(catalogue.sentence(DEFAULT, key)) for key in list_keys_of(moment))
    return frozenset().union(_ALWAYS, *found)


def list_own_slips(
    db: Session, shop: Merchant, moment: str, texts: Mapping[str, str], now: datetime
) -> dict[str, list[Slip]]:
    """Return what is wrong with the words for a moment, by locale; a locale with good words is left out.

    The shop's own language has to be there: it stands in for those that are not.
    """
    known = list_fields(moment) | set(OF_SHOP)
    kept = read_kept(db, shop.id)
    found: dict[str, list[Slip]] = {}
    if shop.locale not in texts:
        found[shop.locale] = [Slip("is missing", "write it in the shop's own language at least")]
    for locale, text in texts.items():
        try:
            used = read_wording(text)
        except BadWording as error:
            found[locale] = [Slip(str(error), "write a field as {number}, and no other braces")]
            continue
        slips = list_slips(WordingAsked(NOTICE, locale, frozenset(), known), text.strip(), used, (), now.date())
        slips += [Slip(f"“{claim.words}” presses", _PRESSES) for claim in urgency.list_claims(text)]
        told = (fault.partition(": ") for fault in find_faults(text, kept))
        slips += [Slip(problem, remedy or "write it otherwise") for problem, _, remedy in told]
        if slips:
            found[locale] = slips
    return found
