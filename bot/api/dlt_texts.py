"""What of the shop's sentences is registered for SMS in India (DLT), one by one and as a table."""

from __future__ import annotations

from typing import Annotated

from flask import Response, current_app
from pydantic import BaseModel, Field

from bot.api.access import caller, needs
from bot.api.answers import Shown, sent
from bot.api.asked import Query
from bot.api.declared import TAKES_FILE, answers
from bot.api.group import Group
from bot.api.languages import find_language
from bot.api.problems import Problem, wrong_field
from bot.api.sheets import SheetQuery, SheetTaken, answers_sheet, name_faults, read_table, send_sheet
from bot.api.staff_shapes import Body
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.domain.dlt_rows import BadDlt, DltRow
from bot.domain.locale import CODES
from bot.domain.moments import MomentKind
from bot.domain.sheets.faults import BadTable
from bot.locales.refusals import retell
from bot.services.staff import audit
from bot.services.templates import registering
from bot.services.templates.registering import RegisteredSentence

dlt_texts = Group("dlt_texts", __name__, "settings")
_ONE = "/dlt-texts/<string(maxlength=80):key>/<string(maxlength=10):locale>"
_Cell = Annotated[str, Field(max_length=40)]


class DltPath(BaseModel):
    """A sentence and a locale in an address."""

    key: str = Field(max_length=80)
    locale: str = Field(max_length=10)


class DltQuery(Query):
    """In which languages; without any in the shop's own."""

    locales: str = Field(default="", max_length=100, description="Codes with commas between them.")


class DltGiven(Body):
    """What is registered: the header, the template's id and kind, the text to the letter."""

    header: _Cell
    template_id: _Cell
    kind: _Cell
    text: str = Field(max_length=2000)


class DltTextTold(Shown):
    """A sentence in a locale: as the shop says it, a text to hand in, and what is registered.

    `fault`: why no SMS to India says it; "" where all is well.
    """

    key: str
    title: str = Field(description="Of a rule of the shop's own; else what `moment` is called.")
    moment: MomentKind
    locale: str
    said: str
    suggested: str
    marketing: bool
    header: str
    template_id: str
    kind: str
    text: str
    fault: str


class DltList(Shown):
    """Every sentence that may leave by SMS, and what is registered of the shop itself."""

    way: str = Field(description="registered, or foreign: by Twilio from abroad, where nothing is asked for.")
    entity_id: str
    headers: tuple[str, ...]
    consent_id: str
    locales: tuple[str, ...]
    texts: tuple[DltTextTold, ...]


@dlt_texts.get("/dlt-texts", responses=answers(DltList, 400, 401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def list_dlt_texts(query: DltQuery) -> Response:
    """What is registered for SMS in India, and what is missing"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        shop = db.get_one(Merchant, caller().merchant_id)
        locales = tuple(one for one in CODES if one in query.locales.split(",")) or (shop.locale,)
        told = DltList(
            way=shop.sms_to_india,
            entity_id=shop.dlt_entity_id,
            headers=tuple(shop.dlt_headers),
            consent_id=shop.dlt_consent_id,
            locales=locales,
            texts=tuple(
                _told(one, bot.settings.public_url)
                for one in registering.list_sentences(db, shop, locales, bot.now().date())
            ),
        )
    return sent(told)


@dlt_texts.put(_ONE, responses=answers(DltTextTold, 401, 403, 404, 413, 415, 422, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def write_dlt_text(path: DltPath, body: DltGiven) -> Response:
    """Note what is registered of a sentence in a locale"""
    bot: Bot = current_app.extensions["bot"]
    me, today = caller(), bot.now().date()
    row = DltRow(path.key, path.locale, body.header.strip().upper(), body.template_id.strip(), body.kind, body.text)
    with bot.database.writing.begin() as db:
        shop = db.get_one(Merchant, me.merchant_id)
        try:
            registering.write_row(db, shop, row, today)
        except BadDlt as error:
            if error.field in ("key", "locale"):
                raise Problem(404, "No such sentence", f"It {error.problem}: {error.remedy}.") from error
            raise wrong_field(error.field, error.problem, error.remedy) from error
        audit.record(db, me.actor, "dlt.write", f"sentence:{row.key}", bot.now(), row.locale)
        told = _find(db, shop, row, bot)
    return sent(told)


@dlt_texts.delete(_ONE, responses=answers(None, 401, 403, 404, 429, 503, status=204))
@needs(Permission.SETTINGS_WRITE)
def drop_dlt_text(path: DltPath) -> Response:
    """Note that a sentence is not registered any more"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.writing.begin() as db:
        if not registering.drop_row(db, me.merchant_id, path.key, path.locale):
            raise Problem(404, "Not registered", "Nothing is noted of it: GET /dlt-texts lists what is.")
        audit.record(db, me.actor, "dlt.drop", f"sentence:{path.key}", bot.now(), path.locale)
    return Response(status=204)


@dlt_texts.get("/dlt-texts.csv", responses=answers_sheet(401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def export_dlt_texts() -> Response:
    """All of them in every language as a table, with a text to hand in where nothing is registered"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        shop = db.get_one(Merchant, caller().merchant_id)
        rows = registering.list_sentences(db, shop, CODES, bot.now().date())
        text = registering.write_rows(rows, bot.settings.public_url)
    return send_sheet(text, "dlt-texts")


@dlt_texts.post(
    "/dlt-texts/import",
    responses=answers(SheetTaken, 400, 401, 403, 413, 415, 422, 429, 503),
    openapi_extensions=TAKES_FILE,
)
@needs(Permission.SETTINGS_WRITE)
def import_dlt_texts(query: SheetQuery) -> Response:
    """Take what is registered out of a table, all of it or nothing; rows without id, header and kind are passed over"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    rows = read_table(registering.read_table)
    with bot.database.writing.begin() as db:
        shop = db.get_one(Merchant, me.merchant_id)
        try:
            done = registering.take_rows(db, shop, rows, now.date(), dry_run=query.dry_run)
        except BadTable as error:
            raise name_faults(error) from error
        if not query.dry_run:
            audit.record(db, me.actor, "dlt.import", "sentences", now, f"{len(rows)} rows")
    told = SheetTaken(rows=len(rows), new=done.new, changed=done.changed, same=done.same, dry_run=query.dry_run)
    return sent(told)


def _find(db: Session, shop: Merchant, row: DltRow, bot: Bot) -> DltTextTold:
    listed = registering.list_sentences(db, shop, (row.locale,), bot.now().date())
    return _told(next(one for one in listed if one.key == row.key), bot.settings.public_url)


def _told(one: RegisteredSentence, site: str) -> DltTextTold:
    row = one.row or DltRow(one.key, one.locale, "", "", "", "")
    return DltTextTold(
        key=one.key,
        title=one.title,
        moment=one.moment,
        locale=one.locale,
        said=one.said,
        suggested=registering.suggest_text(one.said, site),
        marketing=one.marketing,
        header=row.header,
        template_id=row.template_id,
        kind=row.kind,
        text=row.text,
        fault=retell(find_language(), one.fault),
    )
