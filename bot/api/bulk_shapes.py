"""What is sent and told of one action done to many conversations."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_ID
from bot.api.staff_shapes import Body
from bot.domain.bulk import BulkAction, JobState, NotDoneWhy
from bot.domain.conversations import SnoozeFor
from bot.services.desk.folders import Folder
from bot.shops.own import kinds

_Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
_Ids = Annotated[tuple[_Id, ...], Field(strict=False, max_length=100)]
MOST_IDS = 1000


class DeedValues(Body):
    """What an action needs: assign `staff_id` (null: nobody); label `add`, `remove`; snooze `until` or `for`."""

    model_config = ConfigDict(populate_by_name=True)

    staff_id: _Id | None = None
    add: _Ids = ()
    remove: _Ids = ()
    until: kinds.Moment | None = None
    what: Annotated[SnoozeFor, Field(strict=False)] | None = Field(default=None, alias="for")


class WhichConversations(Body):
    """Which conversations: `ids`, or all of a `folder`, that a `query` finds, or both."""

    ids: Annotated[tuple[_Id, ...], Field(strict=False, min_length=1, max_length=MOST_IDS)] | None = None
    folder: Annotated[Folder, Field(strict=False)] | None = None
    query: Annotated[str, Field(min_length=1, max_length=500)] | None = None


class BulkMade(WhichConversations):
    """An action, and to which conversations it is done: `ids`, or all of a `folder`, that a `query` finds, or both."""

    action: Annotated[BulkAction, Field(strict=False)]
    values: DeedValues = DeedValues()


class ChosenPeople(Shown):
    """The customers of conversations, each once: what an audience of named customers is made of."""

    customers: tuple[Id, ...]
    conversations: int
    not_seen: int = Field(description="Conversations that are left out: not the caller's to see.")


class LeftOutTold(Shown):
    """Conversations that were skipped, and why."""

    why: NotDoneWhy
    count: int


class BulkTold(Shown):
    """How far a job is. `undo_until`: it can be undone until then, null while it is going on or when it is too late."""

    id: Id
    action: BulkAction
    state: JobState
    total: int
    done: int
    skipped: int
    left_out: tuple[LeftOutTold, ...]
    undone: int
    kept: int = Field(description="Not undone: something has happened there since.")
    created_at: Moment
    finished_at: Moment | None
    undo_until: Moment | None


def find_lack(action: BulkAction, values: DeedValues) -> tuple[str, str, str] | None:
    """Return the field that an action lacks, what is wrong with it and the remedy; None when it has all it needs."""
    given = values.model_fields_set
    if action == BulkAction.ASSIGN and "staff_id" not in given:
        return "values", "say nobody", "send staff_id: an id, or null for nobody"
    if action == BulkAction.LABEL and not (values.add or values.remove):
        return "values", "name no label", "send ids as add, remove or both"
    times = (values.until is None, values.what in (None, SnoozeFor.TIME))
    if action == BulkAction.SNOOZE and times not in ((True, False), (False, True)):
        return "values", "say no end", "send until (a time) or for (parcel, window, reply)"
    if action == BulkAction.SEND_TEMPLATE:
        return "action", "is not to be had here", "send it as a broadcast to the customers that POST /bulk/people finds"
    return None


def write_values(values: DeedValues) -> dict[str, Any]:
    """Return values as they are kept: those that were given."""
    return values.model_dump(mode="json", by_alias=True, exclude_unset=True)
