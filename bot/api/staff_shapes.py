"""What is sent and told about a shop's people: log-in, invitation, change, link, and what was done."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_ID, LARGEST_PAGE, PAGE, Number, Query, Version
from bot.domain.access import LinkKind, Permission, ShopRole, StaffRole, StaffState
from bot.domain.availability import Availability
from bot.domain.locale import CODES
from bot.shops.own import kinds

# Whatever somebody typed: neither kept nor shown.
Typed = Annotated[str, Field(min_length=1, max_length=200)]
# Of the console; customers have more.
ConsoleLocale = Annotated[str, Field(pattern="^(en|hi|gu|bn)$", description="en, hi, gu or bn")]

CustomerLocales = Annotated[list[Annotated[str, Field(pattern=f"^({'|'.join(CODES)})$")]], Field(max_length=len(CODES))]


class Body(BaseModel):
    """What all bodies share: nothing is guessed, nothing unknown is taken, and no fault repeats what was sent."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)


class LogIn(Body):
    """Who somebody is; `shop` (its slug) where the address works for several with one password."""

    email: Typed
    password: Typed
    shop: kinds.Short | None = None
    code: str | None = Field(default=None, max_length=64, description="Where a 401 of the type code-needed asks for it")


class FirstOwner(Body):
    """Who owns an installation that nobody owns yet, by the code its start printed; `shop`: the name customers know."""

    code: Typed
    email: Typed
    password: Typed
    name: kinds.Words = ""
    shop: kinds.Words
    locale: ConsoleLocale = "en"


class EntranceTold(Shown):
    """What the console's way in asks for: the first owner's code, or a log-in; whether the demo's doors are open."""

    first_owner: bool
    demo: bool


class Proof(Body):
    """One's own password, once more, and a code where one is asked for codes."""

    password: Typed
    code: str | None = Field(default=None, max_length=64)


class Invitation(Body):
    """A person to invite."""

    email: Typed
    name: kinds.Words = ""
    role: ShopRole


class StaffChange(Body):
    """What is to be changed of somebody, as they were at `version`."""

    version: Version
    name: kinds.Words | None = None
    role: ShopRole | None = None
    state: StaffState | None = Field(default=None, description="inactive lets somebody go, active lets them in again")


class MyChange(Body):
    """What somebody chooses for themselves."""

    locale: ConsoleLocale | None = None
    letter_keys: bool | None = Field(default=None, description="Whether single letters act as keys.")
    languages: CustomerLocales | None = Field(default=None, description="In which one reads and writes to customers.")


class AvailabilityChoice(Body):
    """Whether somebody takes conversations."""

    state: Availability


class PasswordChoice(Body):
    """A new password, by the token of a one-time link."""

    token: Typed
    password: Typed


class AuditFilter(Query):
    """Which entries: actions that begin so, of whom, about what."""

    action: str = Field(default="", max_length=40, pattern="^[a-z_.]*$")
    staff_id: Number | None = Field(default=None, ge=1, le=LARGEST_ID)
    subject: str = Field(default="", max_length=120)


class AuditQuery(AuditFilter):
    """Which entries: those of ids below `before`, the newest first."""

    before: Number = Field(default=LARGEST_ID, ge=1, le=LARGEST_ID)
    limit: Number = Field(default=PAGE, ge=1, le=LARGEST_PAGE)


class StaffTold(Shown):
    """A person who works for the shop. `version` goes with each change."""

    id: Id
    email: str
    name: str
    locale: str
    role: StaffRole
    state: StaffState
    languages: tuple[str, ...]
    availability: Availability
    available_since: Moment | None
    version: int
    created_at: Moment
    has_totp: bool = Field(default=False, description="Whether a code is asked of them; told to owners")
    passkeys: int = Field(default=0, description="How many they have; told to owners")


class AvailabilityTold(Shown):
    """A person, how many of their conversations went back into the queue, and how many open ones they keep."""

    staff: StaffTold
    given_back: int
    kept: int


class StaffList(Shown):
    """The shop's people, the first added first."""

    staff: tuple[StaffTold, ...]


class SessionTold(Shown):
    """Who is logged in, and what they may do. `csrf` goes into the header X-CSRF-Token of each change.

    `live`: the address of the stream of changes (Server-Sent Events), for this page.
    """

    csrf: str
    live: str
    shop: str
    set_up: bool = Field(description="Whether the shop is live: its customers hear from it unasked.")
    letter_keys: bool
    staff: StaffTold
    permissions: tuple[Permission, ...]


class LinkTold(Shown):
    """A one-time link to hand over: whoever has it chooses the password. It is not shown again."""

    staff: StaffTold
    kind: LinkKind
    token: str
    url: str
    expires_at: Moment


class AuditTold(Shown):
    """Who did what to what: a person, a key, or (both null) the terminal of the machine."""

    id: Id
    at: Moment
    staff_id: int | None
    staff_name: str | None
    api_key_id: int | None
    action: str
    subject: str
    detail: str


class AuditPage(Shown):
    """A page of what was done; `next` is the `before` of the next page, null on the last."""

    entries: tuple[AuditTold, ...]
    next: int | None
