"""What a person of the shop can do about an order, what has to be known for it, and who may."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.orders import CANCELLABLE, ON_THE_WAY, STAGES, WAITS_AT_SHOP, OrderStage
from bot.domain.requests import RequestKind


class OrderAction(StrEnum):
    """What can be done about an order."""

    CANCEL = "cancel"
    CONFIRM_COD = "confirm_cod"
    REFUND = "refund"
    RETURN = "return"
    EXCHANGE = "exchange"
    CHANGE_ADDRESS = "change_address"
    CHECK_ADDRESS = "check_address"
    RESCHEDULE = "reschedule"
    RESEND_INVOICE = "resend_invoice"
    SEND_TRACKING = "send_tracking"
    GIVE_POINTS = "give_points"
    GIVE_CODE = "give_code"


# Those that write a request down for whoever does them.
REQUESTS: Mapping[OrderAction, RequestKind] = {
    OrderAction.REFUND: RequestKind.REFUND,
    OrderAction.RETURN: RequestKind.RETURN,
    OrderAction.EXCHANGE: RequestKind.EXCHANGE,
    OrderAction.CHANGE_ADDRESS: RequestKind.ADDRESS,
    OrderAction.RESCHEDULE: RequestKind.RESCHEDULE,
    OrderAction.RESEND_INVOICE: RequestKind.INVOICE,
}
# What has to be said with each; the others need nothing.
NEEDS: Mapping[OrderAction, str] = {
    OrderAction.REFUND: "detail",
    OrderAction.RETURN: "detail",
    OrderAction.EXCHANGE: "detail",
    OrderAction.CHANGE_ADDRESS: "detail",
    OrderAction.RESCHEDULE: "detail",
    OrderAction.GIVE_POINTS: "points",
    OrderAction.GIVE_CODE: "code",
}
_WRITTEN_DOWN = "A request with a reference is written down for the team; they see to the rest."
# What happens with each, for whoever is about to do it.
EFFECTS: Mapping[OrderAction, str] = {
    **dict.fromkeys(REQUESTS, _WRITTEN_DOWN),
    OrderAction.CANCEL: "The order is cancelled at once; what was paid becomes a refund that is due.",
    OrderAction.CONFIRM_COD: "The order counts as confirmed by its customer.",
    OrderAction.CHECK_ADDRESS: "The customer is asked whether the address is right; the conversation is yours then.",
    OrderAction.SEND_TRACKING: "The customer gets the address of the order's tracking page.",
    OrderAction.GIVE_POINTS: "The points are added to the customer's at once.",
    OrderAction.GIVE_CODE: "The customer gets the code of an offer that runs.",
}
# Those that cannot be taken back, and those that have money go back to the customer.
FINAL = frozenset({OrderAction.CANCEL, OrderAction.CONFIRM_COD, OrderAction.GIVE_POINTS})
PAYS_BACK = frozenset({OrderAction.CANCEL, OrderAction.REFUND})
# Points that anybody at the inbox may give at once; more is for an owner.
POINTS_OF_ANYBODY = 500
_ALL, _WITH_THEM = frozenset(STAGES), frozenset({OrderStage.DELIVERED, OrderStage.HANDED_OVER})
_ON_PAPER = _ALL - {OrderStage.UNPAID, OrderStage.CANCELLED}
# At which stages of an order each is offered.
AT: Mapping[OrderAction, frozenset[OrderStage]] = {
    OrderAction.CANCEL: CANCELLABLE,
    OrderAction.CONFIRM_COD: frozenset({OrderStage.COD_UNCONFIRMED}),
    OrderAction.REFUND: _ALL - {OrderStage.UNPAID, OrderStage.COD_UNCONFIRMED},
    OrderAction.RETURN: _WITH_THEM,
    OrderAction.EXCHANGE: _WITH_THEM,
    OrderAction.CHANGE_ADDRESS: (CANCELLABLE - WAITS_AT_SHOP) | ON_THE_WAY,
    OrderAction.CHECK_ADDRESS: (CANCELLABLE - WAITS_AT_SHOP) | ON_THE_WAY,
    OrderAction.RESCHEDULE: ON_THE_WAY,
    OrderAction.RESEND_INVOICE: _ON_PAPER,
    OrderAction.SEND_TRACKING: ON_THE_WAY | {OrderStage.PACKED},
    OrderAction.GIVE_POINTS: _ALL,
    OrderAction.GIVE_CODE: _ALL,
}
# Those that are a question to the customer: nothing is done where they cannot be asked.
ASKS = frozenset({OrderAction.CHECK_ADDRESS})


class Hindrance(StrEnum):
    """Why a customer cannot be asked now."""

    WINDOW_SHUT = "window_shut"  # a template alone reaches them on WhatsApp
    ONE_WAY = "one_way"  # by SMS to where no answer comes from
    NO_CONVERSATION = "no_conversation"
