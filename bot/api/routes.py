"""The API put together: its groups of routes, its description, and how it says what went wrong."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template, request
from flask.blueprints import BlueprintSetupState
from werkzeug.exceptions import HTTPException

from bot.api import openapi, problems
from bot.api.access import find_need, let_in, needs
from bot.api.api_keys import api_keys
from bot.api.areas import areas
from bot.api.asked import refuse
from bot.api.assignments import assignments
from bot.api.attaching import attaching
from bot.api.audience_files import audience_files
from bot.api.audit import audit
from bot.api.availability import availability
from bot.api.bodies import CarefulRequest
from bot.api.broadcast_allowance import broadcast_allowance
from bot.api.broadcast_drafts import broadcast_drafts
from bot.api.broadcast_effects import broadcast_effects
from bot.api.broadcast_exclusions import broadcast_exclusions
from bot.api.broadcast_outlooks import broadcast_outlooks
from bot.api.broadcast_people import broadcast_people
from bot.api.broadcast_tests import broadcast_tests
from bot.api.broadcast_texts import broadcast_texts
from bot.api.broadcast_words import broadcast_words
from bot.api.broadcasts import broadcasts
from bot.api.bulk import bulk
from bot.api.campaign_pictures import campaign_pictures
from bot.api.campaign_texts import campaign_texts
from bot.api.canned import canned
from bot.api.canned_sheets import canned_sheets
from bot.api.changes import changes
from bot.api.connections import connections
from bot.api.conversations import conversations
from bot.api.customers import customers
from bot.api.declared import KINDS, PROBLEMS
from bot.api.demo_shop import demo_shop
from bot.api.dlt_texts import dlt_texts
from bot.api.drafts import drafts
from bot.api.events import events
from bot.api.examples import EXAMPLES
from bot.api.faq import faq
from bot.api.faq_asking import faq_asking
from bot.api.faq_history import faq_history
from bot.api.faq_sheets import faq_sheets
from bot.api.first_owner import first_owners
from bot.api.hooks import out_hooks
from bot.api.inbox_settings import inbox_settings
from bot.api.installation import installation
from bot.api.kept_events import kept_events
from bot.api.kept_requests import kept_requests
from bot.api.kept_tests import kept_tests
from bot.api.kept_uses import kept_uses
from bot.api.kept_versions import kept_versions
from bot.api.labels import labels
from bot.api.macros import macros
from bot.api.media import media
from bot.api.merging import merging
from bot.api.model_trainings import model_trainings
from bot.api.newsletters import newsletters
from bot.api.notes import notes
from bot.api.offered import templates
from bot.api.offers import offers
from bot.api.order_actions import order_actions
from bot.api.order_cards import order_cards
from bot.api.order_imports import order_imports
from bot.api.orders import orders
from bot.api.passkeys import passkeys
from bot.api.presence import presence
from bot.api.problems import PREFIX, Problem
from bot.api.products import products
from bot.api.push_subscriptions import push
from bot.api.replies import replies
from bot.api.requests import requests
from bot.api.retention import privacy
from bot.api.rule_rehearsals import rule_rehearsals
from bot.api.rules import rules
from bot.api.search import search
from bot.api.segment_values import segment_values
from bot.api.segments import segments
from bot.api.sentences import sentences
from bot.api.session import session
from bot.api.setup import setup
from bot.api.setup_account import setup_account
from bot.api.shop_settings import shop_settings
from bot.api.snoozes import snoozes
from bot.api.staff import staff
from bot.api.taking import hands
from bot.api.teaching import teaching
from bot.api.template_moves import template_moves
from bot.api.template_standings import template_standings
from bot.api.thread import thread
from bot.api.totp import totp
from bot.api.views import views
from bot.api.why import why
from bot.bootstrap import Bot
from bot.db.engine import DatabaseError
from bot.logs import get_logger

log = get_logger(__name__)
api = Blueprint("api", __name__, url_prefix=PREFIX, template_folder="templates")
GROUPS = (
    events,
    orders,
    session,
    totp,
    passkeys,
    demo_shop,
    first_owners,
    staff,
    audit,
    conversations,
    inbox_settings,
    shop_settings,
    setup,
    setup_account,
    connections,
    kept_events,
    kept_requests,
    dlt_texts,
    installation,
    order_imports,
    availability,
    canned,
    canned_sheets,
    kept_uses,
    kept_versions,
    macros,
    bulk,
    push,
    thread,
    hands,
    replies,
    attaching,
    templates,
    media,
    presence,
    changes,
    customers,
    merging,
    order_cards,
    order_actions,
    requests,
    assignments,
    labels,
    notes,
    drafts,
    search,
    segments,
    segment_values,
    broadcasts,
    broadcast_drafts,
    broadcast_allowance,
    broadcast_exclusions,
    broadcast_effects,
    newsletters,
    broadcast_outlooks,
    broadcast_people,
    broadcast_words,
    broadcast_tests,
    broadcast_texts,
    campaign_texts,
    campaign_pictures,
    template_moves,
    audience_files,
    snoozes,
    views,
    sentences,
    rules,
    rule_rehearsals,
    template_standings,
    out_hooks,
    api_keys,
    privacy,
    why,
    faq,
    faq_history,
    faq_sheets,
    faq_asking,
    areas,
    products,
    offers,
    teaching,
    kept_tests,
    model_trainings,
)
for _group in GROUPS:
    api.register_blueprint(_group)


@api.record
def check_what_comes(state: BlueprintSetupState) -> None:
    """Tell the library how a body is read, and what is said of one that is not as described."""
    app: Any = state.app  # the second is looked for there by the library
    app.request_class, app.validation_error_callback = CarefulRequest, refuse


api.before_request(let_in)


@api.after_request
def store_nowhere(answer: Response) -> Response:
    """Say to browsers and proxies that what a shop's people and programs are told is kept nowhere."""
    if find_need(request.endpoint or "") is not None or request.method == "POST":
        answer.headers["Cache-Control"] = "no-store"
        answer.vary.add("Accept-Language")
    return answer


@api.get("/openapi.json")
@needs(None)
def description() -> Response:
    """The API described, for machines."""
    bot: Bot = current_app.extensions["bot"]
    return jsonify(openapi.described(GROUPS, bot.settings.public_url))


@api.get("/docs")
@needs(None)
def docs() -> str:
    """The description of the API as a page for people."""
    bot: Bot = current_app.extensions["bot"]
    described = openapi.described(GROUPS, bot.settings.public_url)
    return render_template("api_docs.html", described=described, examples=EXAMPLES, problems={**PROBLEMS, **KINDS})


@api.errorhandler(Problem)
def problem(error: Problem) -> Response:
    """A refused request as its status, with the field and the remedy as JSON (RFC 9457)."""
    return error.response()


@api.errorhandler(DatabaseError)
def database_away(error: DatabaseError) -> Response:
    """Answer 503 when the database is away. Unlike webhooks nothing is kept for later: repeating is safe by the key."""
    log.error("the database does not answer", error=type(error).__name__)
    detail = "Nothing was stored. Repeat the request later with the same Idempotency-Key."
    return Problem(503, "Try again later", detail, headers={"Retry-After": "10"}).response()


# Also for requests that reach no function of ours: another method, an address that is none.
api.app_errorhandler(HTTPException)(problems.of_flask)
