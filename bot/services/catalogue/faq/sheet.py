"""The shop's answers as a table, a row for each topic and language: what is read back is what was written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.domain.faq import LONGEST_ANSWER, LONGEST_QUESTION, MOST_ASKED_AS, TOPIC, FaqWords
from bot.domain.locale import CODES, Locale
from bot.domain.promises import Promised, find_faults
from bot.domain.sheets.faults import BadTable, SheetFault
from bot.domain.sheets.opening import SheetRow, open_sheet
from bot.domain.sheets.writing import write_sheet
from bot.services.catalogue.faq.topics import Texts, TopicSeen

COLUMNS = ("topic", "language", "question", "asked_as", "answer")
NEEDED = ("topic", "language", "question", "answer")
_NAMED = {code.casefold(): code for code in CODES} | {
    name.casefold(): code
    for code in reversed(CODES)
    for name in (Locale.of(code).name, Locale.of(code).autonym, code.replace("-", "_"))
}


def write_answers(topics: Iterable[TopicSeen]) -> str:
    """Return topics as CSV."""
    rows = (
        (topic.slug, locale, words.question, "\n".join(words.asked_as), words.answer)
        for topic in topics
        for locale, words in topic.texts.items()
    )
    return write_sheet(COLUMNS, rows)


def read_answers(content: bytes, kept: Promised) -> dict[str, Texts]:
    """Return the topics of a table.

    Raises:
        BadTable: has everything that is wrong with it, by row and column.
    """
    topics: dict[str, dict[str, FaqWords]] = defaultdict(dict)
    rows: dict[tuple[str, str], int] = {}
    faults: list[SheetFault] = []
    for row in open_sheet(content, COLUMNS, NEEDED).rows:
        slug, told = row.cells.get("topic", ""), row.cells.get("language", "")
        locale = _NAMED.get(told.casefold(), "")
        words = _words(row)
        wrong = [*_check_place(row, slug, told, locale), *_check(row, words, kept)]
        if not wrong and (slug, locale) in rows:
            wrong.append(row.fault("doubled_row", "topic", other=rows[slug, locale]))
        faults += wrong
        rows.setdefault((slug, locale), row.number)
        topics[slug][locale] = words
    if faults:
        raise BadTable(*faults)
    return dict(topics)


def _words(row: SheetRow) -> FaqWords:
    asked = row.cells.get("asked_as", "").replace("|", "\n").splitlines()
    wordings = tuple(dict.fromkeys(filter(None, map(str.strip, asked))))
    return FaqWords(row.cells.get("question", ""), row.cells.get("answer", ""), wordings)


def _check_place(row: SheetRow, slug: str, told: str, locale: str) -> Iterator[SheetFault]:
    if not TOPIC.fullmatch(slug):
        yield row.fault("topic" if slug else "missing", "topic")
    if not locale:
        yield row.fault("locale" if told else "missing", "language", known=", ".join(CODES))


def _check(row: SheetRow, words: FaqWords, kept: Promised) -> Iterator[SheetFault]:
    for column, text, most in (
        ("question", words.question, LONGEST_QUESTION),
        ("answer", words.answer, LONGEST_ANSWER),
    ):
        if not text:
            yield row.fault("missing", column)
        elif len(text) > most:
            yield row.fault("long", column, most=most)
    if any(len(one) > LONGEST_QUESTION for one in words.asked_as):
        yield row.fault("long", "asked_as", most=LONGEST_QUESTION)
    if len(words.asked_as) > MOST_ASKED_AS:
        yield row.fault("many", "asked_as", most=MOST_ASKED_AS)
    for fault in find_faults(words.answer, kept):
        problem, _, how = fault.partition(": ")
        yield row.fault("answer", "answer", problem=problem, how=how or "say it otherwise")
