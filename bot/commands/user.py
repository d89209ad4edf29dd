"""`dastak user`: the people of a shop, from the terminal of its machine."""

from __future__ import annotations

from typing import Any

import click

from bot.commands.first_code import say_first_code
from bot.commands.log_in_links import issue_link
from bot.commands.opening import Opened, of_shop, opened, opened_office
from bot.db.changes import ChangeKind, note_change
from bot.db.engine import Session
from bot.db.staff import StaffMember
from bot.domain.access import ShopRole, StaffRole, StaffState
from bot.domain.availability import Availability
from bot.services.desk.availability import choose_availability
from bot.services.desk.giving_out import count_open, give_all_back
from bot.services.staff import accounts, audit, sessions, totp
from bot.services.staff.passkeys import drop_all_passkeys

_ROLE = click.Choice([role.value for role in ShopRole])


@click.group("user")
def user() -> None:
    """The shop's people, who log in to the console."""


@user.command("add")
@click.argument("email")
@click.option("--name", default="", help="For colleagues.")
@click.option("--role", type=_ROLE, default=StaffRole.AGENT.value, show_default=True, help="What they may do.")
@of_shop()
def add_user(email: str, name: str, role: str, slug: str | None) -> None:
    """Add somebody, and show the link with which they choose a password."""
    with opened(slug) as shop:
        try:
            address = accounts.read_email(email)
        except accounts.NoSuchEmail as error:
            raise click.UsageError(f"EMAIL: {error}") from error
        with shop.database.writing.begin() as db:
            staff_id = accounts.add_member(db, shop.merchant_id, address, name, StaffRole(role), shop.now())
            if staff_id is None:
                raise click.ClickException(f"{address} is there already: `dastak user reset {address}` makes a link")
            terminal = audit.Actor(shop.merchant_id)
            audit.record(db, terminal, "staff.invite", f"staff:{staff_id}", shop.now(), role)
        _echo_link(shop, address)


@user.command("code")
def show_first_code() -> None:
    """Show a new code for the first owner of an installation that nobody owns yet."""
    with opened_office() as office:
        said = say_first_code(office.settings)
    if not said:
        raise click.ClickException("somebody owns this installation: `dastak user list` shows who, with --shop")
    click.echo(said.rstrip())


@user.command("list")
@of_shop()
def list_users(slug: str | None) -> None:
    """The shop's people: role, state, whether they are there, address, name."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        for one in accounts.list_members(db, shop.merchant_id):
            there = one.availability if one.state == StaffState.ACTIVE else ""
            click.echo(f"{one.role:<9} {one.state:<9} {there:<15} {one.email:<32} {one.name}".rstrip())


@user.command("reset")
@click.argument("email")
@of_shop()
def reset_user(email: str, slug: str | None) -> None:
    """Show a link with which somebody chooses a new password; earlier links are over."""
    with opened(slug) as shop:
        _echo_link(shop, email.strip().lower())


@user.command("deactivate")
@click.argument("email")
@of_shop()
def deactivate_user(email: str, slug: str | None) -> None:
    """Let somebody go: they are logged out at once, what they did keeps their name."""
    with opened(slug) as shop:
        with shop.database.writing.begin() as db:
            member = _known(accounts.find_by_email(db, shop.merchant_id, email.strip().lower()), email)
            _change(db, shop, member, {"state": StaffState.INACTIVE})
            give_all_back(db, shop.merchant_id, member.id, shop.now())
            terminal = audit.Actor(shop.merchant_id)
            audit.record(db, terminal, "staff.change", f"staff:{member.id}", shop.now(), StaffState.INACTIVE)
        click.echo(f"{email} is logged out and cannot log in.")


@user.command("role")
@click.argument("email")
@click.argument("role", type=_ROLE)
@of_shop()
def change_role(email: str, role: str, slug: str | None) -> None:
    """Change what somebody may do; it counts from their next click on."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        member = _known(accounts.find_by_email(db, shop.merchant_id, email.strip().lower()), email)
        was = member.role
        if was != role:
            _change(db, shop, member, {"role": StaffRole(role)})
            audit.record(db, audit.Actor(shop.merchant_id), "staff.change", f"staff:{member.id}", shop.now(), role)
    click.echo(f"{email} is {role} already." if was == role else f"{email} was {was} and is {role} now.")


@user.command("away")
@click.argument("email")
@click.option("--give-back", is_flag=True, help="What waits for an answer of theirs goes back into the queue.")
@click.option("--back", is_flag=True, help="They are there again.")
@of_shop()
def set_away(email: str, give_back: bool, back: bool, slug: str | None) -> None:
    """Say for somebody that they are away: they keep what they have and get nothing new."""
    away = Availability.AWAY_GIVE_BACK if give_back else Availability.AWAY
    state = Availability.ONLINE if back else away
    with opened(slug) as shop, shop.database.writing.begin() as db:
        member = _known(accounts.find_by_email(db, shop.merchant_id, email.strip().lower()), email)
        if member.state != StaffState.ACTIVE:
            raise click.ClickException(f"{email} takes no conversations: they have not logged in yet, or were let go")
        given_back = choose_availability(db, member, state, shop.now())
        audit.record(db, audit.Actor(shop.merchant_id), "staff.availability", f"staff:{member.id}", shop.now(), state)
        kept = count_open(db, shop.merchant_id, member.id)
    if back:
        click.echo(f"{email} is there and gets conversations.")
    else:
        click.echo(f"{email} is away: {given_back} conversations went back into the queue, {kept} stay theirs.")


@user.command("totp-off")
@click.argument("email")
@click.option("--passkeys", is_flag=True, help="Forget their passkeys as well: the device is lost.")
@of_shop()
def end_totp_of(email: str, passkeys: bool, slug: str | None) -> None:
    """Ask somebody who has lost their authenticator app for no code any more; they are logged out everywhere."""
    with opened(slug) as shop:
        with shop.database.writing.begin() as db:
            member = _known(accounts.find_by_email(db, shop.merchant_id, email.strip().lower()), email)
            was_on = totp.withdraw_totp(db, member)
            if passkeys:
                drop_all_passkeys(db, member)
            sessions.end_all(db, shop.merchant_id, member.id)
            note_change(db, shop.merchant_id, ChangeKind.STAFF, member.id, shop.now())
            audit.record(db, audit.Actor(shop.merchant_id), "totp.off", f"staff:{member.id}", shop.now())
        said = "no code is asked of them any more" if was_on else "no code was asked of them"
        gone = ", their passkeys are forgotten" if passkeys else ""
        click.echo(f"{email}: {said}{gone}. They are logged out.")


def _echo_link(shop: Opened, email: str) -> None:
    def check(found: StaffMember | None) -> StaffMember:
        member = _known(found, email)
        if member.state == StaffState.INACTIVE:
            raise click.ClickException(f"{email} was let go: an owner lets them in again first")
        return member

    link = issue_link(shop, email, check)
    click.echo(f"Hand this over; it is good once, until {link.until}, and not shown again:")
    click.echo(link.address)


def _change(db: Session, shop: Opened, member: StaffMember, changes: dict[str, Any]) -> None:
    try:
        changed = accounts.change_member(db, shop.merchant_id, member.id, member.version, changes)
    except accounts.LastOwner as error:
        raise click.ClickException(f"{member.email} is the last owner: make somebody else one first") from error
    if not changed:
        raise click.ClickException("somebody changed them meanwhile: look at `dastak user list`, and once more")
    note_change(db, shop.merchant_id, ChangeKind.STAFF, member.id, shop.now())


def _known(member: StaffMember | None, email: str) -> StaffMember:
    if member is None:
        raise click.ClickException(f"nobody has the address {email}: `dastak user list` shows who is there")
    return member
