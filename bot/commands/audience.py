"""`dastak audience`: lists of people from CSV files, looked at and accepted."""

from __future__ import annotations

import time
from datetime import date, datetime
from pathlib import Path

import click

from bot.commands.opening import Opened, of_shop, opened
from bot.db.lists import AudienceFile
from bot.db.shop import Merchant
from bot.domain.lists.consent_sources import ConsentRefused, list_consents
from bot.domain.lists.faults import BadList, ListFault
from bot.domain.lists.opening import Coding, open_list
from bot.domain.lists.states import ListState
from bot.services.broadcasts.lists import accepting, keeping
from bot.services.broadcasts.lists.keeping import KnownList, ListConsented
from bot.services.staff import audit
from bot.services.staff.audit import Actor

NEWEST = 2**63 - 1


@click.group()
def audience() -> None:
    """Lists of people to whom a broadcast can go."""


@audience.command("list")
@of_shop()
def list_all(slug: str | None) -> None:
    """The newest lists, and what became of them."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        found = keeping.list_lists(db, shop.merchant_id, NEWEST)
    for row in found:
        click.echo(f"{row.id:>4}  {row.state:<9} {shop.time(row.created_at)}  {row.people:>6} people  {row.name}")
    if not found:
        click.echo("There is none: `dastak audience import FILE --consent …`.")


@audience.command("import")
@click.argument("sheet", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--consent", required=True, help=f"Where they agreed to offers: {', '.join(list_consents())}.")
@click.option("--words", default="", help="What they agreed to, as it was shown to them.")
@click.option("--locale", default="", help="The language of these words; the shop's by default.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="On which day; today by default.")
@click.option("--channel", "channels", multiple=True, default=["whatsapp"], help="For which; may be given twice.")
@click.option("--accept-rest", is_flag=True, help="Accept what is right although there are errors.")
@of_shop()
def import_people(
    sheet: Path,
    consent: str,
    words: str,
    locale: str,
    day: datetime | None,
    channels: tuple[str, ...],
    accept_rest: bool,
    slug: str | None,
) -> None:
    """People from a CSV file with a column of phones. Nobody is written to; a broadcast can go to them then."""
    said = ListConsented(consent, words, locale, _day(day), tuple(channels))
    with opened(slug) as shop:
        file_id = _add(shop, sheet, said)
        row = _work(shop, file_id)
        _tell(row)
        if row.state == ListState.READ:
            _accept(shop, row, accept_rest)
            row = _work(shop, file_id)
        click.echo(
            f"List {row.id}: {row.people} people, {row.newcomers} of them new; {row.stopped} have said no, "
            f'which stands. A broadcast goes to them by {{"file": {row.id}}}.'
        )


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _add(shop: Opened, sheet: Path, said: ListConsented) -> int:
    content, now = sheet.read_bytes(), shop.now()
    try:
        with shop.database.writing.begin() as db:
            merchant = db.get_one(Merchant, shop.merchant_id)
            keeping.check_consented(merchant, said, now)
            whole = open_list(content, merchant.country)
            row = keeping.add_list(db, merchant, sheet.name, content, whole, said, None, now)
            audit.record(db, Actor(shop.merchant_id), "audience_file.add", f"audience_file:{row.id}", now)
            if whole.coding != Coding.UTF_8:
                click.echo(f"The file is no UTF-8; it was read as {whole.coding}: look whether its names are right.")
            return row.id
    except ConsentRefused as refused:
        raise click.ClickException(f"--consent {said.source}: {refused} {refused.instead}") from refused
    except keeping.BadConsent as error:
        raise click.ClickException(f"{error.field}: {error}: {error.remedy}") from error
    except BadList as error:
        told = "\n".join(f"{fault.says} {fault.remedy}" for fault in error.faults)
        raise click.ClickException(f"{told}\nNothing was stored.") from error
    except KnownList as known:
        by = f" by {known.by}" if known.by else ""
        told = f"this very file came at {shop.time(known.at)}{by}: it is list {known.file_id}"
        raise click.ClickException(told) from known


def _work(shop: Opened, file_id: int) -> AudienceFile:
    """Read it, or make customers of its people, here and now; where a worker is at it already, wait for that."""
    from bot.tasks import read_list

    while True:
        read_list(shop.bot, file_id)
        with shop.database.reading.begin() as db:
            row = keeping.find_list(db, shop.merchant_id, file_id)
        if row is None:
            raise click.ClickException("somebody has dropped it meanwhile")
        if row.state not in (ListState.READING, ListState.ACCEPTING):
            return row
        time.sleep(0.5)


def _tell(row: AudienceFile) -> None:
    for fault in (ListFault(**one) for one in row.faults):
        click.echo(f"row {fault.row}: {fault.says} {fault.remedy}", err=True)
    count = sum(row.wrong.values())
    if count > len(row.faults):
        click.echo(f"… and {count - len(row.faults)} more", err=True)
    click.echo(f"{row.rows} rows: {row.people} can be used, {count} cannot.")


def _accept(shop: Opened, row: AudienceFile, accept_rest: bool) -> None:
    if row.wrong and not accept_rest:
        with shop.database.writing.begin() as db:
            keeping.drop_list(db, shop.merchant_id, row.id)
        raise click.ClickException("mend these rows, or accept the rest by --accept-rest. Nothing was stored.")
    now = shop.now()
    try:
        with shop.database.writing.begin() as db:
            accepting.accept_list(db, db.merge(row), now)
            audit.record(db, Actor(shop.merchant_id), "audience_file.accept", f"audience_file:{row.id}", now)
    except accepting.NotReady as error:
        raise click.ClickException(str(error)) from error
