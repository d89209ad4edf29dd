"""Messages that are nothing but details: "1042", "#1042", "380015", "২৪/১১". No model is asked about those. Pure."""

import re

from lexicon.folding import normalise, tokens
from rasa_addons.mentions import find_mentions

_DETAILS = {"order_number", "tracking_number", "pin_code", "phone"}

_SMALL_NUMBER = re.compile(r"[0-9]{1,2}")


def only_small_number(text: str) -> bool:
    """Whether the text is "1" or "12": an answer to a choice, or nothing; the model would only guess."""
    return _SMALL_NUMBER.fullmatch(normalise(text).strip(" .!#()")) is not None


def only_details(text: str) -> bool:
    """Whether the text has at least one number that means something to a shop, and no word or sign of anything else."""
    mentions = [mention for mention in find_mentions(text) if mention.kind in _DETAILS]
    if not mentions:
        return False
    rest = list(text)
    for mention in mentions:
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    return not tokens(normalise("".join(rest)).replace("#", ""))
