"""The way into an installation that nobody owns yet: the code its start printed makes the first owner."""

from __future__ import annotations

from flask import Response, current_app, request

from bot.api.access import address_of, needs, refuse
from bot.api.answers import sent
from bot.api.declared import answers
from bot.api.entering import enter
from bot.api.group import Group
from bot.api.problems import Problem, wrong_field
from bot.api.staff_shapes import EntranceTold, FirstOwner, SessionTold
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.db.staff import StaffMember
from bot.demo import staff as demo_staff
from bot.services.shop.decisions import BadValue
from bot.services.shop.first_shop import SeveralShops, open_first_shop
from bot.services.staff import accounts, attempts, audit, first_owner, passwords
from bot.shops.own.faults import Fault

first_owners = Group("first_owners", __name__, "session")
_WHO = "first code"
_GONE = Problem(404, "Owned already", "Somebody owns this installation: log in (POST /session).")


@first_owners.get("/entrance", responses=answers(EntranceTold, 503))
@needs(None)
def read_entrance() -> Response:
    """What the way in asks for: the code of the first owner, or a log-in"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        demo = bot.settings.simulated and demo_staff.find_person(db, "owner") is not None
        told = EntranceTold(first_owner=first_owner.is_wanted(db), demo=demo)
    return sent(told)


@first_owners.post("/first-owner", responses=answers(SessionTold, 401, 404, 409, 413, 415, 422, 429, 503))
@needs(None)
def make_first_owner(body: FirstOwner) -> Response:
    """Make the first owner by the code that the start printed, and log them in; 404 once there is one"""
    bot: Bot = current_app.extensions["bot"]
    email = _check(bot, body)
    hashed = passwords.make_hash(body.password)
    with bot.database.writing.begin() as db:
        if not first_owner.is_wanted(db):
            raise _GONE
        if not first_owner.take_code(db, body.code, bot.now()):
            raise _wrong_code()
        member = _add(db, bot, body, email)
        accounts.choose_password(db, member, hashed)
        member.locale = body.locale
        attempts.forget_attempts(db, _WHO, address_of(request))
        audit.record(db, audit.Actor(member.merchant_id, member.id), "staff.first", f"staff:{member.id}", bot.now())
        return enter(db, bot, member, "first code")


def _check(bot: Bot, body: FirstOwner) -> str:
    """The e-mail address, once the code is right; tries are counted before it is looked at."""
    with bot.database.writing.begin() as db:
        if not first_owner.is_wanted(db):
            raise _GONE
        allowed = attempts.take_attempt(db, _WHO, address_of(request), bot.now())
        right = allowed and first_owner.is_right(db, body.code, bot.now())
        if right:
            attempts.forget_attempts(db, _WHO, address_of(request))
    if not allowed:
        raise Problem(429, "Too many tries", "Wait a quarter of an hour.", headers={"Retry-After": "900"})
    if not right:
        raise _wrong_code()
    try:
        email = accounts.read_email(body.email)
    except accounts.NoSuchEmail as error:
        raise wrong_field("email", "is no e-mail address", str(error)) from error
    try:
        passwords.check_password(body.password, email)
    except passwords.WeakPassword as error:
        raise wrong_field("password", "is easy to guess", str(error)) from error
    return email


def _add(db: Session, bot: Bot, body: FirstOwner, email: str) -> StaffMember:
    try:
        shop = open_first_shop(db, body.shop)
    except SeveralShops as error:
        detail = "Several shops are here: add the owner of one by `dastak user add --role owner --shop SLUG`."
        raise Problem(409, "Which shop?", detail) from error
    except BadValue as error:
        raise wrong_field("shop", "cannot be its name", str(error).partition(": ")[2]) from error
    return first_owner.add_first_owner(db, shop, email, body.name, bot.now())


def _wrong_code() -> Problem:
    detail = "The code is wrong or over. The start of the system prints one, and `dastak user code` another."
    faults = (Fault(("code",), "is wrong, over, or was used", "type the newest code that was printed"),)
    return Problem(401, "Not this code", detail, faults, refuse("").headers)
