"""The phone in the browser: one page, whose script is built from frontend/."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from bot.simulator.world.access import check_host, the_world

STATIC = Path(__file__).parents[1] / "static"
ENTRY = "src/phone/main.tsx"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:;"
    " connect-src 'self' {shop}; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
phone_page = Blueprint("phone", __name__, static_folder=str(STATIC), static_url_path="/phone/static")


@phone_page.before_request
def guard() -> None:
    if not check_host():
        abort(403)


@phone_page.get("/")
def home() -> ResponseReturnValue:
    return redirect("/phone")


@phone_page.get("/phone")
def page() -> ResponseReturnValue:
    script, styles = _built()
    # Where the button "Next day" asks: the shop, whose pages are another origin.
    shop = the_world().settings.public_url
    body = render_template("phone.html", script=script, styles=styles, shop=shop)
    response = make_response(body, 200 if script else 503)
    parts = urlsplit(shop)
    response.headers["Content-Security-Policy"] = POLICY.format(shop=f"{parts.scheme}://{parts.netloc}")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-cache"
    return response


@phone_page.after_request
def keep(response: Response) -> Response:
    # The names of built files change with their content.
    if response.direct_passthrough:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _built() -> tuple[str, list[str]]:
    try:
        entry = json.loads((STATIC / "manifest.json").read_text())[ENTRY]
    except (OSError, ValueError, KeyError):
        return "", []
    return str(entry["file"]), [str(name) for name in entry.get("css", [])]
