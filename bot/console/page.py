"""The console: one page for all its addresses, whose script is built from frontend/. All it shows comes by the API."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Blueprint, Response, current_app, make_response, render_template, request

from bot.addresses import find_live, list_asked
from bot.bootstrap import Bot

STATIC = Path(__file__).parent / "static"
ENTRY, WORKER = "src/console/main.tsx", "src/console/worker/worker.ts"
# Pictures of goods stand where the shop keeps them.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: https:;"
    " media-src 'self' blob:; connect-src {ours}; font-src 'self'; worker-src 'self'; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'none'"
)
console = Blueprint(
    "console", __name__, static_folder=str(STATIC), static_url_path="/console/static", template_folder="templates"
)


@console.get("/console/worker.js")
def show_worker() -> Response:
    """The service worker, at an address that stays: it shows what is pushed, keeps nothing and asks for nothing."""
    script, _ = _built(WORKER)
    if not script:
        return Response("The console is not built yet.", 404, mimetype="text/plain")
    response = make_response((STATIC / script).read_bytes())
    response.headers["Content-Type"] = "text/javascript; charset=utf-8"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.headers["Service-Worker-Allowed"] = "/console"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-cache"
    return response


@console.get("/console")
@console.get("/console/<path:place>")
def show_console(place: str = "") -> Response:
    """The page, which holds nothing of anybody; the script reads from the address what to show."""
    bot: Bot = current_app.extensions["bot"]
    script, styles = _built(ENTRY)
    live = find_live(bot.settings, request.host)
    body = render_template("console.html", script=script, styles=styles, live=live, simulated=bot.settings.simulated)
    response = make_response(body, 200 if script else 503)
    response.headers["Content-Security-Policy"] = POLICY.format(ours=list_asked(bot.settings, request.host))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response


@console.after_request
def keep(response: Response) -> Response:
    """Let browsers keep built files, whose names change with what they hold."""
    if response.direct_passthrough:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _built(source: str) -> tuple[str, list[str]]:
    """An entry's script and style sheets; no script where nothing is built."""
    try:
        entry = json.loads((STATIC / "manifest.json").read_text())[source]
    except (OSError, ValueError, KeyError):
        return "", []
    return str(entry["file"]), [str(name) for name in entry.get("css", [])]
