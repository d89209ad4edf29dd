"""What follows "tell me a day that suits you"."""

from __future__ import annotations

from actions.dialogue.slots import Events, Form, Slot, opening
from actions.dialogue.visit import Visit
from bot.domain.requests import RequestKind

_ABOUT_A_DAY = frozenset(
    {
        "door.not_home",
        "order.attempt_failed",
        "request.done.reschedule",
        "request.done.reschedule_part",
        "notice.attempt_failed",
        "notice.next_try",
        "notice.out_for_delivery",
        "notice.out_for_delivery_cod",
    }
)


def takes_day(visit: Visit) -> Events:
    """A day named after a failed delivery was told, or a new day noted, is the day to come; [] when it is no day."""
    if visit.turn.last.key not in _ABOUT_A_DAY or "date" not in visit.turn.entities:
        return []
    number = visit.turn.last.notice_order or visit.turn.slot(Slot.ORDER_NUMBER)
    return opening(Form.REQUEST, {Slot.REQUEST_KIND: RequestKind.RESCHEDULE, Slot.REQUEST_ORDER: number})
