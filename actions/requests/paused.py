"""A report that another wish interrupts: put aside in a slot, and taken up again once that wish is settled."""

from __future__ import annotations

from actions.dialogue.slots import Events, Slot
from actions.dialogue.visit import Visit
from actions.orders.which import by_number, mentioned
from actions.requests.draft import Draft
from bot.domain.field_values import sentence
from bot.domain.requests import RequestKind, same_subject

# After these nobody goes on by themselves.
_OVER = frozenset({"flow.stuck", "flow.let_go", "proof.blocked"})


def put_aside(visit: Visit, draft: Draft, kind: RequestKind) -> str:
    """Return what to keep of a draft that a wish of `kind` interrupts; "" where that wish takes its place."""
    named = mentioned(visit).order
    about_another = named is not None and draft.order is not None and named.id != draft.order.id
    if kind in same_subject(draft.kind) and not about_another:
        return ""
    return "\n".join((draft.kind, draft.order.number if draft.order else "", draft.words))


def taken_up(visit: Visit, events: Events) -> Draft | None:
    """Return the report that waits to be taken up again and say so; None when there is none, or nobody would go on.

    Args:
        events: of this turn; what they put aside may be taken up at once, where the other wish is settled already.
    """
    aside = (event["value"] for event in events if event.get("name") == Slot.REQUEST_PAUSED and event.get("value"))
    kept = next(aside, visit.turn.slot(Slot.REQUEST_PAUSED))
    if not kept or (visit.said and visit.said[-1].key in _OVER):
        return None
    kind, number, words = [*kept.split("\n", 2), "", ""][:3]
    visit.say("flow.taken_up", kind=sentence(f"request.kind.{kind}"))
    return Draft(RequestKind(kind), words, by_number(visit, number).order if number else None)
