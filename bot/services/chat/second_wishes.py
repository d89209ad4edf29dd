"""The second of two wishes in one message: named below the answer to the first, and taken up by a button."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.shortening import shortened
from bot.ports import Offered, Said

# Its choice means the customer's own words, as if they were typed then.
SAY = "say"
WORDS = "words"
_SHOWN = 80  # characters


def add_second(said: Sequence[Said], later: str) -> tuple[Said, ...]:
    """What is said, with the offer to take up the wish `later` next; a question of ours stays the last thing said."""
    if not later or not said:
        return tuple(said)
    button = Offered("button.next", {}, SAY, {WORDS: later})
    offer = Said("wish.next", {"words": shortened(later, _SHOWN)}, offers=(button,))
    return (offer, *said) if _asks(said[-1]) else (*said, offer)


def _asks(last: Said) -> bool:
    return bool(last.offers) or ".ask" in (last.key or "")
