"""By what an order and a cart are known to be of the same buyer: phone numbers, e-mail address, account, tokens."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.news import Person
from bot.domain.phones import e164
from bot.domain.visible import visible

_MOST_PHONES, _LONGEST = 10, 320


def buyer_names(person: Person, source: str, country: str) -> frozenset[str]:
    """Return every name a buyer goes by: "phone:+91…", "email:…", and the account at the `source` of the news.

    `country` (ISO-2) reads phones where the person names none. No name is one that a guest shares with other guests.
    """
    read = (e164(typed, person.country or country) for typed in person.phones[:_MOST_PHONES])
    names = {f"phone:{phone}" for phone in read if phone}
    if email := folded_email(person.email):
        names.add(f"email:{email}")
    if person.external_id:
        names.add(f"account:{source}:{person.external_id}")
    return frozenset(names)


def token_names(tokens: Iterable[str]) -> frozenset[str]:
    """Return the names that a cart's tokens are, in an order as in the cart itself."""
    return frozenset(f"cart:{token}" for token in tokens if token)


def folded_email(typed: str) -> str:
    """Return an e-mail address as it is compared: without letters nobody sees, in small letters; "" for none.

    Dots and what follows a plus stay: only some hosts pass over them.
    """
    address = "".join(visible(typed).split()).casefold()
    name, at, host = address.partition("@")
    return address if name and at and host and len(address) <= _LONGEST else ""
