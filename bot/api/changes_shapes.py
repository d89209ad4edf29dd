"""What is asked and told about what changed."""

from __future__ import annotations

from pydantic import Field

from bot.api.answers import Moment, Shown
from bot.api.asked import LARGEST_ID, Number, Query
from bot.services.desk.changes import MOST_MISSED


class ChangesQuery(Query):
    """From where on, and how many."""

    after: Number = Field(
        default=0, ge=0, le=LARGEST_ID, description="The `next` of the call before; 0: as far back as changes are kept."
    )
    limit: Number = Field(default=200, ge=1, le=MOST_MISSED)


class ChangeTold(Shown):
    """Something changed: fetch it to see what it is now. `id` is 0 where the whole kind is meant."""

    seq: int
    kind: str
    id: int
    version: int | None
    at: Moment


class ChangesTold(Shown):
    """What changed, the oldest first. `next` is the `after` of the next call.

    Changes of the last half minute may be told twice, since they are not committed in the order of their numbers.
    `is_whole` is false where changes after `after` are kept no more (a day): fetch what you show.
    """

    changes: tuple[ChangeTold, ...]
    next: int
    is_whole: bool
