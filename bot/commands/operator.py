"""`dastak operator`: those who run the installation, and log in to see shops and health; made at its terminal alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import click

from bot.commands.log_in_links import issue_link
from bot.commands.opening import Opened, opened_office
from bot.db.staff import StaffMember
from bot.domain.access import StaffRole, StaffState
from bot.services.installation.operators import open_installation
from bot.services.staff import accounts, audit, sessions, totp
from bot.services.staff.passkeys import drop_all_passkeys

_UTC = ZoneInfo("UTC")


@click.group("operator")
def operator() -> None:
    """Operators, who open and close the installation's shops and see its health, and nothing that is in a shop."""


@operator.command("add")
@click.argument("email")
@click.option("--name", default="", help="For colleagues.")
def add_operator(email: str, name: str) -> None:
    """Add somebody, and show the link with which they choose a password."""
    with _opened() as office:
        try:
            address = accounts.read_email(email)
        except accounts.NoSuchEmail as error:
            raise click.UsageError(f"EMAIL: {error}") from error
        with office.database.writing.begin() as db:
            staff_id = accounts.add_member(db, office.merchant_id, address, name, StaffRole.OPERATOR, office.now())
            if staff_id is None:
                raise click.ClickException(f"{address} is there already: `dastak operator reset {address}`")
            terminal = audit.Actor(office.merchant_id)
            audit.record(db, terminal, "operator.add", f"staff:{staff_id}", office.now())
        _echo_link(office, address)


@operator.command("list")
def list_operators() -> None:
    """Every operator: state, address, name."""
    with _opened() as office, office.database.reading.begin() as db:
        for one in accounts.list_members(db, office.merchant_id):
            click.echo(f"{one.state:<9} {one.email:<32} {one.name}".rstrip())


@operator.command("reset")
@click.argument("email")
def reset_operator(email: str) -> None:
    """Show a link with which somebody chooses a new password; earlier links are over."""
    with _opened() as office:
        _echo_link(office, email.strip().lower())


@operator.command("deactivate")
@click.argument("email")
@click.option("--again", is_flag=True, help="Let them in again.")
def deactivate_operator(email: str, again: bool) -> None:
    """Let somebody go: they are logged out at once."""
    with _opened() as office, office.database.writing.begin() as db:
        member = _known(accounts.find_by_email(db, office.merchant_id, email.strip().lower()), email)
        back = StaffState.ACTIVE if member.password else StaffState.INVITED
        member.state = back if again else StaffState.INACTIVE
        sessions.end_all(db, office.merchant_id, member.id)
        audit.record(db, audit.Actor(office.merchant_id), "operator.change", f"staff:{member.id}", office.now())
    click.echo(f"{email} {'can log in again' if again else 'is logged out and cannot log in'}.")


@operator.command("totp-off")
@click.argument("email")
def end_totp_of(email: str) -> None:
    """Ask somebody who has lost their authenticator app for no code and no passkey any more; they are logged out."""
    with _opened() as office, office.database.writing.begin() as db:
        member = _known(accounts.find_by_email(db, office.merchant_id, email.strip().lower()), email)
        totp.withdraw_totp(db, member)
        drop_all_passkeys(db, member)
        sessions.end_all(db, office.merchant_id, member.id)
        audit.record(db, audit.Actor(office.merchant_id), "totp.off", f"staff:{member.id}", office.now())
    click.echo(f"{email}: the password alone lets them in now.")


@contextmanager
def _opened() -> Iterator[Opened]:
    with opened_office() as office:
        with office.database.writing.begin() as db:
            installation = open_installation(db)
        yield Opened(office, installation, _UTC)


def _echo_link(office: Opened, email: str) -> None:
    def check(found: StaffMember | None) -> StaffMember:
        member = _known(found, email)
        if member.state == StaffState.INACTIVE:
            raise click.ClickException(f"{email} was let go: `dastak operator deactivate --again {email}` first")
        return member

    link = issue_link(office, email, check)
    click.echo(f"Good once, until {link.until} UTC, and not shown again:")
    click.echo(link.address)


def _known(member: StaffMember | None, email: str) -> StaffMember:
    if member is None:
        raise click.ClickException(f"no operator has the address {email}: `dastak operator list` shows who is there")
    return member
