"""Saved searches of the shop's people: each has their own, and all have those that are shared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Response, current_app
from flask_openapi3.types import ResponseDict

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.at_desk import Desk, at_desk
from bot.api.canned import moved_on
from bot.api.declared import answers, reference
from bot.api.group import Group
from bot.api.problems import Problem
from bot.api.views_shapes import ViewChange, ViewList, ViewMade, ViewTold
from bot.bootstrap import Bot
from bot.db.inbox import SavedView
from bot.domain.access import Permission, StaffRole
from bot.services.desk import views as kept
from bot.services.staff import audit

views = Group("views", __name__, "views")
_VIEW = f"/views/<int(min=1,max={LARGEST_ID}):id>"
_THERE: ResponseDict = {200: reference("ViewTold", "There already, and just so")}


@views.get("/views", responses=answers(ViewList, 401, 403, 429, 503))
@needs(Permission.ACCOUNT)
def list_views() -> Response:
    """The caller's views and those that are shared"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    assert me.actor.staff_id is not None  # no key has the permission
    with bot.database.reading.begin() as db:
        found = tuple(_told(one.view, one.pin) for one in kept.list_views(db, me.merchant_id, me.actor.staff_id))
    return sent(ViewList(views=found))


@views.post("/views", responses=answers(ViewTold, 401, 403, 409, 413, 415, 422, 429, 503, status=201) | _THERE)
@needs(Permission.ACCOUNT)
def add_view(body: ViewMade) -> Response:
    """Save a search; one of this name of the caller's that is just so is there already"""
    with _at_views() as desk:
        wanted = body.model_dump(exclude={"pin"})
        view, is_new = kept.add_view(desk.db, desk.viewer.merchant_id, desk.staff_id, wanted, desk.now)
        if body.pin is not None:
            kept.choose_digit(desk.db, view, desk.staff_id, body.pin)
        if is_new:
            _note(desk, "add", view)
        told = _seen(desk, view.id)
    return sent(told, 201 if is_new else 200)


@views.patch(_VIEW, responses=answers(ViewTold, 401, 403, 404, 409, 413, 415, 422, 429, 503))
@needs(Permission.ACCOUNT)
def change_view(path: Numbered, body: ViewChange) -> Response:
    """Change a view: its maker and owners all of it, everybody who sees it the digit they open it by"""
    with _at_views() as desk:
        view = kept.find_view(desk.db, desk.viewer.merchant_id, desk.staff_id, path.id).view
        changes = body.model_dump(exclude_none=True, exclude={"pin", "version"})
        if changes:
            _check_own(view, desk)
            if body.version not in (None, view.version):
                raise moved_on(_seen(desk, view.id))
            was_shared = view.shared
            kept.change_view(desk.db, view, changes, desk.now)
            _note(desk, "change", view, was_shared)
        if "pin" in body.model_fields_set:
            kept.choose_digit(desk.db, view, desk.staff_id, body.pin)
        told = _seen(desk, view.id)
    return sent(told)


@views.delete(_VIEW, responses=answers(None, 401, 403, 404, 429, 503, status=204))
@needs(Permission.ACCOUNT)
def delete_view(path: Numbered) -> Response:
    """Take a view away: its maker and owners may"""
    with _at_views() as desk:
        view = kept.find_view(desk.db, desk.viewer.merchant_id, desk.staff_id, path.id).view
        _check_own(view, desk)
        _note(desk, "delete", view)
        kept.drop_view(desk.db, view, desk.now)
    return Response(status=204)


def _check_own(view: SavedView, desk: Desk) -> None:
    """Make sure that whoever calls made it or is an owner.

    Raises:
        Problem: 403 where neither is so.
    """
    if view.staff_id != desk.staff_id and caller().role is not StaffRole.OWNER:
        raise Problem(403, "Not yours", "Its maker and owners change a shared view; you choose your digit for it.")


def _note(desk: Desk, what: str, view: SavedView, was_shared: bool = False) -> None:
    """Write down what is done to a view that others see; one's own are nobody else's business."""
    if view.shared or was_shared:
        audit.record(desk.db, desk.actor, f"view.{what}", f"view:{view.id}", desk.now)


def _seen(desk: Desk, view_id: int) -> ViewTold:
    desk.db.flush()
    found = kept.find_view(desk.db, desk.viewer.merchant_id, desk.staff_id, view_id)
    return _told(found.view, found.pin)


def _told(view: SavedView, pin: int | None) -> ViewTold:
    values = {name: getattr(view, name) for name in ("id", "name", "query", "sort", "shared", "staff_id", "version")}
    return ViewTold(pin=pin, **values)


@contextmanager
def _at_views() -> Iterator[Desk]:
    with at_desk() as desk:
        try:
            yield desk
        except kept.NoSuchView as error:
            raise Problem(404, "No such view", "You see none by this id: GET /views lists them.") from error
        except kept.ViewTaken as error:
            raise Problem(409, "Name taken", "Another view of its maker has this name: choose another.") from error
        except kept.TooManyViews as error:
            raise Problem(409, "Too many views", f"A person has at most {kept.MOST}: delete one first.") from error
