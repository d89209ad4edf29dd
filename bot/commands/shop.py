"""`dastak shop`: a shop of one's own, and what it decides for itself."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.opening import echo_unkept, of_shop, opened, opened_office
from bot.db.shop import Merchant
from bot.domain.pictures import BadPicture, rewrite_picture
from bot.services.catalogue.unkept import list_unkept
from bot.services.moments.kept import read_kept
from bot.services.shop import logo
from bot.services.shop import settings as shop_settings
from bot.services.shop.decisions import BadValue, Decisions, name_remedy, write


@click.group()
def shop() -> None:
    """A shop of one's own: open it, see and change what it decides for itself."""


@shop.command("open")
@click.argument("slug")
@click.option("--name", required=True, help="As customers know it.")
@click.option("--site", default="", metavar="URL", help="https://shop.example.in")
def open_shop(slug: str, name: str, site: str) -> None:
    """Open a shop with the senders of the settings (TWILIO_WHATSAPP_FROM, TWILIO_SMS_FROM)."""
    with opened_office() as office:
        settings = office.settings
        try:
            with office.database.writing.begin() as db:
                made = shop_settings.open_shop(db, slug, name)
                whatsapp, sms = settings.twilio_whatsapp_from, settings.twilio_sms_from
                others = shop_settings.give_senders(db, made, whatsapp, sms, settings.twilio_messaging_service_sid)
                if site:
                    shop_settings.change(db, made.id, "site_url", site, office.now())
        except BadValue as error:
            raise click.ClickException(str(error)) from error
    if others:
        # A number is one shop's: whoever writes to it could mean either.
        click.echo(
            f"The numbers of the settings are those of {others}: `dastak shop set whatsapp_from +91… --shop {slug}`, "
            "or give this shop a system of its own: PORT=9000 VAR_DIR=var-shop before each command."
        )
    click.echo(f"{name} is open. Next: `dastak connect …` and `dastak templates push`, each with --shop {slug}.")


@shop.command("show")
@of_shop()
def show(slug: str | None) -> None:
    """What the shop has decided."""
    with opened(slug) as chosen, chosen.database.reading.begin() as db:
        merchant = db.get_one(Merchant, chosen.merchant_id)
        for field in Decisions.model_fields:
            click.echo(f"{field:<20} {write(getattr(merchant, field))}")


@shop.command("logo")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@of_shop()
def set_shop_logo(file: Path, slug: str | None) -> None:
    """Show a JPEG or PNG as the shop's logo; it is drawn anew, and kept here."""
    with opened(slug) as chosen:
        try:
            picture = rewrite_picture(file.read_bytes(), chosen.now().date(), logo.LONGEST)
        except BadPicture as error:
            raise click.ClickException(f"{file}: {error}") from error
        media = chosen.bot.media
        url = logo.write_address(chosen.settings.public_url, media.keep(picture.content, picture.kind.ending))
        with chosen.database.writing.begin() as db:
            unused = logo.set_logo(db, chosen.merchant_id, url)
        if unused:
            media.forget(unused)
    click.echo(f"The logo is at {url}")


def _fields() -> str:
    """For the help of `set`: what there is to decide."""
    told = ((name, field.description, name_remedy(name)) for name, field in Decisions.model_fields.items())
    return "\b\nFields:\n" + "\n".join(f"  {name:<20} {about} ({how})" for name, about, how in told)


# "-1" is a value, if a wrong one
@shop.command("set", context_settings={"ignore_unknown_options": True}, epilog=_fields())
@click.argument("field")
@click.argument("value")
@of_shop()
def set_field(field: str, value: str, slug: str | None) -> None:
    """Change one thing, as in `dastak shop set marketing_until 19:00`."""
    try:
        with opened(slug) as chosen, chosen.database.writing.begin() as db:
            kept = shop_settings.change(db, chosen.merchant_id, field, value, chosen.now())
            unkept = list_unkept(db, chosen.merchant_id, read_kept(db, chosen.merchant_id))
    except BadValue as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{field} is {write(kept)}")
    echo_unkept(unkept)
