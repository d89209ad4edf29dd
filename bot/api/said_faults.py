"""What is wrong with a body, in the words and the language of whoever fills in a form.

Programs are told it in English, in a programmer's words; a browser says in which language its person reads.
"""

from __future__ import annotations

import re

from flask import has_request_context, request

from bot.api.languages import find_language
from bot.locales.refusals import retell
from bot.locales.staff import tell
from bot.shops.own.faults import Fault

_CANNOT = "cannot be this"
# pydantic's name of an error -> what to do about it; {…} are what pydantic says besides.
PLAIN = {
    "missing": "fill it in",
    "string_too_short": "fill it in",
    "int_type": "write a whole number",
    "int_parsing": "write a whole number",
    "float_type": "write a number",
    "greater_than_equal": "write {ge} or more",
    "less_than_equal": "write {le} or less",
    "string_too_long": "use at most {max_length} letters",
    "too_short": "choose at least one",
    "not_plain": "take out the letters that cannot be seen",
}
# Patterns of fields that people fill in; nobody reads one.
PATTERNS = {
    "^[a-z][a-z0-9_]{0,40}$": "use small letters, digits and _, a letter first",
    r"^(https?://[^\s]+)?$": "write an address that begins with https://",
}
# A sentence with two numbers in it, whichever they are.
_BETWEEN = re.compile(r"write (\d+) to (\d+)")
BETWEEN = "write {least} to {most}"


def say(fault: Fault) -> tuple[str, str]:
    """Return what is wrong and what to do about it, as whoever asks reads it."""
    if not has_request_context() or not request.accept_languages:
        return fault.problem, fault.remedy
    locale = find_language()
    pattern = PATTERNS.get(str(fault.more.get("pattern", "")))
    if plain := pattern or PLAIN.get(fault.kind):
        return tell(locale, _CANNOT), tell(locale, plain, fault.more)
    if found := _BETWEEN.fullmatch(fault.remedy):
        return retell(locale, fault.problem), tell(locale, BETWEEN, {"least": found[1], "most": found[2]})
    return retell(locale, fault.problem), retell(locale, fault.remedy)
