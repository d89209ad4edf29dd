"""The shop's answers to common questions: listed, written, changed and dropped, a text for each language."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.declared import answers
from bot.api.faq_shapes import (
    FaqTextGiven,
    FaqTextTold,
    FaqTopicList,
    FaqTopicMade,
    FaqTopicRevised,
    FaqTopicTold,
    Slugged,
    VersionQuery,
)
from bot.api.group import Group
from bot.api.problems import Problem, wrong
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.domain.faq import BadAnswer, FaqChange, FaqWords
from bot.domain.locale import DEFAULT
from bot.services.catalogue.faq import topics, uses
from bot.services.catalogue.faq.fields import FIELDS, fill_answer
from bot.services.catalogue.faq.topics import FaqDeed, Texts, TopicMovedOn, TopicSeen
from bot.services.moments.kept import read_kept
from bot.services.staff import audit
from bot.shops.own.faults import Fault

faq = Group("faq", __name__, "answers")
ONE_TOPIC = "/faq/topics/<string(maxlength=41):slug>"


@faq.get("/faq/topics", responses=answers(FaqTopicList, 401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def list_faq_topics() -> Response:
    """What the shop answers to common questions, topic by topic"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        shop = db.get_one(Merchant, caller().merchant_id)
        counted = uses.count_uses(db, shop.id, bot.now())
        told = tuple(tell_topic(one, counted.get(one.slug, 0)) for one in topics.list_topics(db, shop.id))
        fields = {name: fill_answer(db, shop, f"{{{name}}}", DEFAULT) for name in FIELDS}
    return sent(FaqTopicList(topics=told, fields=fields))


@faq.post("/faq/topics", responses=answers(FaqTopicTold, 401, 403, 409, 413, 415, 422, 429, 503, status=201))
@needs(Permission.CATALOGUE_WRITE)
def add_faq_topic(body: FaqTopicMade) -> Response:
    """Write a new topic; the same once more changes nothing"""
    return sent(_write(TopicSeen(body.slug, 0, read_texts(body.texts))), 201)


@faq.put(ONE_TOPIC, responses=answers(FaqTopicTold, 401, 403, 404, 409, 413, 415, 422, 429, 503))
@needs(Permission.CATALOGUE_WRITE)
def revise_faq_topic(path: Slugged, body: FaqTopicRevised) -> Response:
    """Write a topic as a whole, as it was at the version somebody saw"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        if topics.find_topic(db, caller().merchant_id, path.slug) is None:
            raise no_topic()
    return sent(_write(TopicSeen(path.slug, body.version, read_texts(body.texts))))


@faq.delete(ONE_TOPIC, responses=answers(None, 400, 401, 403, 404, 409, 429, 503, status=204))
@needs(Permission.CATALOGUE_WRITE)
def drop_faq_topic(path: Slugged, query: VersionQuery) -> Response:
    """Drop a topic; its versions stay, and any of them can be brought back"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        deed = FaqDeed(FaqChange.DROPPED, me.actor.staff_id, now)
        try:
            there = topics.drop_topic(db, me.merchant_id, path.slug, query.version, deed)
        except TopicMovedOn as error:
            raise moved_on(error) from error
        if not there:
            raise no_topic()
        audit.record(db, me.actor, "faq.drop", f"faq:{path.slug}", now)
    return Response(status=204)


def _write(seen: TopicSeen) -> FaqTopicTold:
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    deed = FaqDeed(FaqChange.WRITTEN, me.actor.staff_id, now)
    with bot.database.writing.begin() as db:
        try:
            told = topics.write_topic(db, me.merchant_id, seen, read_kept(db, me.merchant_id), deed)
        except TopicMovedOn as error:
            raise moved_on(error) from error
        except BadAnswer as error:
            raise bad_answer(error) from error
        audit.record(db, me.actor, "faq.write", f"faq:{seen.slug}", now)
        return tell_topic(told, uses.count_uses(db, me.merchant_id, now).get(seen.slug, 0))


def read_texts(given: Mapping[str, FaqTextGiven]) -> Texts:
    """Return texts as they are kept: in the order of languages, each wording once."""
    return {
        locale: FaqWords(one.question, one.answer, tuple(dict.fromkeys(one.asked_as))) for locale, one in given.items()
    }


def tell_texts(texts: Texts) -> dict[str, FaqTextTold]:
    """Return texts as they are told."""
    return {locale: FaqTextTold.model_validate(words) for locale, words in texts.items()}


def tell_topic(topic: TopicSeen, count: int) -> FaqTopicTold:
    """Return a topic as it is told."""
    return FaqTopicTold(slug=topic.slug, version=topic.version, texts=tell_texts(topic.texts), uses=count)


def no_topic() -> Problem:
    """Return the problem of a topic that is none."""
    return Problem(404, "No such topic", "The shop has none of this name: GET /faq/topics lists them.")


def moved_on(error: TopicMovedOn) -> Problem:
    """Return the problem of a change that is based on what is another by now, with how it is now."""
    present = None if error.seen is None else tell_topic(error.seen, 0).model_dump(mode="json")
    now = f"is at version {error.seen.version} by now" if error.seen else "was dropped meanwhile"
    return Problem(409, "Changed meanwhile", f"The topic {error.slug} {now}.", present=present or {"slug": error.slug})


def bad_answer(error: BadAnswer) -> Problem:
    """Return the problem of texts that cannot be stored, by field."""
    faults = []
    for one in error.faults:
        place = ("texts", one.locale, *((one.field,) if one.field else ())) if one.locale else ("slug",)
        faults.append(Fault(place, one.problem, one.remedy))
    return wrong(*faults)


def find_shop(db: Session) -> Merchant:
    """Return the shop of whoever calls."""
    return db.get_one(Merchant, caller().merchant_id)
