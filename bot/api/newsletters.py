"""The shop's newsletters: which there are, and how many take each. Customers take and end them in the chat."""

from __future__ import annotations

from typing import Annotated

from flask import Response, current_app
from flask_openapi3.blueprint import APIBlueprint
from pydantic import Field

from bot.api.access import caller, needs
from bot.api.answers import Id, Moment, Shown, sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.declared import OPERATION_ID, answers, tag
from bot.api.problems import Problem, wrong_field
from bot.api.staff_shapes import Body
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.db.newsletters import Newsletter
from bot.domain.access import Permission
from bot.domain.locale import CODES
from bot.services.people import newsletters as news
from bot.services.people.newsletters import LONGEST_NAME, NewsletterNamed
from bot.services.staff import audit
from bot.shops.own import kinds

newsletters = APIBlueprint("newsletters", __name__, abp_tags=[tag("broadcasts")], operation_id_callback=OPERATION_ID)
_Name = Annotated[kinds.Needed, Field(max_length=LONGEST_NAME)]


class NewsletterMade(Body):
    """A newsletter: its name, as a button shows it, and what it is called in other locales."""

    name: _Name
    names: dict[str, _Name] = Field(default_factory=dict, examples=[{"hi": "नई साड़ियाँ"}])


class NewsletterTold(Shown):
    """A newsletter, and how many people take it. A broadcast goes to them by the audience {"newsletter": id}."""

    id: Id
    name: str
    names: dict[str, str]
    created_at: Moment
    people: int


class NewsletterList(Shown):
    """The newsletters that are offered, the oldest first."""

    newsletters: tuple[NewsletterTold, ...]


@newsletters.get("/newsletters", responses=answers(NewsletterList, 401, 403, 429, 503))
@needs(Permission.BROADCASTS_READ)
def list_newsletters() -> Response:
    """The newsletters that customers are offered in the chat"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        told = tuple(_tell(db, row) for row in news.list_newsletters(db, caller().merchant_id))
    return sent(NewsletterList(newsletters=told))


@newsletters.post("/newsletters", responses=answers(NewsletterTold, 401, 403, 413, 415, 422, 429, 503, status=201))
@needs(Permission.BROADCASTS_WRITE)
def add_newsletter(body: NewsletterMade) -> Response:
    """Offer a newsletter: who says that they want offers is asked which they would like"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    if strange := [locale for locale in body.names if locale not in CODES]:
        raise wrong_field("names", f"{strange[0]} is no locale of ours", f"one of {', '.join(CODES)}")
    with bot.database.writing.begin() as db:
        try:
            row = news.add_newsletter(db, me.merchant_id, body.name, body.names, now)
        except NewsletterNamed as error:
            raise wrong_field("name", "there is one of this name", "give another name") from error
        audit.record(db, me.actor, "newsletter.add", f"newsletter:{row.id}", now)
        told = _tell(db, row)
    return sent(told, 201)


@newsletters.post(
    f"/newsletters/<int(min=1,max={LARGEST_ID}):id>/end", responses=answers(NewsletterTold, 401, 403, 404, 429, 503)
)
@needs(Permission.BROADCASTS_WRITE)
def end_newsletter(path: Numbered) -> Response:
    """Offer it to nobody any more; once more, it is left as it is"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        row = news.find_newsletter(db, me.merchant_id, path.id)
        if row is None:
            raise Problem(404, "No such newsletter", "The shop has none by this id.")
        if news.end_newsletter(db, me.merchant_id, path.id, now):
            audit.record(db, me.actor, "newsletter.end", f"newsletter:{path.id}", now)
        told = _tell(db, row)
    return sent(told)


def _tell(db: Session, row: Newsletter) -> NewsletterTold:
    people = news.count_takers(db, row.merchant_id, row.id)
    return NewsletterTold(id=row.id, name=row.name, names=row.names, created_at=row.created_at, people=people)
