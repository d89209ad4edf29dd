"""Two models on the same messages: what each gets right, and which messages change. Pure."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from bot.domain.refusals import refuses
from rasa_addons.arrays import Floats
from rasa_addons.embedding import Embedder
from rasa_addons.intents import IntentModel
from rasa_addons.nlu_figures import Parsed
from rasa_addons.ranking import rank

_STEPS = 20  # of the progress that is told


class TriedMessage(NamedTuple):
    """A message to try, and the intents that are right for it; `id` names it for whoever gave it."""

    id: str
    text: str
    locale: str
    wanted: tuple[str, ...]


class Remembered:
    """An embedder that embeds each text once: two models are asked the same."""

    def __init__(self, embedder: Embedder) -> None:
        """`embedder`: who does it the first time."""
        self._embedder = embedder
        self._known: dict[str, Floats] = {}

    def query(self, text: str) -> Floats:
        """The vector of one text."""
        if text not in self._known:
            self._known[text] = self._embedder.query(text)
        return self._known[text]


def compare(
    before: IntentModel, after: IntentModel, sets: Mapping[str, Sequence[TriedMessage]], tell: Callable[[float], None]
) -> dict[str, Any]:
    """What changes: `counts` of each set and locale [messages, right before, right after], `changed` messages by name,
    and how many would act wrongly (nlu_figures.ACTS) before and after.
    """
    counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    changed, acting, disobeyed = [], [0, 0], [0, 0]
    total, done = sum(map(len, sets.values())), 0
    for name, messages in sets.items():
        for message in messages:
            if done % max(1, total // _STEPS) == 0:
                tell(done / max(1, total))
            done += 1
            both = (_read(before, message), _read(after, message))
            of = counts[name][message.locale]
            of[0] += 1
            for side, parsed in enumerate(both):
                of[1 + side] += parsed.is_right
                acting[side] += parsed.acts_wrongly
                disobeyed[side] += parsed.is_disobeyed
            if both[0].is_right != both[1].is_right or (name == "kept" and both[0].got != both[1].got):
                changed.append(_told(name, message, both))
    return {"counts": counts, "changed": changed, "acting": acting, "disobeyed": disobeyed}


def _read(model: IntentModel, message: TriedMessage) -> Parsed:
    got, sure = rank(model, message.text)[0]
    return Parsed(message.locale, "", tuple(message.wanted), got, sure, 0.0, refuses(message.text, got))


def _told(name: str, message: TriedMessage, both: tuple[Parsed, Parsed]) -> dict[str, Any]:
    before, after = both
    return {
        **{"set": name, "id": message.id, "text": message.text, "locale": message.locale},
        **{"wanted": list(message.wanted), "before": [before.got, before.confidence]},
        **{"after": [after.got, after.confidence], "gained": after.is_right, "acts": after.acts_wrongly},
    }
