"""All that WhatsApp or the law would refuse in a shop's own text for many, each with its place and the remedy."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain import dlt, urgency
from bot.domain.campaign_texts import (
    BRACES,
    CODE,
    ENDS_ON,
    LINK,
    OF_COUPON,
    ButtonMeans,
    CampaignDraft,
    LocaleText,
    list_fields,
    to_sentence,
)
from bot.domain.prices import limit_on
from bot.domain.template_wording import worded

Path = tuple[str | int, ...]
_NAME = re.compile(r"[a-z][a-z0-9_]{0,15}")


@dataclass(frozen=True, slots=True)
class TextFault:
    """What is wrong with a text: where, what, and the remedy."""

    path: Path
    problem: str
    remedy: str


def list_faults(draft: CampaignDraft, stops: Mapping[str, str], known: Collection[str], day: date) -> list[TextFault]:
    """List all that is wrong with a draft.

    Args:
        stops: locale -> the title of its stop button.
        known: fields that the shop itself fills in.
    """
    found = [*_of_whole(draft, day)]
    for locale, text in draft.texts.items():
        here: Path = ("texts", locale)
        found += _of_body(draft, (*here, "body"), text.body, known, day)
        found += _of_titles(draft, (*here, "titles"), text.titles, stops[locale], day)
        found += _of_footer((*here, "footer"), text.footer, day)
        if text.sms or text.dlt:
            found += _of_sms(draft, here, text, known, day)
    return found


def _of_whole(draft: CampaignDraft, day: date) -> Iterator[TextFault]:
    if not draft.texts:
        yield TextFault(("texts",), "is empty", "write the text in one language at least")
    most = limit_on(day, "text_buttons") - 1
    if len(draft.buttons) > most:
        yield TextFault(("buttons",), f"are {len(draft.buttons)}", f"use {most} at most, the stop comes by itself")
    if len(set(draft.buttons)) < len(draft.buttons):
        yield TextFault(("buttons",), "mean the same twice", "let each button mean something else")
    shows = ButtonMeans.SHOW in draft.buttons or any(LINK in list_fields(one.body) for one in draft.texts.values())
    if draft.link_url and not shows:
        yield TextFault(("link_url",), "leads nowhere", "write {{link}} into the text, or add the button “show”")
    if ButtonMeans.SHOW in draft.buttons and not draft.link_url:
        yield TextFault(("buttons",), "would show nothing", "give link_url: what the button “show” answers with")


def _of_body(draft: CampaignDraft, path: Path, body: str, known: Collection[str], day: date) -> Iterator[TextFault]:
    yield from _of_fields(draft, path, body, known)
    yield from _of_size(path, body, day)
    if not _is_broken(body):
        _, flaws = worded("", "", to_sentence(body), set(list_fields(body)))
        for flaw in flaws:
            problem, _, remedy = flaw.problem.partition(": ")
            if not problem.startswith("it has"):  # told above, by what WhatsApp takes on the day
                yield TextFault(path, problem, remedy)
    yield from _of_coupon(draft, path, body)
    yield from _of_claims(draft, path, body)


def _of_size(path: Path, body: str, day: date) -> Iterator[TextFault]:
    most = limit_on(day, "text_body")
    if len(body) > most:
        yield TextFault(path, f"has {len(body)} letters", f"WhatsApp takes {most} at most")
    if len(list_fields(body)) > limit_on(day, "text_variables"):
        yield TextFault(path, "has too many fields", f"use {limit_on(day, 'text_variables')} at most")
    if count_emoji(body) > (allowed := limit_on(day, "text_emoji")):
        yield TextFault(path, f"has {count_emoji(body)} emoji", f"use {allowed} at most")
    if "\n" * (limit_on(day, "text_breaks") + 1) in re.sub(r"[^\S\n]*\n[^\S\n]*", "\n", body):
        yield TextFault(path, "has several empty lines in a row", "leave one empty line at most")
    if re.search(rf" {{{limit_on(day, 'text_blanks') + 1},}}|\t", body):
        yield TextFault(path, "has a tab or many blanks in a row", "write single blanks")


def _of_coupon(draft: CampaignDraft, path: Path, body: str) -> Iterator[TextFault]:
    told = [name for name in OF_COUPON if name in list_fields(body)]
    if told and not draft.coupon:
        yield TextFault(path, f"has {{{{{told[0]}}}}} and no coupon", "give the coupon, or take the field out")
    if draft.coupon and CODE not in told:
        yield TextFault(path, "does not tell the coupon", "write {{code}} into it")
    if ENDS_ON in told and draft.coupon and not draft.coupon.get(ENDS_ON):
        yield TextFault(path, "has {{ends_on}} and no last day", "give the coupon its ends_on")


def _of_fields(draft: CampaignDraft, path: Path, text: str, known: Collection[str]) -> Iterator[TextFault]:
    if _is_broken(text):
        yield TextFault(path, "has a brace out of place", "write a field as {{name}}, and no other braces")
    for name in BRACES.findall(text):
        if not _NAME.fullmatch(name) and name not in known:
            remedy = "use 1 to 16 small letters, digits and _, a letter first, and no blanks inside the braces"
            yield TextFault(path, f"{{{{{name[:40]}}}}} is no name of a field", remedy)
    if LINK in list_fields(text) and not draft.link_url:
        yield TextFault(path, "has {{link}} and no address", "give link_url, or take the field out")


def _of_claims(draft: CampaignDraft, path: Path, text: str) -> Iterator[TextFault]:
    for claim in urgency.list_claims(text):
        if claim.kind == urgency.LOGIN:
            yield TextFault(path, f"“{claim.words}” is no offer", "leave codes to log in out: WhatsApp refuses the mix")
        elif claim.kind == urgency.STOCK and not claim.field:
            remedy = 'write a field for the number, like {{left}}, and fill it from the catalogue: {"stock": "SKU"}'
            yield TextFault(path, f"“{claim.words}” presses without a true number", remedy)
        elif claim.kind == urgency.TIME and not (draft.coupon.get(ENDS_ON) and ENDS_ON in list_fields(text)):
            remedy = "give the coupon its last day (ends_on) and write {{ends_on}} into the text, or leave this out"
            yield TextFault(path, f"“{claim.words}” presses without a true day", remedy)


def list_pressing(*texts: str) -> set[str]:
    """Return the fields that stand for a number that presses: their value has to come from the catalogue."""
    claims = (claim for text in texts for claim in urgency.list_claims(text))
    return {claim.field for claim in claims if claim.kind == urgency.STOCK and claim.field}


def _of_titles(draft: CampaignDraft, path: Path, titles: Sequence[str], stop: str, day: date) -> Iterator[TextFault]:
    if len(titles) != len(draft.buttons):
        yield TextFault(path, f"are {len(titles)}", f"give a title for each of the {len(draft.buttons)} buttons")
    most = limit_on(day, "text_button")
    for place, title in enumerate(titles):
        if not 1 <= len(title) <= most:
            yield TextFault((*path, place), f"has {len(title)} letters", f"write 1 to {most}")
        if "{" in title or "}" in title or "\n" in title or count_emoji(title):
            yield TextFault((*path, place), "has a field, an emoji or a line break", "write plain words on one line")
    told = [title.casefold() for title in (*titles, stop)]
    if len(set(told)) < len(told):
        yield TextFault(path, "has the same title twice", f"use other words, and not “{stop}”, the stop")


def _of_footer(path: Path, footer: str, day: date) -> Iterator[TextFault]:
    most = limit_on(day, "text_footer")
    if len(footer) > most:
        yield TextFault(path, f"has {len(footer)} letters", f"WhatsApp takes {most} at most")
    if "{" in footer or "}" in footer or "\n" in footer or count_emoji(footer):
        yield TextFault(path, "has a field, an emoji or a line break", "write plain words on one line")


def _of_sms(
    draft: CampaignDraft, here: Path, text: LocaleText, known: Collection[str], day: date
) -> Iterator[TextFault]:
    path = (*here, "sms")
    yield from _of_fields(draft, path, text.sms, known)
    yield from _of_claims(draft, path, text.sms)
    most = limit_on(day, "sms_text")
    if not 1 <= len(text.sms) <= most:
        yield TextFault(path, f"has {len(text.sms)} letters", f"write 1 to {most}")
    if strange := sorted(set(list_fields(text.sms)) - set(list_fields(text.body)) - set(known) - {LINK, *OF_COUPON}):
        yield TextFault(path, f"has {{{{{strange[0]}}}}}, which the text has not", "use the fields of the text")
    if text.dlt:
        for name, problem, remedy in dlt.list_faults(text.dlt, text.sms, day):
            yield TextFault((*here, "dlt", name), problem, remedy)


def _is_broken(text: str) -> bool:
    rest = BRACES.sub("", text)
    return "{" in rest or "}" in rest or any(not name or not name.isidentifier() for name in BRACES.findall(text))


def count_emoji(text: str) -> int:
    """Count the picture-characters of a text; ₹ and marks of scripts are none."""
    return sum(unicodedata.category(character) == "So" for character in text)
