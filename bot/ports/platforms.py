"""What everybody knows of a shop system or a carrier: its face, one value each folder of theirs exports."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.news import Delivery


class Role(StrEnum):
    """What a connected account is to a shop."""

    SHOP = "shop"  # where its orders come from; they have ids of its own, and its account is the shop's own host
    CARRIER = "carrier"  # how its parcels are followed
    OWN = "own"  # the merchant's own system, by our API or a sheet


class Pulled(StrEnum):
    """What is asked again and again because a webhook may be missed."""

    ORDERS = "orders"  # of a shop's API
    PRODUCTS = "products"  # of a shop's API: all of its catalogue at first, then what changed
    TRACKING = "tracking"  # of a carrier's API, parcel by parcel
    MESSAGES = "messages"  # of Twilio's list; no platform's


@dataclass(frozen=True, slots=True)
class Secret:
    """Something `dastak connect` asks for without showing it: option --`name`, `what` it is for people."""

    name: str
    prompt: str
    what: str


@dataclass(frozen=True, slots=True)
class AccountOption:
    """The option of `dastak connect` that names an account: --name, what stands for its value in the help, the help."""

    name: str
    metavar: str
    help: str


@dataclass(frozen=True, slots=True)
class Connecting:
    """What `dastak connect KIND` asks for, checks and says.

    Args:
        summary: one line of help.
        account: the option that names the account; None where the kind itself is the name.
        normalised: the account as it is stored, from what was typed.
        credentials: what the platform's API is asked with.
        signing: the secret its webhooks are signed with, which the platform gives; None: we make one up.
        account_is: the credential that the account's option is besides, "" for none.
        left_to_do: what remains to be done by hand, with {address} and {secret}.
        on_rotation: the same after a new secret.
        shop_option: the option that names the shop of ours, where --shop means something else.
        refused_in_addresses: what an address of ours must not have in it.
    """

    summary: str
    account: AccountOption | None = None
    normalised: Callable[[str], str] = str.strip
    credentials: tuple[Secret, ...] = ()
    signing: Secret | None = None
    account_is: str = ""
    left_to_do: str = "Nothing is left to do by hand."
    on_rotation: str = ""
    shop_option: str = "--shop"
    refused_in_addresses: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Platform:
    """A shop system or a carrier, for everybody outside its folder.

    Args:
        kind: as it is stored with connections, events and orders.
        name: for people.
        source: "module:Class" of its bot.ports.Source. Named, not imported: services may know a face, and no adapter.
        api: "module:function" that makes its API of (Outside, Account); "" where it has none.
        pulled: what is asked of its API again and again.
        door: the word in its webhooks' address, /hooks/<door>/<token>; "" where it has none.
        headers: how the names of the headers begin that are kept of a webhook, in lower case.
        keys: those of them that have done their work at the door and are not stored.
        last_words: topics that are heard of an account that has left, as the law wants.
        protected: topics that take something away, which must not be said by what was signed for another.
        misfit: why a delivery is not what such a topic says, by its account and the time; "" where it is.
        speaks_for: the header that names the account a webhook speaks for, where one secret signs for many.
        ping: whether a body of a content type is the platform trying an address out, unsigned.
        search: where its shops answer a search, with {} for the word; "" where they have none.
        connecting: None where `dastak connect` has a command of its own.
    """

    kind: str
    name: str
    role: Role
    source: str
    api: str = ""
    pulled: tuple[Pulled, ...] = ()
    door: str = ""
    headers: tuple[str, ...] = ()
    keys: frozenset[str] = frozenset()
    last_words: frozenset[str] = frozenset()
    protected: frozenset[str] = frozenset()
    misfit: Callable[[Delivery, str, datetime], str] | None = None
    speaks_for: str = ""
    ping: Callable[[str, bytes], bool] | None = None
    search: str = ""
    connecting: Connecting | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """A connected account as its API is asked: what the platform calls it, its credentials, the newest secret."""

    name: str
    credentials: Mapping[str, str]
    secret: str
