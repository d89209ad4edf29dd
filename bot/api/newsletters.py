"""The shop's newsletters: which there are, who takes each, how one takes it. Customers do so in the chat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any

import segno
from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.newsletter_shapes import (
    IssueTold,
    NewsletterChange,
    NewsletterList,
    NewsletterMade,
    NewsletterQuery,
    NewsletterTold,
    NewsletterWhole,
    SubscribersTold,
    WayIn,
)
from bot.api.problems import Problem, wrong_field
from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.engine import Session
from bot.db.newsletters import Newsletter
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.domain.locale import CODES
from bot.services.broadcasts import newsletter_issues as issues_of
from bot.services.chat.newsletter_words import write_link, write_words
from bot.services.people import newsletters as news
from bot.services.people.newsletters import MOST_OFFERED, NewsletterNamed, TooManyNewsletters
from bot.services.staff import audit

newsletters = Group("newsletters", __name__, "broadcasts")
_ONE = f"/newsletters/<int(min=1,max={LARGEST_ID}):id>"
_BODY = (401, 403, 413, 415, 422, 429, 503)


@newsletters.get("/newsletters", responses=answers(NewsletterList, 400, 401, 403, 429, 503))
@needs(Permission.BROADCASTS_READ)
def list_newsletters(query: NewsletterQuery) -> Response:
    """The newsletters that customers are offered in the chat, and how many get each"""
    bot: Bot = current_app.extensions["bot"]
    now = bot.now()
    with bot.database.reading.begin() as db:
        rows = news.list_newsletters(db, caller().merchant_id, ended=query.closed)
        told = tuple(
            NewsletterTold(**_told(db, row, issues_of.list_issues(db, row.merchant_id, row.id), now)) for row in rows
        )
    return sent(NewsletterList(newsletters=told))


@newsletters.get(_ONE, responses=answers(NewsletterWhole, 401, 403, 404, 429, 503))
@needs(Permission.BROADCASTS_READ)
def read_newsletter(path: Numbered) -> Response:
    """A newsletter: who takes it, its issues, and how customers ask for it"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        told = _tell(db, _find(db, path.id), bot.now())
    return sent(told)


@newsletters.post("/newsletters", responses=answers(NewsletterWhole, 409, *_BODY, status=201))
@needs(Permission.BROADCASTS_WRITE)
def add_newsletter(body: NewsletterMade) -> Response:
    """Offer a newsletter: who says that they want offers is asked which they would like"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    _look_at_locales(body.names)
    with bot.database.writing.begin() as db, _refusing():
        row = news.add_newsletter(db, me.merchant_id, body.name, body.names, now)
        audit.record(db, me.actor, "newsletter.add", f"newsletter:{row.id}", now)
        told = _tell(db, row, now)
    return sent(told, 201)


@newsletters.patch(_ONE, responses=answers(NewsletterWhole, 404, 409, *_BODY))
@needs(Permission.BROADCASTS_WRITE)
def revise_newsletter(path: Numbered, body: NewsletterChange) -> Response:
    """Give a newsletter other names; who takes it goes on taking it"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    _look_at_locales(body.names or {})
    with bot.database.writing.begin() as db, _refusing():
        done = news.revise_newsletter(db, _find(db, path.id), body.version, body.name, body.names, now)
        told = _tell(db, _find(db, path.id), now)
        if not done:
            detail = f"It is at version {told.version} by now, as `present` shows."
            raise Problem(409, "Changed meanwhile", detail, present=told.model_dump(mode="json"))
        audit.record(db, me.actor, "newsletter.revise", f"newsletter:{path.id}", now)
    return sent(told)


@newsletters.post(f"{_ONE}/end", responses=answers(NewsletterWhole, 401, 403, 404, 429, 503))
@needs(Permission.BROADCASTS_WRITE)
def end_newsletter(path: Numbered) -> Response:
    """Offer it to nobody any more; once more, it is left as it is"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        _find(db, path.id)
        if news.end_newsletter(db, me.merchant_id, path.id, now):
            audit.record(db, me.actor, "newsletter.end", f"newsletter:{path.id}", now)
        told = _tell(db, _find(db, path.id), now)
    return sent(told)


@newsletters.post(f"{_ONE}/reopen", responses=answers(NewsletterWhole, 401, 403, 404, 409, 429, 503))
@needs(Permission.BROADCASTS_WRITE)
def reopen_newsletter(path: Numbered) -> Response:
    """Offer one again that was closed; who took it takes it still"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db, _refusing():
        _find(db, path.id)
        if news.reopen_newsletter(db, me.merchant_id, path.id, now):
            audit.record(db, me.actor, "newsletter.reopen", f"newsletter:{path.id}", now)
        told = _tell(db, _find(db, path.id), now)
    return sent(told)


def _find(db: Session, newsletter_id: int) -> Newsletter:
    row = news.find_newsletter(db, caller().merchant_id, newsletter_id)
    if row is None:
        raise Problem(404, "No such newsletter", "The shop has none by this id.")
    return row


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except NewsletterNamed as error:
        raise wrong_field("name", "there is one of this name", "give another name") from error
    except TooManyNewsletters as error:
        detail = f"A shop offers up to {MOST_OFFERED}, as many as WhatsApp shows to choose from: close one first."
        raise Problem(409, "Too many newsletters", detail) from error


def _look_at_locales(names: Mapping[str, str]) -> None:
    if strange := [locale for locale in names if locale not in CODES]:
        raise wrong_field("names", f"{strange[0][:20]} is no locale of ours", f"one of {', '.join(CODES)}")


def _tell(db: Session, row: Newsletter, now: datetime) -> NewsletterWhole:
    issues = issues_of.list_issues(db, row.merchant_id, row.id)
    told = tuple(IssueTold.model_validate(one) for one in issues)
    return NewsletterWhole(**_told(db, row, issues, now), issues=told, ways=_ways(db, row))


def _told(db: Session, row: Newsletter, issues: list[Broadcast], now: datetime) -> dict[str, Any]:
    subscribers = issues_of.count_subscribers(db, row.merchant_id, row.id, now)
    last, following = issues_of.find_last(issues), issues_of.find_next(issues)
    same = ("id", "name", "names", "version", "created_at", "ended_at")
    return {name: getattr(row, name) for name in same} | {
        "people": sum(one.people for one in subscribers),
        "subscribers": tuple(SubscribersTold.model_validate(one) for one in subscribers),
        "last": last and IssueTold.model_validate(last),
        "next": following and IssueTold.model_validate(following),
    }


def _ways(db: Session, row: Newsletter) -> tuple[WayIn, ...]:
    number = db.get_one(Merchant, row.merchant_id).whatsapp_from
    ways = []
    for locale in CODES:
        words = write_words(row, locale)
        link = write_link(number, words)
        ways.append(WayIn(locale=locale, words=words, link=link, code=_draw(link) if link else ""))
    return tuple(ways)


@lru_cache(maxsize=500)
def _draw(link: str) -> str:
    """The code of a link, which takes long to draw, and is always the same."""
    picture: str = segno.make(link, micro=False).svg_data_uri(scale=4)
    return picture
