"""The shop's people: listed, invited, changed, let go, helped to a new password; and what was done."""

from __future__ import annotations

import secrets

from flask import Response, current_app, request

from bot.api.access import address_of, caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.problems import Problem, wrong_field
from bot.api.staff_shapes import Invitation, LinkTold, PasswordChoice, StaffChange, StaffList, StaffTold
from bot.bootstrap import Bot
from bot.db.changes import ChangeKind, note_change
from bot.db.staff import StaffLink, StaffMember
from bot.domain.access import LinkKind, Permission, StaffRole, StaffState
from bot.services.desk.giving_out import give_all_back
from bot.services.staff import accounts, attempts, audit, links, passwords, totp
from bot.services.staff.passkeys import count_passkeys

staff = Group("staff", __name__, "staff")
_ONE = f"/staff/<int(min=1,max={LARGEST_ID}):id>"


@staff.get("/staff", responses=answers(StaffList, 401, 403, 429, 503))
@needs(Permission.STAFF_READ)
def list_staff() -> Response:
    """The shop's people, with those who left"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        people = accounts.list_members(db, caller().merchant_id)
        told = tuple(StaffTold.model_validate(one) for one in people)
        if Permission.STAFF_MANAGE in caller().permissions:
            codes, keys = totp.list_who_have_it(db, caller().merchant_id), count_passkeys(db, caller().merchant_id)
            told = tuple(
                one.model_copy(update={"has_totp": one.id in codes, "passkeys": keys.get(one.id, 0)}) for one in told
            )
    return sent(StaffList(staff=told))


@staff.post("/staff", responses=answers(LinkTold, 401, 403, 409, 413, 415, 422, 429, 503, status=201))
@needs(Permission.STAFF_MANAGE)
def invite_staff(body: Invitation) -> Response:
    """Invite somebody: the answer has the link to hand over"""
    bot: Bot = current_app.extensions["bot"]
    me, token = caller(), secrets.token_urlsafe(32)
    try:
        email = accounts.read_email(body.email)
    except accounts.NoSuchEmail as error:
        raise wrong_field("email", "is no e-mail address", str(error)) from error
    with bot.database.writing.begin() as db:
        staff_id = accounts.add_member(db, me.merchant_id, email, body.name, StaffRole(body.role), bot.now())
        if staff_id is None:
            detail = "Somebody has this address already: GET /staff lists them, POST /staff/{id}/link makes a new link."
            raise Problem(409, "There already", detail)
        note_change(db, me.merchant_id, ChangeKind.STAFF, staff_id, bot.now())
        audit.record(db, me.actor, "staff.invite", f"staff:{staff_id}", bot.now(), body.role)
        member = _theirs(accounts.find_member(db, me.merchant_id, staff_id))
        told = _linked(bot, links.make_link(db, member, token, bot.now()), token)
    return sent(told, 201)


@staff.patch(_ONE, responses=answers(StaffTold, 401, 403, 404, 409, 413, 415, 422, 429, 503))
@needs(Permission.STAFF_MANAGE)
def change_staff(path: Numbered, body: StaffChange) -> Response:
    """Change somebody's name or role, let them go, or let them in again"""
    bot: Bot = current_app.extensions["bot"]
    me, changes = caller(), body.model_dump(exclude_none=True, exclude={"version"})
    with bot.database.writing.begin() as db:
        member = _theirs(accounts.find_member(db, me.merchant_id, path.id))
        if body.state == StaffState.INVITED or (body.state == StaffState.ACTIVE and not member.password):
            raise wrong_field("state", "cannot be chosen for them", "make a link: they choose a password with it")
        try:
            changed = accounts.change_member(db, me.merchant_id, path.id, body.version, changes)
        except accounts.LastOwner as error:
            raise Problem(409, "The last owner", "Make somebody else an owner first.") from error
        if not changed:
            detail = f"Somebody changed them meanwhile: they are at version {member.version}. GET /staff shows how."
            raise Problem(409, "Changed meanwhile", detail)
        if body.state == StaffState.INACTIVE:
            give_all_back(db, me.merchant_id, path.id, bot.now())
        told = StaffTold.model_validate(_theirs(accounts.find_member(db, me.merchant_id, path.id)))
        detail = " ".join(changes[name] for name in ("role", "state") if name in changes)
        note_change(db, me.merchant_id, ChangeKind.STAFF, path.id, bot.now())
        audit.record(db, me.actor, "staff.change", f"staff:{path.id}", bot.now(), detail)
    return sent(told)


@staff.post(f"{_ONE}/link", responses=answers(LinkTold, 401, 403, 404, 409, 429, 503, status=201))
@needs(Permission.STAFF_MANAGE)
def hand_link(path: Numbered) -> Response:
    """Make a one-time link with which somebody chooses a new password; earlier ones are over"""
    bot: Bot = current_app.extensions["bot"]
    token = secrets.token_urlsafe(32)
    with bot.database.writing.begin() as db:
        member = _theirs(accounts.find_member(db, caller().merchant_id, path.id))
        if member.state == StaffState.INACTIVE:
            raise Problem(409, "Let go", "Who was let go gets no link: let them in again first.")
        audit.record(db, caller().actor, "staff.link", f"staff:{path.id}", bot.now())
        told = _linked(bot, links.make_link(db, member, token, bot.now()), token)
    return sent(told, 201)


@staff.post("/password", responses=answers(None, 404, 413, 415, 422, 429, 503, status=204))
@needs(None)
def choose_password(body: PasswordChoice) -> Response:
    """Choose a password by a one-time link; whoever was logged in by the old one is out"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.writing.begin() as db:
        allowed = attempts.take_attempt(db, "by link", address_of(request), bot.now())
        member = links.find_bearer(db, body.token, bot.now()) if allowed else None
    if not allowed:
        raise Problem(429, "Too many tries", "Wait a quarter of an hour.", headers={"Retry-After": "900"})
    gone = Problem(404, "No such link", "It was used, is over, or a newer one was made: ask an owner for another.")
    if member is None:
        raise gone
    try:
        passwords.check_password(body.password, member.email)
    except passwords.WeakPassword as error:
        raise wrong_field("password", "is easy to guess", str(error)) from error
    hashed = passwords.make_hash(body.password)
    with bot.database.writing.begin() as db:
        bearer = accounts.find_member(db, member.merchant_id, member.id)
        if bearer is None or not links.take_link(db, body.token, bot.now()):
            raise gone
        accounts.choose_password(db, bearer, hashed)
        attempts.forget_attempts(db, "by link", address_of(request))
        note_change(db, bearer.merchant_id, ChangeKind.STAFF, bearer.id, bot.now())
        audit.record(db, audit.Actor(bearer.merchant_id, bearer.id), "staff.password", f"staff:{bearer.id}", bot.now())
    return Response(status=204)


def _theirs(member: StaffMember | None) -> StaffMember:
    if member is None:
        raise Problem(404, "Nobody by this id", "Nobody of your shop has this id: GET /staff lists your people.")
    return member


def _linked(bot: Bot, link: StaffLink, token: str) -> LinkTold:
    url = links.write_address(bot.settings.public_url, token)
    told = StaffTold.model_validate(link.staff)
    return LinkTold(staff=told, kind=LinkKind(link.kind), token=token, url=url, expires_at=link.expires_at)
