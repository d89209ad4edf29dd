"""A draft tried on phones of the shop's own people before it is confirmed, or started without by its owner."""

from __future__ import annotations

from typing import Annotated

from flask import Response, current_app
from pydantic import Field

from bot.api.access import caller, needs
from bot.api.answers import Moment, Shown, sent
from bot.api.asked import Numbered
from bot.api.broadcast_words import begin_speech
from bot.api.broadcasts import ONE_BROADCAST, find_broadcast, refuse
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.problems import Problem, wrong_field
from bot.api.staff_shapes import Body
from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.access import Permission, StaffRole
from bot.domain.masking import mask_numbers
from bot.domain.variants import Variant
from bot.services.broadcasts import trying
from bot.services.broadcasts.standing import NotPossible, check_draft, check_text
from bot.services.staff import audit
from bot.tasks.names import SEND_NOTICE

broadcast_tests = Group("broadcast_tests", __name__, "broadcasts")
_BODY = (401, 403, 404, 409, 413, 415, 422, 429, 503)
_Phone = Annotated[str, Field(pattern=r"^\+[1-9][0-9]{7,14}$")]


class TestSent(Body):
    """On which phones a draft is tried: of those noted as the shop's own (test_numbers), all of them if not named."""

    numbers: Annotated[list[_Phone], Field(min_length=1, max_length=10)] | None = None


class TestWaived(Body):
    """Why a draft may be started without a test that arrived; "" takes that back."""

    why: Annotated[str, Field(max_length=300)]


class TestTold(Shown):
    """How a text was tried last in a language. `state`: of its message, "" where it never was."""

    key: str
    variant: Variant
    locale: str
    state: str
    at: Moment | None
    arrived: bool


class TestsTold(Shown):
    """How a draft was tried. `missing`: the languages in which it is to arrive before it can be started.

    `numbers`: the shop's own phones, their middles hidden; `waived`: why it may be started without, "" for not.
    """

    numbers: tuple[str, ...]
    tests: tuple[TestTold, ...]
    missing: tuple[str, ...]
    waived: str


@broadcast_tests.get(f"{ONE_BROADCAST}/test", responses=answers(TestsTold, 401, 403, 404, 429, 503))
@needs(Permission.BROADCASTS_READ)
def read_broadcast_tests(path: Numbered) -> Response:
    """How a draft was tried on the shop's own phones, in each of its languages"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        told = _tell(db, find_broadcast(db, path.id))
    return sent(told)


@broadcast_tests.post(f"{ONE_BROADCAST}/test", responses=answers(TestsTold, *_BODY))
@needs(Permission.BROADCASTS_WRITE)
def test_broadcast(path: Numbered, body: TestSent) -> Response:
    """Send a draft to phones of the shop's own, one in each language; nobody of its audience gets anything"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        row, shop = _find_draft(db, path.id), db.get_one(Merchant, me.merchant_id)
        numbers = body.numbers if body.numbers is not None else shop.test_numbers
        try:
            written = trying.send_tests(db, begin_speech(db, bot, row, shop), numbers, me.actor.staff_id, now)
        except trying.NotTried as error:
            field, _, problem = str(error).partition(": ")
            raise wrong_field(field, "cannot be used", problem) from error
        except NotPossible as error:
            raise refuse(error, row) from error
        rung = [one.id for one in written]
        audit.record(db, me.actor, "broadcast.test", f"broadcast:{path.id}", now, str(len(rung)))
        told = _tell(db, row)
    for outgoing_id in rung:
        bot.bells.ring(SEND_NOTICE, outgoing_id)
    return sent(told)


@broadcast_tests.post(f"{ONE_BROADCAST}/untested", responses=answers(TestsTold, *_BODY))
@needs(Permission.BROADCASTS_WRITE)
def waive_broadcast_test(path: Numbered, body: TestWaived) -> Response:
    """Let a draft be started without a test that arrived, and say why: its owner alone"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        row, why = _find_draft(db, path.id), " ".join(body.why.split())
        if me.role != StaffRole.OWNER:
            raise Problem(403, "The owner's alone", "Only an owner of the shop, logged in, lets one go untested.")
        trying.note_untested(db, row, why, me.actor.staff_id)
        audit.record(db, me.actor, "broadcast.untested", f"broadcast:{path.id}", now, why)
        told = _tell(db, row)
    return sent(told)


def _find_draft(db: Session, broadcast_id: int) -> Broadcast:
    row = find_broadcast(db, broadcast_id)
    try:
        check_draft(row)
        check_text(row)
    except NotPossible as error:
        raise refuse(error, row) from error
    return row


def _tell(db: Session, row: Broadcast) -> TestsTold:
    shop = db.get_one(Merchant, row.merchant_id)
    tests = trying.list_tried(db, row) if row.key else []
    return TestsTold(
        numbers=tuple(map(mask_numbers, shop.test_numbers)),
        tests=tuple(TestTold.model_validate(one) for one in tests),
        missing=tuple(trying.list_untried(db, row)) if row.key else (),
        waived=row.untested_why,
    )
