"""The action server's door: whoever calls an action knows ACTION_TOKEN. Only its health is open.

`POST /webhook` as rasa_sdk's own server takes it (but for the domain, which our actions do not look at), and
`GET /actions`, `GET /health`. WSGI instead of rasa_sdk's event loop: our actions wait for the database, which blocks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from werkzeug.wrappers import Request, Response

from bot.logs import get_logger
from bot.private import is_bearer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = get_logger(__name__)
Run = Callable[[CollectingDispatcher, Tracker, dict[str, Any]], Any]


class ActionDoor:
    """A WSGI application that runs these actions, by name, for whoever knows the token."""

    def __init__(self, actions: Mapping[str, Run], token: str) -> None:
        self.actions, self.token = actions, token

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        return self._answer(Request(environ))(environ, start_response)

    def _answer(self, request: Request) -> Response:
        asked = (request.method, request.path)
        if asked == ("GET", "/health"):
            return _say({"status": "ok"})
        if not is_bearer(request.headers.get("Authorization", ""), self.token):
            return _say({"error": "the Authorization header does not hold ACTION_TOKEN"}, HTTPStatus.UNAUTHORIZED)
        if asked == ("GET", "/actions"):
            return _say([{"name": name} for name in self.actions])
        if asked != ("POST", "/webhook"):
            return _say({"error": "nothing here"}, HTTPStatus.NOT_FOUND)
        return self._call(request.get_data())

    def _call(self, body: bytes) -> Response:
        """Run the action that is called, and answer with its events and what it said."""
        try:
            called = json.loads(body)
            name = str(called["next_action"])
            action = self.actions.get(name)
            if action is None:
                return _say({"error": "no such action", "action_name": name}, HTTPStatus.NOT_FOUND)
            tracker = Tracker.from_dict(called["tracker"])
        except (ValueError, LookupError, TypeError, AttributeError):
            return _say({"error": "no call of an action"}, HTTPStatus.BAD_REQUEST)
        dispatcher = CollectingDispatcher()
        try:
            events = action(dispatcher, tracker, {})
        except Exception as error:
            # Its words may quote a customer; who raised it has logged what there is to say.
            log.warning("an action did not answer", action=name, error=type(error).__name__)
            said = {"error": type(error).__name__, "action_name": name}
            return _say(said, HTTPStatus.INTERNAL_SERVER_ERROR)
        return _say({"events": events, "responses": dispatcher.messages})


def _say(body: object, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return Response(json.dumps(body, separators=(",", ":")), status, mimetype="application/json")
