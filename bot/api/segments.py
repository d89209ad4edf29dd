"""Segments of the shop's customers: kept, revised, dropped; rules counted, said in words and tried on somebody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.customer_shapes import CustomerTold
from bot.api.customers import brief_of, find_theirs
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.languages import find_language
from bot.api.problems import Problem, wrong
from bot.api.segments_shapes import (
    FieldList,
    FieldOperator,
    FieldTold,
    PartTold,
    RuleAsked,
    RuleCounted,
    RuleFit,
    RuleSaid,
    RuleTried,
    SegmentChange,
    SegmentList,
    SegmentMade,
    SegmentTold,
    SegmentUser,
)
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.db.segments import Segment
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.domain.segments.faults import WrongRule
from bot.domain.segments.fields import FIELDS, OPERATORS
from bot.domain.segments.matching import is_in
from bot.domain.segments.reading import read_rule
from bot.domain.segments.rules import Rule
from bot.services.segments import keeping, usage
from bot.services.segments.asking import begin_inquiry, read_saved
from bot.services.segments.checking import check_rule
from bot.services.segments.counting import count_people
from bot.services.segments.describing import read_profile
from bot.services.segments.saying import say_rules, say_segments, say_why
from bot.services.staff import audit
from bot.services.staff.viewing import find_view
from bot.shops.own.faults import Fault

segments = Group("segments", __name__, "segments")
_ONE = f"/segments/<int(min=1,max={LARGEST_ID}):id>"
_BODY = (401, 403, 413, 415, 422, 429, 503)


@segments.get("/segments", responses=answers(SegmentList, 401, 403, 429, 503))
@needs(Permission.SEGMENTS_READ)
def list_segments() -> Response:
    """The segments of the shop, each with its rule in a sentence"""
    bot: Bot = current_app.extensions["bot"]
    merchant_id = caller().merchant_id
    with bot.database.reading.begin() as db:
        told = _tell(db, merchant_id, keeping.list_segments(db, merchant_id))
    return sent(SegmentList(segments=told))


@segments.get("/segments/fields", responses=answers(FieldList, 401, 403, 429, 503))
@needs(Permission.SEGMENTS_READ)
def list_fields() -> Response:
    """What a rule can ask of customers"""
    told = tuple(
        FieldTold(
            name=field.name,
            kind=field.kind,
            operators=tuple(FieldOperator(operator=name, takes=takes) for name, takes in OPERATORS[field.kind].items()),
            choices=field.choices,
            dated=field.dated,
            least=field.least,
            most=field.most,
        )
        for field in FIELDS.values()
    )
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        currency = db.get_one(Merchant, caller().merchant_id).currency
    return sent(FieldList(currency=currency, fields=told))


@segments.get(_ONE, responses=answers(SegmentTold, 401, 403, 404, 429, 503))
@needs(Permission.SEGMENTS_READ)
def read_segment(path: Numbered) -> Response:
    """A segment"""
    bot: Bot = current_app.extensions["bot"]
    merchant_id = caller().merchant_id
    with bot.database.reading.begin() as db:
        (told,) = _tell(db, merchant_id, [_find(db, merchant_id, path.id)])
    return sent(told)


@segments.post("/segments", responses=answers(SegmentTold, 409, *_BODY, status=201))
@needs(Permission.SEGMENTS_WRITE)
def add_segment(body: SegmentMade) -> Response:
    """Keep a rule by a name; names are told apart whatever their letters"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db, _refusing():
        row = keeping.keep_segment(db, me.merchant_id, body.name, read_rule(body.rule), me.actor.staff_id, now)
        audit.record(db, me.actor, "segment.add", f"segment:{row.id}", now)
        (told,) = _tell(db, me.merchant_id, [row])
    return sent(told, 201)


@segments.patch(_ONE, responses=answers(SegmentTold, 404, 409, *_BODY))
@needs(Permission.SEGMENTS_WRITE)
def revise_segment(path: Numbered, body: SegmentChange) -> Response:
    """Change the name or the rule of a segment, as it was at `version`; whatever uses it goes by the new rule"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db, _refusing():
        row = _find(db, me.merchant_id, path.id)
        rule = None if body.rule is None else read_rule(body.rule)
        done = keeping.revise_segment(db, row, body.version, body.name, rule, me.actor.staff_id, now)
        (told,) = _tell(db, me.merchant_id, [_find(db, me.merchant_id, path.id)])
        if not done:
            detail = f"It is at version {told.version} by now, as `present` shows."
            raise Problem(409, "Changed meanwhile", detail, present=told.model_dump(mode="json"))
        audit.record(db, me.actor, "segment.revise", f"segment:{path.id}", now)
    return sent(told)


@segments.delete(_ONE, responses=answers(None, 401, 403, 404, 409, 429, 503, status=204))
@needs(Permission.SEGMENTS_WRITE)
def drop_segment(path: Numbered) -> Response:
    """Keep a segment no longer; not while others use it"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db, _refusing():
        keeping.drop_segment(db, _find(db, me.merchant_id, path.id), now)
        audit.record(db, me.actor, "segment.drop", f"segment:{path.id}", now)
    return Response(status=204)


@segments.post("/segments/count", responses=answers(RuleCounted, *_BODY))
@needs(Permission.SEGMENTS_READ)
def count_rule(body: RuleAsked) -> Response:
    """Count whom a rule means, and show ten of them, within two seconds"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db, _refusing():
        rule = _read(db, me.merchant_id, body.rule)
        viewer = find_view(db, me.actor, me.role)
        (sentence,) = say_rules(db, me.merchant_id, [rule], find_language())
        found = count_people(db, rule, begin_inquiry(db, me.merchant_id, bot.now()))
        told = RuleCounted(
            sentence=sentence,
            count=found.count if found.is_all else None,
            more_than=None if found.is_all else found.count,
            sample=tuple(CustomerTold(**brief_of(person, viewer)) for person in found.sample),
        )
    return sent(told)


@segments.post("/segments/explain", responses=answers(RuleSaid, *_BODY))
@needs(Permission.SEGMENTS_READ)
def explain_rule(body: RuleAsked) -> Response:
    """Say a rule in a sentence"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db, _refusing():
        (sentence,) = say_rules(db, me.merchant_id, [_read(db, me.merchant_id, body.rule)], find_language())
    return sent(RuleSaid(sentence=sentence))


@segments.post("/segments/try", responses=answers(RuleFit, 404, *_BODY))
@needs(Permission.SEGMENTS_READ)
def try_rule(body: RuleTried) -> Response:
    """Say whether a customer fits a rule, and which of its parts"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db, _refusing():
        rule = _read(db, me.merchant_id, body.rule)
        person = find_theirs(db, me.merchant_id, body.customer_id)
        scope = begin_inquiry(db, me.merchant_id, bot.now()).scope
        parts = tuple(PartTold.model_validate(part) for part in say_why(db, person, rule, scope, find_language()))
        fits = is_in(rule, read_profile(db, person), scope)
    return sent(RuleFit(fits=fits, parts=parts))


@contextmanager
def _refusing() -> Iterator[None]:
    """Say in the API's form what the services refuse."""
    try:
        yield
    except WrongRule as error:
        raise wrong(*(Fault(("rule", *one.path), one.problem, one.remedy) for one in error.faults)) from error
    except keeping.SegmentTaken as error:
        raise Problem(409, "There already", "There is one of this name: choose another, or change that one.") from error
    except keeping.TooManySegments as error:
        raise Problem(409, "Too many", f"A shop keeps {keeping.MOST} segments: drop one that is not used.") from error
    except keeping.SegmentUsed as error:
        raise Problem(409, "In use", f"{error} use it: change those first.") from error


def _read(db: Session, merchant_id: int, rule: dict[str, Any]) -> Rule:
    read = read_rule(rule)
    check_rule(db, merchant_id, read, read_saved(db, merchant_id))
    return read


def _find(db: Session, merchant_id: int, segment_id: int) -> Segment:
    row = keeping.find_segment(db, merchant_id, segment_id)
    if row is None:
        raise Problem(404, "No such segment", "Your shop has none by this id: GET /segments lists them.")
    return row


def _tell(db: Session, merchant_id: int, rows: Sequence[Segment]) -> tuple[SegmentTold, ...]:
    users, sentences = keeping.list_users(db, merchant_id), say_segments(db, merchant_id, rows, find_language())
    rules, broadcasts = usage.list_rules(db, merchant_id), usage.list_broadcasts(db, merchant_id)
    return tuple(
        SegmentTold(
            **{name: getattr(row, name) for name in ("id", "name", "rule", "version", "created_at", "changed_at")},
            changed_by=row.changed_by,
            sentence=sentences[row.id],
            used_by=tuple(SegmentUser(id=one.id, name=one.name) for one in users.get(row.id, ())),
            used_by_rules=tuple(rules.get(row.id, ())),
            used_by_broadcasts=tuple(SegmentUser(id=one, name=name) for one, name in broadcasts.get(row.id, ())),
        )
        for row in rows
    )
