"""A broadcast to a list: its people and nobody else, with what its columns say of each."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.lists import AudienceFile
from bot.domain.retention import KeptKind
from bot.domain.segments.reading import read_rule
from bot.services.broadcasts import draft
from bot.services.broadcasts.audience import count_doubled
from bot.services.broadcasts.draft import BadDraft, BroadcastDraft
from bot.services.privacy import retention
from bot.services.segments import keeping
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import FakeMessenger, Watch
from tests.services.broadcasts.crowd import (
    KEY,
    VALUES,
    add_crowd,
    draft_for,
    feed,
    freeze,
    leave_all,
    recipients,
    start,
    states,
)
from tests.services.broadcasts.lists.uploading import accepted, upload

TEXT = "phone,name,Gift\n9700000001,Neha,SILK10\n9700000002,Ravi,\n"


def with_gift(default: str = "") -> dict[str, Any]:
    """The values of the sentence, the code from the list's column."""
    return VALUES | {"code": {"column": "Gift", "default": default}}


def sent(bot: Bot, cast: Cast, audience: dict[str, Any], expected: int, values: dict[str, Any]) -> int:
    """A broadcast to an audience that was handed over; gives its id."""
    broadcast_id = draft_for(bot, cast, audience)
    with bot.database.writing.begin() as db:
        row = draft.find_broadcast(db, cast.shop, broadcast_id)
        assert row is not None
        draft._check(db, cast.shop, BroadcastDraft("Gift", KEY, values, audience))
        row.values = values
    start(bot, broadcast_id, expected)
    freeze(bot, broadcast_id, batch=1)
    feed(bot, broadcast_id)
    return broadcast_id


def test_it_goes_to_its_people_with_what_their_columns_say(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    add_crowd(bot, cast, 2)
    file_id = accepted(bot, cast, TEXT)
    sent(bot, cast, {"file": file_id}, 2, with_gift("SAVE5"))
    leave_all(bot)
    told = {letter.receiver: letter.variables or {} for letter in messenger.letters}
    assert set(told) == {"+919700000001", "+919700000002"}
    assert "SILK10" in told["+919700000001"].values()
    assert "SAVE5" in told["+919700000002"].values()


def test_an_empty_cell_without_a_default_is_told(bot: Bot, cast: Cast) -> None:
    broadcast_id = sent(bot, cast, {"file": accepted(bot, cast, TEXT)}, 2, with_gift())
    assert states(bot, broadcast_id) == {("handed_over", ""): 1, ("skipped", "unwritable"): 1}


def test_a_segment_and_a_list_are_either_of_both(bot: Bot, cast: Cast) -> None:
    first, *_ = add_crowd(bot, cast, 3)
    rule = {"field": "consent.whatsapp", "is": "one_of", "value": ["agreed"]}
    file_id = accepted(bot, cast, TEXT)
    with bot.database.writing.begin() as db:
        segment_id = keeping.keep_segment(db, cast.shop, "Agreed", read_rule(rule), None, bot.now()).id
    audience = {"segment": segment_id, "file": file_id}
    with bot.database.reading.begin() as db:
        # Who is in a list has agreed by it, and so is in the segment as well.
        assert count_doubled(db, cast.shop, audience, bot.now()) == 2
    broadcast_id = sent(bot, cast, audience, 5, VALUES)
    assert len({row.customer_id for row in recipients(bot, broadcast_id)}) == 5
    assert first in {row.customer_id for row in recipients(bot, broadcast_id)}


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"code": {"column": "Nothing"}}, "no column of this name; it has name, Gift"),
        ({"code": {"column": "Gift", "default": "x" * 300}}, "the default"),
        ({"code": {"column": "Gift", "more": 1}}, "code: give"),
    ],
)
def test_a_column_that_is_none_is_refused(bot: Bot, cast: Cast, values: dict[str, Any], why: str) -> None:
    file_id = accepted(bot, cast, TEXT)
    with bot.database.writing.begin() as db, pytest.raises(BadDraft, match=why):
        draft.add_draft(db, cast.shop, BroadcastDraft("x", KEY, VALUES | values, {"file": file_id}), bot.now())


def test_a_list_nobody_accepted_or_of_another_shop_is_no_audience(bot: Bot, cast: Cast) -> None:
    unread = upload(bot, cast, TEXT)
    for audience, why in ({"file": unread}, "not been accepted"), ({"file": 999}, "no list of yours"):
        with bot.database.writing.begin() as db, pytest.raises(BadDraft, match=why):
            draft.add_draft(db, cast.shop, BroadcastDraft("x", KEY, VALUES, audience), bot.now())


def test_old_lists_go_but_for_those_that_are_needed(bot: Bot, cast: Cast, watch: Watch) -> None:
    needed, other = accepted(bot, cast, TEXT), accepted(bot, cast, TEXT + "9700000003,x,\n")
    draft_for(bot, cast, {"file": needed})
    watch.advance(days=91)
    while True:
        with bot.database.writing.begin() as db:
            if not retention.prune(db, KeptKind.LISTS, cast.shop, 90, bot.now()):
                break
    assert other not in {row.id for row in rows(bot, AudienceFile)}
    assert [row.id for row in rows(bot, AudienceFile)] == [needed]
