"""What is sent and told about doing something about an order."""

from __future__ import annotations

from pydantic import Field

from bot.api.answers import Id, Moment, Shown
from bot.api.staff_shapes import Body
from bot.domain.order_actions import Hindrance, OrderAction
from bot.shops.own import kinds


class ActionOffered(Shown):
    """Something that can be done now; `needs` names the field it cannot do without, `effect` says what happens.

    `is_final`: no taking back. `owner_only`: more money would go back than whoever asks may decide. `asks`: it is a
    question to the customer, and `hindrance` why they cannot be asked now, null: they can.
    """

    action: OrderAction
    needs: str | None
    effect: str
    is_final: bool
    owner_only: bool
    asks: bool
    hindrance: Hindrance | None


class ActionsOffered(Shown):
    """What can be done about an order; `points_at_most` is how many whoever asks may give at once, null: any."""

    actions: tuple[ActionOffered, ...]
    points_at_most: int | None


class ActionWish(Body):
    """What is to be done. `detail`: what is returned, the new address, the day …; `code`: of an offer that runs."""

    action: OrderAction
    detail: kinds.Lines = Field(default="", max_length=1000)
    points: int = Field(default=0, ge=0, le=100_000)
    code: kinds.Lines = Field(default="", max_length=100)
    tell: bool = Field(default=True, description="Whether the customer is told, in their language.")


class ActionTold(Shown):
    """What was done. `reference` is that of a request written down for the team.

    `outgoing_id` is the message by which the customer is told, null: they are not, as where WhatsApp's window is shut.
    """

    id: Id
    order_id: Id
    action: OrderAction
    outcome: str
    reference: str
    outgoing_id: int | None
    at: Moment
