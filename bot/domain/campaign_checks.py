"""All that WhatsApp or the law would refuse in a shop's own text for many, each with its place and the remedy."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from bot.domain import dlt, urgency
from bot.domain.campaign_faults import Path, TextFault, in_braces
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

_NAME = re.compile(r"[a-z][a-z0-9_]{0,15}")


# What the wording of any template may lack (bot.domain.template_wording), by the name of its fault here.
_FLAWS = (
    (re.compile("it is empty"), "empty"),
    (re.compile("it begins with a field"), "begins_with_field"),
    (re.compile("it ends with a field"), "ends_with_field"),
    (re.compile(r"two fields .* between (?P<one>\{\w+\}) and (?P<other>\{\w+\})"), "side_by_side"),
    (re.compile(r"(?P<n>\d+) fields in (?P<words>\d+) words: .* at least (?P<least>\d+) words"), "few_words"),
)


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
        yield TextFault(("texts",), "no_language")
    most = limit_on(day, "text_buttons") - 1
    if len(draft.buttons) > most:
        yield TextFault(("buttons",), "many_buttons", {"n": len(draft.buttons), "most": most})
    if len(set(draft.buttons)) < len(draft.buttons):
        yield TextFault(("buttons",), "same_meaning")
    shows = ButtonMeans.SHOW in draft.buttons or any(LINK in list_fields(one.body) for one in draft.texts.values())
    if draft.link_url and not shows:
        yield TextFault(("link_url",), "leads_nowhere", {"field": in_braces(LINK)})
    if ButtonMeans.SHOW in draft.buttons and not draft.link_url:
        yield TextFault(("buttons",), "shows_nothing")


def _of_body(draft: CampaignDraft, path: Path, body: str, known: Collection[str], day: date) -> Iterator[TextFault]:
    yield from _of_fields(draft, path, body, known)
    yield from _of_size(path, body, day)
    if not _is_broken(body):
        _, flaws = worded("", "", to_sentence(body), set(list_fields(body)))
        for flaw in flaws:
            if not flaw.problem.startswith("it has"):  # told above, by what WhatsApp takes on the day
                yield _of_flaw(path, flaw.problem)
    yield from _of_coupon(draft, path, body)
    yield from _of_claims(draft, path, body)


def _of_flaw(path: Path, problem: str) -> TextFault:
    for pattern, name in _FLAWS:
        if found := pattern.match(problem):
            return TextFault(path, name, found.groupdict())
    says, _, remedy = problem.partition(": ")
    return TextFault(path, "other", {"problem": says, "remedy": remedy})


def _of_size(path: Path, body: str, day: date) -> Iterator[TextFault]:
    most = limit_on(day, "text_body")
    if len(body) > most:
        yield TextFault(path, "long", {"n": len(body), "most": most})
    if len(list_fields(body)) > (allowed := limit_on(day, "text_variables")):
        yield TextFault(path, "many_fields", {"most": allowed})
    if count_emoji(body) > (allowed := limit_on(day, "text_emoji")):
        yield TextFault(path, "many_emoji", {"n": count_emoji(body), "most": allowed})
    if "\n" * (limit_on(day, "text_breaks") + 1) in re.sub(r"[^\S\n]*\n[^\S\n]*", "\n", body):
        yield TextFault(path, "empty_lines")
    if re.search(rf" {{{limit_on(day, 'text_blanks') + 1},}}|\t", body):
        yield TextFault(path, "blanks")


def _of_coupon(draft: CampaignDraft, path: Path, body: str) -> Iterator[TextFault]:
    told = [name for name in OF_COUPON if name in list_fields(body)]
    if told and not draft.coupon:
        yield TextFault(path, "no_coupon", {"field": in_braces(told[0])})
    if draft.coupon and CODE not in told:
        yield TextFault(path, "coupon_untold", {"field": in_braces(CODE)})
    if ENDS_ON in told and draft.coupon and not draft.coupon.get(ENDS_ON):
        yield TextFault(path, "no_last_day", {"field": in_braces(ENDS_ON)})


def _of_fields(draft: CampaignDraft, path: Path, text: str, known: Collection[str]) -> Iterator[TextFault]:
    if _is_broken(text):
        yield TextFault(path, "brace", {"field": in_braces("name")})
    for name in BRACES.findall(text):
        if not _NAME.fullmatch(name) and name not in known:
            yield TextFault(path, "no_field", {"field": in_braces(name[:40])})
    if LINK in list_fields(text) and not draft.link_url:
        yield TextFault(path, "no_address", {"field": in_braces(LINK)})


def _of_claims(draft: CampaignDraft, path: Path, text: str) -> Iterator[TextFault]:
    for claim in urgency.list_claims(text):
        if claim.kind == urgency.LOGIN:
            yield TextFault(path, "login", {"words": claim.words})
        elif claim.kind == urgency.STOCK and not claim.field:
            yield TextFault(path, "stock", {"words": claim.words, "field": in_braces("left")})
        elif claim.kind == urgency.TIME and not (draft.coupon.get(ENDS_ON) and ENDS_ON in list_fields(text)):
            yield TextFault(path, "time", {"words": claim.words, "field": in_braces(ENDS_ON)})


def list_pressing(*texts: str) -> set[str]:
    """Return the fields that stand for a number that presses: their value has to come from the catalogue."""
    claims = (claim for text in texts for claim in urgency.list_claims(text))
    return {claim.field for claim in claims if claim.kind == urgency.STOCK and claim.field}


def _of_titles(draft: CampaignDraft, path: Path, titles: Sequence[str], stop: str, day: date) -> Iterator[TextFault]:
    if len(titles) != len(draft.buttons):
        yield TextFault(path, "untitled", {"n": len(titles), "most": len(draft.buttons)})
    most = limit_on(day, "text_button")
    for place, title in enumerate(titles):
        if not 1 <= len(title) <= most:
            yield TextFault((*path, place), "length", {"n": len(title), "most": most})
        if "{" in title or "}" in title or "\n" in title or count_emoji(title):
            yield TextFault((*path, place), "not_plain")
    told = [title.casefold() for title in (*titles, stop)]
    if len(set(told)) < len(told):
        yield TextFault(path, "same_title", {"stop": stop})


def _of_footer(path: Path, footer: str, day: date) -> Iterator[TextFault]:
    most = limit_on(day, "text_footer")
    if len(footer) > most:
        yield TextFault(path, "long", {"n": len(footer), "most": most})
    if "{" in footer or "}" in footer or "\n" in footer or count_emoji(footer):
        yield TextFault(path, "not_plain")


def _of_sms(
    draft: CampaignDraft, here: Path, text: LocaleText, known: Collection[str], day: date
) -> Iterator[TextFault]:
    path = (*here, "sms")
    yield from _of_fields(draft, path, text.sms, known)
    yield from _of_claims(draft, path, text.sms)
    most = limit_on(day, "sms_text")
    if not 1 <= len(text.sms) <= most:
        yield TextFault(path, "length", {"n": len(text.sms), "most": most})
    if strange := sorted(set(list_fields(text.sms)) - set(list_fields(text.body)) - set(known) - {LINK, *OF_COUPON}):
        yield TextFault(path, "strange_field", {"field": in_braces(strange[0])})
    if text.dlt:
        for where, name, values in dlt.list_faults(text.dlt, text.sms, day):
            yield TextFault((*here, "dlt", where), name, values)


def _is_broken(text: str) -> bool:
    rest = BRACES.sub("", text)
    return "{" in rest or "}" in rest or any(not name or not name.isidentifier() for name in BRACES.findall(text))


def count_emoji(text: str) -> int:
    """Count the picture-characters of a text; ₹ and marks of scripts are none."""
    return sum(unicodedata.category(character) == "So" for character in text)
