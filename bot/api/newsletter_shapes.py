"""Newsletters as the API takes and tells them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import Query, Version
from bot.api.staff_shapes import Body
from bot.domain.broadcasts import BroadcastState, Repeats
from bot.domain.channels import Channel
from bot.services.people.newsletters import LONGEST_NAME
from bot.shops.own import kinds

_Name = Annotated[kinds.Needed, Field(max_length=LONGEST_NAME)]
_Names = Annotated[dict[str, _Name], Field(examples=[{"hi": "नई साड़ियाँ"}])]


class NewsletterQuery(Query):
    """Which newsletters."""

    closed: bool = Field(default=False, description="Those that were closed as well.")


class NewsletterMade(Body):
    """A newsletter: its name, as a button shows it, and what it is called in other locales."""

    name: _Name
    names: _Names = Field(default_factory=dict)


class NewsletterChange(Body):
    """Other names of a newsletter as it was at `version`; what is not named stays as it is."""

    version: Version
    name: _Name | None = None
    names: _Names | None = None


class IssueTold(Shown):
    """A broadcast to those who take a newsletter; `repeats`: the next one is planned as it begins."""

    id: Id
    name: str
    state: BroadcastState
    repeats: Repeats
    starts_at: Moment | None
    began_at: Moment | None


class SubscribersTold(Shown):
    """How many get it on a channel in a language; no `locale` where theirs is not known."""

    channel: Channel
    locale: str | None
    people: int


class NewsletterTold(Shown):
    """A newsletter, how many get it now, and its issues. A broadcast goes to them by the audience {"newsletter": id}.

    Who has stopped all offers gets none and is not counted. `ended_at`: since when it is offered to nobody.
    """

    id: Id
    name: str
    names: dict[str, str]
    version: int
    created_at: Moment
    ended_at: Moment | None
    people: int
    subscribers: tuple[SubscribersTold, ...]
    last: IssueTold | None
    next: IssueTold | None


class WayIn(Shown):
    """How customers ask for a newsletter in a language: what they send, the link that writes it for them ("" where
    the shop has no number on WhatsApp), and the code of that link (an SVG, as a data: URI).
    """

    locale: str
    words: str
    link: str
    code: str


class NewsletterWhole(NewsletterTold):
    """A newsletter with all of its issues, the newest first, and the ways to it."""

    issues: tuple[IssueTold, ...]
    ways: tuple[WayIn, ...]


class NewsletterList(Shown):
    """The newsletters, the oldest first."""

    newsletters: tuple[NewsletterTold, ...]
