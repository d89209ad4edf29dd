"""What is asked and told in the search."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_PAGE, PAGE, Number, Query
from bot.api.inbox_shapes import ConversationTold
from bot.api.places import SEARCH_PLACE

TYPED = "Words and operators, as they are typed into the search box: asha in:resolved order:1042. Any can be read."
FromTo = Annotated[tuple[int, ...], Field(min_length=2, max_length=2)]


class SearchAsked(Query):
    """What to look for, and how much of it."""

    q: str = Field(description=TYPED)
    after: str | None = Field(default=None, pattern=SEARCH_PLACE, description="The `next` of the page before.")
    limit: Number = Field(default=PAGE, ge=1, le=LARGEST_PAGE)


class TypedAsked(Query):
    """What to look for."""

    q: str = Field(description=TYPED)


class FoundText(Shown):
    """What was written and found: a message (in-12, out-7) or a note (note-3), around the first mark where it is long.

    `marks`: where in `text` stands what was looked for, as [from, to] in characters (code points, as in Array.from).
    """

    id: str
    at: Moment
    author: str
    staff_id: int | None
    text: str
    marks: tuple[FromTo, ...]


class HitTold(Shown):
    """Something found: a text and its conversation, or (null) the conversation itself."""

    conversation: ConversationTold
    message: FoundText | None


class UnderstoodTold(Shown):
    """A piece of what was typed: `operator` as it was read (word, from, -label …), its value, and the piece itself."""

    operator: str
    value: str
    text: str


class SearchPage(Shown):
    """A page of what was found, the nearest to what was typed first, then the newest.

    `next` is the `after` of the next page, null on the last. `narrow`: looking took too long and was ended; say more.
    """

    hits: tuple[HitTold, ...]
    next: str | None
    narrow: bool
    understood: tuple[UnderstoodTold, ...]


class PaletteEntryTold(Shown):
    """A customer to jump to; `order_id` and `order_number` where they were found by an order. `address` may be masked.

    `conversation_id`: the one that was active last, null where there is none.
    """

    customer_id: Id
    name: str
    address: str
    conversation_id: Id | None
    order_id: Id | None
    order_number: str | None


class PalettePage(Shown):
    """Customers by name, order or phone, at most 20."""

    found: tuple[PaletteEntryTold, ...]
