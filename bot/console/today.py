"""The console's first page: how many messages are where, and what a person should look at. Counts, no names."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from bot.bootstrap import Bot
from bot.services.connections import completeness
from bot.services.insights import counts as figures
from bot.services.orders import cash_on_delivery

pages = Blueprint("console", __name__, template_folder="templates")


@pages.get("/console")
def today() -> str:
    """Counts from the rows, as they are now."""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        counts = figures.count_by_state(db)
        complete, cod = completeness.find_complete_until(db), cash_on_delivery.count_unconfirmed(db)
    return render_template(
        "today.html",
        counts=counts,
        complete=complete,
        unconfirmed=cod,
        bells=bot.bells.waiting(),
        simulated=bot.settings.simulated,
    )
