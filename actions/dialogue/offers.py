"""What we offered with the last thing we said, for a yes or a no typed below it."""

from __future__ import annotations

from actions.dialogue.saying import Button
from actions.dialogue.turn import Turn

# Said with one offer in it: "yes" takes its first button.
OFFERED = frozenset(
    {
        "fallback.second",
        "flow.stuck",
        "repeat.person",
        "person.offer",
        "product.not_told",
        "proof.blocked",
        "order.attempt_failed",
        "order.cod_unconfirmed",
        "order.lost",
        "order.only_theirs",
        "cod.ask_confirm",
        "cancel.delivered",
        "rating.thanks_low",
        "request.no.already_shipped",
        "request.no.no_warranty",
        "request.no.return_over",
        "subscribe.ask",
        "notice.cod_ask",
        "notice.cod_reminder",
        "notice.attempt_failed",
        "notice.next_try",
    }
)


def offer_of(turn: Turn, position: int) -> Button | None:
    """The button of the last message that a yes (0) or no (1) stands for; None when nothing was offered."""
    last = turn.last
    return last.buttons[position] if last.key in OFFERED and position < len(last.buttons) else None
