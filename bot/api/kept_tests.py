"""Conversations kept as tests of every new model."""

from __future__ import annotations

from flask import Response, current_app
from flask_openapi3.types import ResponseDict

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.at_desk import at_desk
from bot.api.declared import answers, reference
from bot.api.group import Group
from bot.api.problems import Problem
from bot.api.teaching_shapes import KeptStep, KeptTestList, KeptTestMade, KeptTestTold
from bot.bootstrap import Bot
from bot.db.teaching import KeptTest
from bot.domain.access import Permission
from bot.services.staff import audit
from bot.services.teaching import kept

kept_tests = Group("kept_tests", __name__, "teaching")
_TESTS = "/teaching/tests"
_THERE: ResponseDict = {200: reference("KeptTestTold", "Kept already: it is as it was read by now")}


@kept_tests.get(_TESTS, responses=answers(KeptTestList, 401, 403, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def list_kept_tests() -> Response:
    """The conversations that are kept as tests, the newest first"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        told = tuple(map(_told, kept.list_tests(db, caller().merchant_id)))
    return sent(KeptTestList(tests=told))


@kept_tests.post(
    _TESTS, responses=answers(KeptTestTold, 401, 403, 404, 409, 413, 415, 422, 429, 503, status=201) | _THERE
)
@needs(Permission.CONVERSATIONS_WRITE)
def keep_test(body: KeptTestMade) -> Response:
    """Keep a conversation as a test: every new model reads its messages before it answers anybody"""
    with at_desk() as desk:
        row = desk.see(body.conversation_id)
        try:
            test, is_new = kept.keep_test(desk.db, row, body.name, desk.staff_id, desk.now)
        except kept.NothingToKeep as error:
            raise Problem(
                409, "Nothing to keep", f"The assistant has read none of it, or {kept.MOST} are kept already."
            ) from error
        audit.record(desk.db, desk.actor, "test.keep", f"test:{test.id}", desk.now)
        told = _told(test)
    return sent(told, 201 if is_new else 200)


@kept_tests.delete(
    f"{_TESTS}/<int(min=1,max={LARGEST_ID}):id>", responses=answers(None, 401, 403, 404, 429, 503, status=204)
)
@needs(Permission.CONVERSATIONS_WRITE)
def drop_kept_test(path: Numbered) -> Response:
    """Keep a conversation as a test no longer"""
    with at_desk() as desk:
        test = kept.find_test(desk.db, desk.viewer.merchant_id, path.id)
        if test is None:
            raise Problem(404, "No such test", "GET /teaching/tests lists the kept conversations.")
        kept.drop_test(desk.db, test)
        audit.record(desk.db, desk.actor, "test.delete", f"test:{path.id}", desk.now)
    return Response(status=204)


def _told(row: KeptTest) -> KeptTestTold:
    steps = tuple(
        KeptStep(text=text, locale=locale, intent=intent) for text, locale, intent in row.steps.get("steps", ())
    )
    return KeptTestTold(id=row.id, conversation_id=row.conversation_id, name=row.name, steps=steps, at=row.at)
