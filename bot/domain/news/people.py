"""News of customers: who they are, what they agreed to, and their wish to see or forget what we have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.news.basics import Person


@dataclass(frozen=True, slots=True)
class CustomerNews:
    """What a shop knows of a person, as of `updated_at`; `gone` when it deleted them."""

    person: Person
    updated_at: datetime
    gone: bool = False


@dataclass(frozen=True, slots=True)
class ConsentNews:
    """A shop's record that a person agreed to marketing, or withdrew it. `channel`: sms or whatsapp."""

    person: Person
    channel: str
    granted: bool
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class DataRequest:
    """A person wants to see what we have of them (Shopify: customers/data_request)."""

    person: Person
    orders: tuple[str, ...] = ()
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class ErasePerson:
    """A person is to be forgotten (customers/redact)."""

    person: Person
    orders: tuple[str, ...] = ()
