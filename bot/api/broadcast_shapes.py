"""What is sent and told of broadcasts."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_ID, LARGEST_PAGE, PAGE, Number, Query, Version
from bot.api.broadcast_draft_shapes import AudienceSent
from bot.api.staff_shapes import Body
from bot.domain.approvals import NotOffered
from bot.domain.broadcasts import BroadcastState, Repeats


class BroadcastStarted(Body):
    """The confirmation of a start: how many people the broadcast goes to, and at which version, as you were told."""

    expected: int = Field(ge=0, le=LARGEST_ID)
    version: Version | None = None


class BudgetSent(Body):
    """What a broadcast may cost in all, millionths of the shop's currency; null: as much as it takes."""

    budget_micros: int | None = Field(ge=1, le=10**15)


class BroadcastTold(Shown):
    """A broadcast. `reason`: why it goes no further by itself; `says`: that in a sentence, "" where there is none."""

    id: Id
    name: str
    state: BroadcastState
    reason: str
    says: str
    key: str
    values: dict[str, Any]
    second: dict[str, Any] | None
    audience: dict[str, Any]
    fallback_locale: str | None
    by_sms: bool
    starts_at: Moment | None
    lasts_hours: int
    expires_at: Moment | None
    stop_percent: int
    budget_micros: int | None
    version: int
    created_at: Moment
    began_at: Moment | None
    waits_until: Moment | None = Field(description="For room in the portfolio's allowance of new people a day.")
    ended_at: Moment | None
    pilot_percent: int | None
    pilot_hours: int
    pilot_counts: dict[str, int] = Field(
        description="How the first share went when that was looked at: people, had (delivered), read, refused, failed."
    )
    pilot_until: Moment | None = Field(description="When it is looked at how the first share went; it waits till then.")
    piloted_at: Moment | None = Field(description="Since when the others get it; null where nobody had it first.")
    holdout_percent: int
    at_own_hour: bool
    repeats: Repeats
    series_id: Id | None = Field(description="The first one of its series, where it came by itself.")
    period: int = Field(description="Which one of its series it is, from 0.")
    parent_id: Id | None = Field(description="The broadcast of which this is another try.")


class BroadcastWhole(BroadcastTold):
    """A broadcast, and how many people it goes to: of the list once it begins, before that as it would be now.

    `missing`: the fields of a draft that have to be given before it can be started.
    """

    people: int
    retried_by: Id | None = Field(description="The broadcast that tries again what of this may come right.")
    missing: tuple[str, ...]


class ProgressTold(Shown):
    """How many people have had their turn, of how many; and the cost so far, by our estimate: as in the receipt."""

    audience: int
    done: int
    cost_micros: int


class BroadcastListed(BroadcastTold):
    """A broadcast of a list; `progress` is null before it has begun, and where counting would take too long."""

    progress: ProgressTold | None


class BroadcastPage(Shown):
    """Broadcasts, the newest first; `next` is the `before` of the next page, null on the last."""

    currency: str
    broadcasts: tuple[BroadcastListed, ...]
    next: int | None


class BroadcastQuery(Query):
    """Which broadcasts."""

    before: Number = Field(default=LARGEST_ID, ge=1, le=LARGEST_ID)
    limit: Number = Field(default=PAGE, ge=1, le=LARGEST_PAGE)


class SentenceTold(Shown):
    """A sentence that can be sent to many, in the shop's language, and the fields that need a source.

    `why_not`: why it cannot leave now, null where it can.
    """

    key: str
    fields: tuple[str, ...]
    locale: str
    category: str
    body: str
    price_micros: int = Field(description="What one person costs by our estimate, millionths of the currency.")
    why_not: NotOffered | None


class SentenceList(Shown):
    """What can be said to many."""

    currency: str
    sentences: tuple[SentenceTold, ...]


class OutlookAsked(Body):
    """What is to be sent to whom."""

    audience: AudienceSent
    by_sms: bool = False


class ForeseenReason(Shown):
    """How many people would be left out for a reason: that in a sentence, and what to do about it."""

    reason: str
    says: str
    advice: str
    count: int


class OutlookTold(Shown):
    """Who would get an offer now. `reached` and `left_out` are of the `looked` first of the `people`.

    Everybody is looked at again as it leaves, also by hours and by how many offers they have had.
    """

    people: int
    looked: int
    reached: int
    left_out: tuple[ForeseenReason, ...]
