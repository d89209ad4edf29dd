"""Small repairs to Rasa 3.6.21, applied when the channel is imported; each says why and what it gains (docs/nlu.md).

They are tied to that exact version: under any other, nothing is touched and a warning says so.
"""

import hashlib
import json
import logging
import types
from typing import Any

import jsonschema
import rasa
from rasa.core import processor
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.policies import memoization, rule_policy
from rasa.shared.constants import DOCS_BASE_URL
from rasa.shared.core.domain import Domain

from rasa_addons import fast_policies
from rasa_addons.fast_runs import collect_seldom, keep_connections, run_graphs_in_order
from rasa_addons.turn_failed import TurnFailed

REPAIRED_VERSION = "3.6.21"
# The status by which the action server asks for the domain it does not know.
DOMAIN_WANTED = 449
logger = logging.getLogger(__name__)


def apply() -> bool:
    """Apply every repair once; whether they are in force."""
    if rasa.__version__ != REPAIRED_VERSION:
        logger.warning("Rasa is %s: the repairs for %s are left out.", rasa.__version__, REPAIRED_VERSION)
        return False
    _check_answers_once_compiled()
    _send_the_domain_once()
    _fail_the_turn_when_an_action_fails()
    _copy_for_the_log_only_when_it_is_read()
    run_graphs_in_order()
    keep_connections()
    collect_seldom()
    fast_policies.find_kinds_of_events_once()
    fast_policies.copy_slots_plainly()
    fast_policies.remember_states()
    fast_policies.ask_stories_where_no_rule_is_sure()
    return True


def _check_answers_once_compiled() -> None:
    """`jsonschema.validate` checks the schema itself at every call, which is most of a turn with a custom action.

    The same checks on the answer, by a validator that is made once; a slot that is set, which is what nearly all of
    our events are, is held against its own form alone instead of against those of all kinds of events.
    """
    schema = RemoteAction.action_response_format_spec()
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)

    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        events = result.get("events") if isinstance(result, dict) else None
        if isinstance(events, list) and any(map(_sets_slot, events)):
            result = {**result, "events": [event for event in events if not _sets_slot(event)]}
        error = jsonschema.exceptions.best_match(validator.iter_errors(result))
        if error is not None:
            error.message += f". The answer of the action server is not valid, see {DOCS_BASE_URL}/custom-actions"
            raise error
        return True

    RemoteAction._validate_action_result = validate  # type: ignore[method-assign]  # the repair


def _sets_slot(event: Any) -> bool:
    """Whether it is a well-formed event of a slot."""
    return (
        isinstance(event, dict)
        and event.get("event") == "slot"
        and isinstance(event.get("name"), str)
        and "value" in event
        and isinstance(event.get("timestamp"), float | int | None)
        and not event.keys() - {"event", "name", "value", "timestamp"}
    )


def _send_the_domain_once() -> None:
    """Rasa sends the whole domain with every action call, though rasa-sdk (3.14 and later) remembers it by a digest.

    The action server answers 449 when it does not know the digest yet; then, and only then, the domain goes along.
    """
    describe = RemoteAction._action_call_format

    def describe_by_digest(self: RemoteAction, tracker: Any, domain: Any) -> dict[str, Any]:
        if not hasattr(domain, "sent_digest"):  # ours, kept with the domain it is of
            whole = json.dumps(domain.as_dict(), sort_keys=True, default=str)
            domain.sent_digest = hashlib.sha256(whole.encode()).hexdigest()
            domain.without_content = Domain.empty()
        sent = domain if getattr(self, "sends_domain", False) else domain.without_content
        call = describe(self, tracker, sent)
        call["domain_digest"] = domain.sent_digest
        if sent is not domain:
            call.pop("domain", None)
        return call

    RemoteAction._action_call_format = describe_by_digest  # type: ignore[method-assign]  # the repair


def _fail_the_turn_when_an_action_fails() -> None:
    """Rasa logs the failure of a custom action and goes on: the customer sees nothing, the record says all is well.

    A rejection (HTTP 400) is part of the dialogue and stays one.
    """
    run = RemoteAction.run

    async def run_or_fail(self: RemoteAction, *args: Any, **kwargs: Any) -> Any:
        try:
            events = await run(self, *args, **kwargs)
            getattr(args[0] if args else None, "ran", []).append(self.name())  # of our channel (rasa_addons/reading.py)
            return events
        except ActionExecutionRejection:
            raise
        except Exception as error:
            if getattr(error.__cause__, "status", None) == DOMAIN_WANTED and not getattr(self, "sends_domain", False):
                self.sends_domain = True  # type: ignore[attr-defined]  # ours, on Rasa's own object
                return await run_or_fail(self, *args, **kwargs)
            raise TurnFailed(f"The action {self.name()} failed: {error}") from error

    RemoteAction.run = run_or_fail  # type: ignore[method-assign]  # the repair


def _copy_for_the_log_only_when_it_is_read() -> None:
    """Replace `copy` where modules make copies for debug lines alone, even when nobody reads the lines."""
    if logging.getLogger().isEnabledFor(logging.DEBUG):
        return
    for module in (processor, memoization, rule_policy):
        module.copy = types.SimpleNamespace(deepcopy=lambda value: value)  # type: ignore[attr-defined]  # the repair
