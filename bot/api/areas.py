"""Where the shop delivers: places by the beginning of their PIN codes, one by one and as a table."""

from __future__ import annotations

from typing import Annotated, Literal

from flask import Response, current_app
from pydantic import BaseModel, Field, StringConstraints

from bot.api.access import caller, needs
from bot.api.answers import Shown, sent
from bot.api.asked import LARGEST_VERSION, PAGE, Number, Query
from bot.api.declared import TAKES_FILE, answers
from bot.api.group import Group
from bot.api.problems import Problem, wrong_field
from bot.api.sheets import SheetQuery, SheetTaken, answers_sheet, read_table, send_sheet
from bot.api.staff_shapes import Body
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.domain.areas import MOST_DAYS, AreaGiven, BadArea, read_prefix
from bot.services.catalogue import areas as places
from bot.services.catalogue.areas import AreaMovedOn
from bot.services.catalogue.delivery_area import BadPin, find_area
from bot.services.staff import audit

areas = Group("areas", __name__, "delivery")
_ALL = 10**6  # of a table
_ONE = "/delivery-areas/<string(maxlength=6):prefix>"


class AreaPath(BaseModel):
    """The beginning of PIN codes in an address."""

    prefix: str = Field(max_length=6)


class AreasQuery(Query):
    """Which places: those that begin with some digits, after one of them."""

    begins: str = Field(default="", max_length=6)
    after: str = Field(default="", max_length=6)
    limit: Number = Field(default=PAGE, ge=1, le=500)


class PinQuery(Query):
    """A PIN code as a customer types it."""

    pin: str = Field(max_length=20)


class AreaSheetQuery(SheetQuery):
    """Whether a table is only to be looked at, and whether places that it does not name go."""

    mode: Literal["add", "replace"] = "add"


class AreaWritten(Body):
    """A place as it was at `version` (0: a new one): days from dispatch, cash at the door, whether it is served."""

    version: int = Field(ge=0, le=LARGEST_VERSION)
    days_min: int = Field(ge=0, le=MOST_DAYS)
    days_max: int = Field(ge=0, le=MOST_DAYS)
    cod: bool = True
    served: bool = True


class AreaTold(Shown):
    """A place: PIN codes that begin with `prefix`."""

    prefix: Annotated[str, StringConstraints(max_length=6)]
    days_min: int
    days_max: int
    cod: bool
    served: bool
    version: int


class AreaList(Shown):
    """Places by their PIN codes; `count` of all there are; `next` is the `after` of the next page."""

    areas: tuple[AreaTold, ...]
    count: int
    next: str | None


class AreaFound(Shown):
    """What a customer would be told of a PIN code: `by` is the place that decides, "" where none does."""

    pin: str
    served: bool
    days_min: int
    days_max: int
    cod: bool
    by: str


@areas.get("/delivery-areas", responses=answers(AreaList, 400, 401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def list_delivery_areas(query: AreasQuery) -> Response:
    """Where the shop delivers"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        rows = places.list_areas(db, me.merchant_id, query.begins, query.after, query.limit + 1)
        told = tuple(map(AreaTold.model_validate, rows[: query.limit]))
        count = places.count_areas(db, me.merchant_id)
    return sent(AreaList(areas=told, count=count, next=told[-1].prefix if len(rows) > query.limit else None))


@areas.put(_ONE, responses=answers(AreaTold, 401, 403, 404, 409, 413, 415, 422, 429, 503))
@needs(Permission.CATALOGUE_WRITE)
def write_delivery_area(path: AreaPath, body: AreaWritten) -> Response:
    """Write a place: 38 stands for every PIN code that begins with it; the longest that fits decides"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    area = AreaGiven(read_prefix(path.prefix), body.days_min, body.days_max, body.cod, body.served)
    with bot.database.writing.begin() as db:
        if body.version and places.find_written(db, me.merchant_id, area.prefix) is None:
            raise _no_area()
        try:
            told = AreaTold.model_validate(places.write_area(db, me.merchant_id, area, body.version, now))
        except BadArea as error:
            raise wrong_field(error.field, error.problem, error.remedy) from error
        except AreaMovedOn as error:
            present = AreaTold.model_validate(error.row).model_dump(mode="json") if error.row else None
            raise Problem(409, "Changed meanwhile", "The place is another by now.", present=present) from error
        audit.record(db, me.actor, "area.write", f"area:{area.prefix}", now)
    return sent(told)


@areas.delete(_ONE, responses=answers(None, 401, 403, 404, 429, 503, status=204))
@needs(Permission.CATALOGUE_WRITE)
def drop_delivery_area(path: AreaPath) -> Response:
    """Drop a place"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.writing.begin() as db:
        if not places.drop_area(db, me.merchant_id, path.prefix, bot.now()):
            raise _no_area()
        audit.record(db, me.actor, "area.drop", f"area:{path.prefix}", bot.now())
    return Response(status=204)


@areas.get("/delivery-areas/check", responses=answers(AreaFound, 400, 401, 403, 422, 429, 503))
@needs(Permission.SETTINGS_READ)
def check_delivery_area(query: PinQuery) -> Response:
    """What a customer would be told of a PIN code"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        try:
            found = find_area(db, caller().merchant_id, query.pin)
        except BadPin as error:
            raise wrong_field("pin", "is no PIN code", "write six digits, like 380015") from error
    return sent(AreaFound.model_validate(found))


@areas.get("/delivery-areas.csv", responses=answers_sheet(401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def export_delivery_areas() -> Response:
    """All places as a table"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        text = places.write_areas(places.list_areas(db, caller().merchant_id, limit=_ALL))
    return send_sheet(text, "delivery-areas")


@areas.post(
    "/delivery-areas/import",
    responses=answers(SheetTaken, 400, 401, 403, 413, 415, 422, 429, 503),
    openapi_extensions=TAKES_FILE,
)
@needs(Permission.CATALOGUE_WRITE)
def import_delivery_areas(query: AreaSheetQuery) -> Response:
    """Take places out of a table, all of it or nothing; by `mode` replace those it does not name go"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    read = read_table(places.read_areas)
    with bot.database.writing.begin() as db:
        replace = query.mode == "replace"
        done = places.take_areas(db, me.merchant_id, read, now, replace=replace, dry_run=query.dry_run)
        if not query.dry_run:
            audit.record(db, me.actor, "area.import", "area", now, f"{len(read)} places, {query.mode}")
    counts = SheetTaken(
        rows=len(read),
        new=done.new,
        changed=done.changed,
        same=done.same,
        dropped=done.dropped,
        dry_run=query.dry_run,
    )
    return sent(counts)


def _no_area() -> Problem:
    return Problem(404, "No such place", "The shop has none for these digits: GET /delivery-areas lists them.")
