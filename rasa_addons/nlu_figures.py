"""What the report on understanding tells of parsed messages, as lines of Markdown. Pure."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

OUT, FALLBACK = "out_of_scope", "nlu_fallback"
DENY = "deny"
WORST = 5  # confusions told of each locale
_BANDS = (0.2, 0.4, 0.6, 0.75, 0.9, 1.01)
# What writes something or asks the team, and the confidence from which it is done without asking back
# (actions/dialogue/interruptions.py).
ACTS = frozenset(
    {
        *("cancel_order", "confirm_order", "stop_messages", "subscribe"),
        *("change_address", "change_order", "reschedule_delivery"),
        *("return_item", "request_refund", "exchange_item", "claim_warranty"),
        *("report_damaged", "report_wrong_item", "report_not_received"),
    }
)
SURE = 0.75
# What can't be undone, or that nobody is asked about twice: no refusal may be taken for it.
_FINAL = frozenset({"cancel_order", "confirm_order", "stop_messages", "subscribe"})


class Parsed(NamedTuple):
    """One held-out message, the intents that are right for it, and what the model made of it."""

    locale: str
    kind: str
    wanted: tuple[str, ...]
    got: str
    confidence: float
    milliseconds: float
    is_refused: bool = False  # by its words, which the dialogue reads before anything begins (bot/domain/refusals.py)

    @property
    def is_out(self) -> bool:
        """Whether nobody at a shop could answer it."""
        return self.wanted == (OUT,)

    @property
    def is_right(self) -> bool:
        """An out-of-scope message is right when it is caught, by either name."""
        return self.got in (OUT, FALLBACK) if self.is_out else self.got in self.wanted

    @property
    def acts_wrongly(self) -> bool:
        """Whether something would be written or asked of the team that was not meant."""
        return not self.is_right and self.got in ACTS and self.confidence >= SURE and not self.is_refused

    @property
    def is_disobeyed(self) -> bool:
        """Whether a refusal would be taken for what can't be undone."""
        return DENY in self.wanted and self.acts_wrongly and self.got in _FINAL


def share(group: Iterable[Parsed]) -> float:
    """Return how many of the messages are right, from 0 to 1; 1 of none."""
    right = [each.is_right for each in group]
    return sum(right) / len(right) if right else 1.0


def table(parsed: Sequence[Parsed]) -> list[str]:
    """Return a table: one line a locale, one for all."""
    head = "| locale | messages | in scope right | out of scope caught | ms a message, median | p95 |"
    groups = [*_grouped(parsed, lambda each: each.locale), ("**all**", list(parsed))]
    return [head, "|---|---|---|---|---|---|", *(_line(name, group) for name, group in groups)]


def _line(name: str, group: Sequence[Parsed]) -> str:
    times = sorted(each.milliseconds for each in group)
    inside, outside = (share(each for each in group if each.is_out is out) for out in (False, True))
    p95 = times[int(len(times) * 0.95)]
    return f"| {name} | {len(group)} | {inside:.3f} | {outside:.3f} | {statistics.median(times):.1f} | {p95:.1f} |"


def by_kind(parsed: Sequence[Parsed]) -> list[str]:
    """Return a table: what share of each hard kind is right, and how much of it acts wrongly."""
    lines = ["| kind | messages | right | wrong and acting |", "|---|---|---|---|"]
    for kind, group in _grouped(parsed, lambda each: each.kind):
        acting = sum(each.acts_wrongly for each in group)
        lines.append(f"| {kind.replace('_', ' ')} | {len(group)} | {share(group):.3f} | {acting} |")
    return lines


def calibration(parsed: Sequence[Parsed]) -> list[str]:
    """Return a table: what share is right of the messages of each band of confidence."""
    lines = ["| confidence below | messages | right |", "|---|---|---|"]
    low = 0.0
    for high in _BANDS:
        group = [each for each in parsed if low <= each.confidence < high]
        lines.append(f"| {min(high, 1.0)} | {len(group)} | {share(group):.2f} |")
        low = high
    return lines


def worst_confusions(parsed: Sequence[Parsed]) -> list[str]:
    """Return the commonest mistakes of each locale, without the messages themselves: nobody should tune on those."""
    lines = []
    for locale, group in _grouped(parsed, lambda each: each.locale):
        mistakes = Counter((each.wanted[0], each.got) for each in group if not each.is_right)
        told = ", ".join(f"{times} × `{got}` for `{wanted}`" for (wanted, got), times in mistakes.most_common(WORST))
        lines.append(f"- {locale}: {told or 'none'}")
    return lines


def _grouped(parsed: Iterable[Parsed], key: Callable[[Parsed], str]) -> list[tuple[str, list[Parsed]]]:
    groups: dict[str, list[Parsed]] = defaultdict(list)
    for each in parsed:
        groups[key(each)].append(each)
    return sorted(groups.items())
