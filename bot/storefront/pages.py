"""Pages for the public: the tracking page of an order, and counted links to the shop.

The token in the address is the whole of the proof, so it goes nowhere else: no script, no referrer, no index.
"""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import quote

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request

from bot.bootstrap import Bot
from bot.db.engine import DatabaseError
from bot.domain.colours import STANDARD, text_on
from bot.domain.locale import CODES, DEFAULT, LOCALES
from bot.locales.catalogue import say
from bot.logs import get_logger
from bot.services.storefront import links
from bot.services.storefront import tracking as tracking_pages
from bot.services.storefront.tracking_views import PageView, ShopView
from bot.storefront.visitors import is_person
from bot.storefront.wording import PageWording

log = get_logger(__name__)
pages = Blueprint("storefront", __name__, template_folder="templates")


@pages.after_request
def close(response: Response) -> Response:
    """What every answer carries, also the pages that are not there."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.setdefault("Content-Security-Policy", _policy(""))
    return response


@pages.get("/t/<token>")
def tracking(token: str) -> Response:
    """The tracking page of an order."""
    bot: Bot = current_app.extensions["bot"]
    now = bot.now()
    with bot.database.reading.begin() as db:
        page = tracking_pages.find(db, token, now, request.args.get("lang", ""))
    if page is None:
        return _gone(bot, token)
    if is_person(request):
        _note(bot, page)
    say = PageWording(page)
    style = _style(page.shop.colour)
    body = render_template(
        "storefront/tracking.html",
        page=page,
        say=say,
        style=style,
        help_url=_help_url(bot, page.shop, say("page.help_words", number=page.number)),
        languages={locale.code: locale.autonym for locale in LOCALES},
    )
    response = make_response(body)
    response.headers["Content-Security-Policy"] = _policy(style)
    # Opened again within a minute (the back button, a phone short of memory) it costs nothing.
    response.headers["Cache-Control"] = "private, max-age=60"
    response.add_etag()
    response.make_conditional(request)
    return response


@pages.get("/l/<token>")
def follow(token: str) -> Response:
    """On to the shop, counted. A messenger's preview gets there too: it shows the shop's own picture."""
    bot: Bot = current_app.extensions["bot"]
    now = bot.now()
    with bot.database.reading.begin() as db:
        target = links.find_target(db, token, now)
    if target is None:
        return _gone(bot, token)
    try:
        with bot.database.writing.begin() as db:
            links.count_visit(db, token, now, by_person=is_person(request))
    except DatabaseError as error:
        log.warning("a click was not counted", error=type(error).__name__)
    response = make_response(redirect(target))
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.errorhandler(DatabaseError)
def unavailable(error: DatabaseError) -> Response:
    """The database does not answer: the browser may come again."""
    log.error("a page could not be shown", error=type(error).__name__)
    response = Response("Please try again in a minute.\n", 503, mimetype="text/plain")
    response.headers["Retry-After"] = "60"
    return response


def _note(bot: Bot, page: PageView) -> None:
    """Remember that the customer looks at the page; the page is shown whether that can be written or not."""
    try:
        with bot.database.writing.begin() as db:
            tracking_pages.note_seen(db, page.page_id, bot.now())
    except DatabaseError as error:
        log.warning("a look at a tracking page was not noted", error=type(error).__name__)


def _gone(bot: Bot, token: str) -> Response:
    """One page for an address that has ended and one that never was, in the language of the browser."""
    asked = request.args.get("lang", "")
    locale = asked if asked in CODES else request.accept_languages.best_match(CODES, DEFAULT)
    with bot.database.reading.begin() as db:
        shop = tracking_pages.find_shop(db, token)
    style = _style(shop.colour if shop else STANDARD)
    body = render_template(
        "storefront/gone.html",
        say=say,
        locale=locale,
        style=style,
        shop=shop,
        help_url=_help_url(bot, shop, say(locale, "button.track", {})),
    )
    response = make_response(body, 404)
    response.headers["Content-Security-Policy"] = _policy(style)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Accept-Language"
    return response


def _style(colour: str) -> str:
    """The style sheet around the merchant's colour, which has been checked to be one."""
    own = f":root{{--brand:{colour};--on-brand:{text_on(colour)}}}"
    return own + render_template("storefront/page.css")


def _policy(style: str) -> str:
    """No script, no frame, nothing loaded but pictures; of styles only the one of this page, named by its hash."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    styles = f"'sha256-{digest}'" if style else "'none'"
    return (
        f"default-src 'none'; style-src {styles}; img-src https: data: 'self'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    )


def _help_url(bot: Bot, shop: ShopView | None, words: str) -> str:
    """Where WhatsApp opens with the question typed; in the simulated system that is the phone page."""
    if bot.settings.simulated:
        return f"{bot.settings.simulator_url}/phone"
    return f"https://wa.me/{shop.whatsapp}?text={quote(words, safe='')}" if shop and shop.whatsapp else ""
