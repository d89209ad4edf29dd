"""How well the newest model understands the held-out messages of tests/nlu: printed, and written into docs/nlu.md.

Run from the repository's root: rasa_addons/.venv/bin/python -m rasa_addons.nlu_report
"""

import asyncio
import logging
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from rasa.core.agent import Agent, load_agent
from rasa.model import get_latest_model
from rasa.model_training import train_nlu
from rasa.utils.log_utils import configure_structlog

from bot.domain.refusals import refuses
from rasa_addons.held_out import HeldOut, hard_messages, held_out
from rasa_addons.nlu_figures import Parsed, by_kind, calibration, share, table, worst_confusions

MODELS, DATA = Path("models"), Path("data/nlu")
CONFIG, PAGE = Path("config.yml"), Path("docs/nlu.md")
AIM_IN_SCOPE, AIM_OUT = 0.90, 0.80
AIM_HARD, AIM_HARD_LOCALE = 0.90, 0.88
NEGATION, AIM_NEGATION = "negation", 0.95
MOST_DISOBEYED = 0
LEAVE = "--leave-the-page"  # print only
_FIGURES = re.compile(r"(<!-- figures: .*? -->\n).*?(<!-- end of figures -->)", re.DOTALL)


def newest_model(temporary: str) -> str:
    """Return the newest archive of models/, or one trained just now on the NLU data alone."""
    latest = get_latest_model(str(MODELS))
    if latest:
        return str(latest)
    print("models/ is empty: training the NLU part alone.", flush=True)
    return str(train_nlu(str(CONFIG), str(DATA), temporary))


async def parse_all(agent: Agent, messages: Iterable[HeldOut]) -> list[Parsed]:
    """Return every message as the whole NLU pipeline reads it, one at a time as customers write."""
    parsed = []
    for locale, kind, text, wanted in messages:
        started = time.perf_counter()
        intent = (await agent.parse_message(text))["intent"]
        spent = (time.perf_counter() - started) * 1000
        is_refused = refuses(text, intent["name"])
        parsed.append(Parsed(locale, kind, wanted, intent["name"], intent["confidence"], spent, is_refused))
    return parsed


def write_page(figures: str, page: Path = PAGE) -> None:
    """Replace the figures in docs/nlu.md and leave its prose alone."""
    text = page.read_text(encoding="utf-8")
    page.write_text(_FIGURES.sub(lambda match: f"{match[1]}{figures}\n{match[2]}", text), encoding="utf-8")


def told(parsed: Sequence[Parsed], blind: Sequence[Parsed], hard: Sequence[Parsed]) -> str:
    """Return the figures as they stand on the page."""
    everything = [*parsed, *blind, *hard]
    acting, disobeyed = (sum(getattr(each, name) for each in everything) for name in ("acts_wrongly", "is_disobeyed"))
    return "\n".join(
        [
            f"Measured on {date.today().isoformat()}. First the held-out messages, whose sums guided the work:",
            *("", *table(parsed), ""),
            *("The worst confusions (what was said for what was meant):", "", *worst_confusions(parsed), ""),
            "Then a blind set with the frequencies of real life. Nobody who trains looks at its messages:",
            *("", *table(blind), ""),
            "Then the hard messages (tests/nlu/hard), by locale and by kind. Some have two right readings:",
            *("", *table(hard), "", *by_kind(hard), ""),
            "How often a confidence is right, over the three sets:",
            *("", *calibration(everything), ""),
            "Wrong and acting (read as what writes or asks the team, at 0.75 or more, and not refused by its words): "
            f"{acting} of {len(everything)}; "
            f"refusals taken for what can't be undone: {disobeyed}.",
        ]
    )


def missed_aims(parsed: Sequence[Parsed], hard: Sequence[Parsed], everything: Sequence[Parsed]) -> list[str]:
    """Return a sentence for each aim that is missed."""
    missed = []
    for locale in _locales(parsed):
        for group, is_out, aim in ((parsed, False, AIM_IN_SCOPE), (parsed, True, AIM_OUT)):
            found = share(each for each in group if each.locale == locale and each.is_out is is_out)
            if found < aim:
                missed.append(f"{locale}: {found:.3f} is below {aim} {'caught' if is_out else 'in scope'}.")
    disobeyed = sum(each.is_disobeyed for each in everything)
    acts = [f"{disobeyed} refusals would act."] if disobeyed > MOST_DISOBEYED else []
    return [*missed, *_missed_of_hard(hard), *acts]


def _missed_of_hard(hard: Sequence[Parsed]) -> list[str]:
    parts = [
        (f"{locale}: ", AIM_HARD_LOCALE, [each for each in hard if each.locale == locale]) for locale in _locales(hard)
    ]
    parts.append(("", AIM_HARD, list(hard)))
    parts.append((f"{NEGATION}: ", AIM_NEGATION, [each for each in hard if each.kind == NEGATION]))
    return [
        f"{name}{share(group):.3f} of the hard messages is below {aim}."
        for name, aim, group in parts
        if share(group) < aim
    ]


def _locales(parsed: Sequence[Parsed]) -> list[str]:
    return sorted({each.locale for each in parsed})


def main() -> int:
    """Return 0 when every locale reaches the aims, 1 when one does not."""
    # Rasa's debug lines would show the held-out messages to whoever reads the report.
    configure_structlog(logging.ERROR)
    with tempfile.TemporaryDirectory() as temporary:
        agent = asyncio.run(load_agent(model_path=newest_model(temporary)))
        asyncio.run(agent.parse_message("warm up"))
        parsed, blind, hard = (
            asyncio.run(parse_all(agent, messages))
            for messages in (held_out("test"), held_out("blind"), hard_messages())
        )
    figures = told(parsed, blind, hard)
    print(figures)
    if LEAVE not in sys.argv:
        write_page(figures)
    missed = missed_aims(parsed, hard, [*parsed, *blind, *hard])
    print("\n".join(missed) or "Every locale reaches the aims.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
