"""The page of the machine's health: how many messages are where, and what a person should look at. Counts, no names."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from bot.bootstrap import Bot

pages = Blueprint("health", __name__, template_folder="templates")


@pages.get("/console/health")
def show_health() -> str:
    """Counts from the rows, a few seconds old at most."""
    bot: Bot = current_app.extensions["bot"]
    overview = current_app.extensions["overviews"].newest()
    return render_template("health.html", overview=overview, simulated=bot.settings.simulated)
