"""How the shop's answers changed, what brings them back, the starter set, and what customers asked."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.declared import answers
from bot.api.faq import ONE_TOPIC, bad_answer, find_shop, moved_on, no_topic, tell_texts, tell_topic
from bot.api.faq_shapes import (
    FaqAskedList,
    FaqAskedTold,
    FaqChanged,
    FaqChangeList,
    FaqChangeTold,
    FaqRestored,
    FaqStarted,
    FaqStarterList,
    FaqStarterTold,
    FaqTopicTold,
    FaqVersionList,
    FaqVersionTold,
    Slugged,
)
from bot.api.group import Group
from bot.api.problems import Problem
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.domain.faq import BadAnswer, FaqChange
from bot.domain.locale import CODES
from bot.services.catalogue.faq import history, starter, topics, uses
from bot.services.catalogue.faq.topics import FaqDeed, TopicMovedOn
from bot.services.moments.kept import read_kept
from bot.services.staff import audit

faq_history = Group("faq_history", __name__, "answers")


@faq_history.get(f"{ONE_TOPIC}/versions", responses=answers(FaqVersionList, 401, 403, 404, 429, 503))
@needs(Permission.SETTINGS_READ)
def list_faq_versions(path: Slugged) -> Response:
    """The versions of a topic, also of one that was dropped"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        found = history.list_versions(db, caller().merchant_id, path.slug)
        if not found and topics.find_topic(db, caller().merchant_id, path.slug) is None:
            raise no_topic()
    told = (
        FaqVersionTold(number=one.number, texts=tell_texts(one.texts), how=one.how, by=one.by, at=one.at)
        for one in found
    )
    return sent(FaqVersionList(versions=tuple(told)))


@faq_history.post(f"{ONE_TOPIC}/restore", responses=answers(FaqTopicTold, 401, 403, 404, 409, 413, 415, 422, 429, 503))
@needs(Permission.CATALOGUE_WRITE)
def restore_faq_version(path: Slugged, body: FaqRestored) -> Response:
    """Bring a version of a topic back"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    deed = FaqDeed(FaqChange.RESTORED, me.actor.staff_id, now)
    with bot.database.writing.begin() as db:
        kept = read_kept(db, me.merchant_id)
        try:
            there = history.restore_version(db, me.merchant_id, path.slug, body.number, body.version, kept, deed)
        except TopicMovedOn as error:
            raise moved_on(error) from error
        except BadAnswer as error:
            raise bad_answer(error) from error
        topic = topics.find_topic(db, me.merchant_id, path.slug)
        if not there or topic is None:
            raise Problem(404, "No such version", f"GET /faq/topics/{path.slug}/versions lists those there are.")
        audit.record(db, me.actor, "faq.restore", f"faq:{path.slug}", now, str(body.number))
        told = tell_topic(topic, uses.count_uses(db, me.merchant_id, now).get(path.slug, 0))
    return sent(told)


@faq_history.get("/faq/changes", responses=answers(FaqChangeList, 401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def list_faq_changes() -> Response:
    """The newest changes of the answers: of one topic, or of many at once"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        found = history.list_deeds(db, caller().merchant_id)
    return sent(FaqChangeList(changes=tuple(map(FaqChangeTold.model_validate, found))))


@faq_history.post(
    f"/faq/changes/<int(min=1,max={LARGEST_ID}):id>/undo",
    responses=answers(FaqChanged, 401, 403, 404, 409, 422, 429, 503),
)
@needs(Permission.CATALOGUE_WRITE)
def undo_faq_change(path: Numbered) -> Response:
    """Put every topic of a change back to what it was before; once more changes nothing"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    deed = FaqDeed(FaqChange.UNDONE, me.actor.staff_id, now)
    with bot.database.writing.begin() as db:
        try:
            done = history.undo_deed(db, me.merchant_id, path.id, read_kept(db, me.merchant_id), deed)
        except TopicMovedOn as error:
            raise moved_on(error) from error
        except BadAnswer as error:
            raise bad_answer(error) from error
        if done is None:
            raise Problem(404, "No such change", "GET /faq/changes lists those there are.")
        audit.record(db, me.actor, "faq.undo", f"faq_change:{path.id}", now)
    return sent(FaqChanged.model_validate(done))


@faq_history.get("/faq/starter", responses=answers(FaqStarterList, 401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def list_faq_starters() -> Response:
    """The answers a shop begins with, put together for this shop out of its settings"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        shop = find_shop(db)
        found = starter.list_starters(db, shop, read_kept(db, shop.id))
    told = (
        FaqStarterTold(slug=one.slug, texts=tell_texts(one.texts), missing=one.missing, state=one.state)
        for one in found
    )
    return sent(FaqStarterList(topics=tuple(told)))


@faq_history.post("/faq/starter", responses=answers(FaqChanged, 401, 403, 413, 415, 422, 429, 503))
@needs(Permission.CATALOGUE_WRITE)
def start_faq(body: FaqStarted) -> Response:
    """Take topics of the starter set; where the shop has words of its own, those stay"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    deed = FaqDeed(FaqChange.STARTED, me.actor.staff_id, now)
    with bot.database.writing.begin() as db:
        kept, locales = read_kept(db, me.merchant_id), body.locales or CODES
        done = starter.start_answers(db, find_shop(db), body.slugs, locales, kept, deed)
        audit.record(db, me.actor, "faq.start", "faq", now, f"{len(done.new)} new")
    return sent(FaqChanged.model_validate(done))


@faq_history.get(f"{ONE_TOPIC}/asked", responses=answers(FaqAskedList, 401, 403, 404, 429, 503))
@needs(Permission.SETTINGS_READ)
def list_faq_asked(path: Slugged) -> Response:
    """What customers wrote in the last 30 days that a topic was the answer to, with what is theirs masked"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        if topics.find_topic(db, me.merchant_id, path.slug) is None:
            raise no_topic()
        found = uses.list_asked(db, me.merchant_id, path.slug, bot.now())
        count = uses.count_uses(db, me.merchant_id, bot.now()).get(path.slug, 0)
    return sent(FaqAskedList(count=count, messages=tuple(map(FaqAskedTold.model_validate, found))))
