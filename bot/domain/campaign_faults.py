"""What is said of a shop's own text that WhatsApp or the law would refuse: what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
# By their names: what is wrong, and the remedy. In other languages: bot/locales/*/LC_MESSAGES/staff.po.
FAULTS: Mapping[str, tuple[str, str]] = {
    "no_language": ("It has no text in any language.", "Write it in one language at least."),
    "many_buttons": ("It has {n} buttons.", "Use {most} at most: the stop comes by itself."),
    "same_meaning": ("Two of its buttons mean the same.", "Let each button mean something else."),
    "leads_nowhere": ("The address is told nowhere.", "Write {field} into the text, or add the button that shows it."),
    "shows_nothing": ("The button would show nothing.", "Give the address that it answers with."),
    "foreign_host": ("It is not on a host of this shop.", "Give an https address of the shop's own site."),
    "elsewhere": (
        "{address} is not on a host of this shop.",
        "Write {field} and give the address below, or add its host in the settings.",
    ),
    "long": ("It has {n} letters.", "WhatsApp takes {most} at most."),
    "length": ("It has {n} letters.", "Write 1 to {most}."),
    "many_fields": ("It has too many fields.", "Use {most} at most."),
    "many_emoji": ("It has {n} emoji.", "Use {most} at most."),
    "empty_lines": ("It has several empty lines in a row.", "Leave one empty line at most."),
    "blanks": ("It has a tab or many blanks in a row.", "Write single blanks."),
    "no_coupon": ("It has {field} and no coupon.", "Give the coupon, or take the field out."),
    "coupon_untold": ("It does not tell the coupon.", "Write {field} into it."),
    "no_code": ("It has no code.", "Give the code that all get."),
    "codes_apart": ("Each person gets a code of their own.", "Leave this one out, and put codes in."),
    "no_last_day": ("It has {field} and no last day.", "Give the coupon its last day."),
    "brace": ("It has a brace out of place.", "Write a field as {field}, and no other braces."),
    "no_field": (
        "{field} is no name of a field.",
        "Use 1 to 16 small letters, digits and _, a letter first, and no blanks inside the braces.",
    ),
    "no_address": ("It has {field} and no address.", "Give the address, or take the field out."),
    "login": ("“{words}” is no offer.", "Leave codes to log in out: WhatsApp refuses the mix."),
    "stock": (
        "“{words}” presses without a true number.",
        "Write a field for the number, like {field}, and fill it from the catalogue.",
    ),
    "time": (
        "“{words}” presses without a true day.",
        "Give the coupon its last day and write {field} into the text, or leave this out.",
    ),
    "untitled": ("It has {n} titles for {most} buttons.", "Give each button its title."),
    "not_plain": ("It has a field, an emoji or a line break.", "Write plain words on one line."),
    "same_title": ("The same title stands there twice.", "Use other words, and not “{stop}”, the stop."),
    "strange_field": ("It has {field}, which the text has not.", "Use the fields of the text."),
    "empty": ("It is empty.", "Write a sentence."),
    "begins_with_field": ("It begins with a field.", "Put a word before it."),
    "ends_with_field": ("It ends with a field.", "Put some words after it."),
    "side_by_side": ("Two fields stand next to each other.", "Put a word between {one} and {other}."),
    "few_words": ("It has {n} fields in {words} words.", "WhatsApp wants at least {least} words besides them."),
    "other": ("{problem}.", "{remedy}."),
    "dlt_pe_id": (
        "It is no id of the DLT register.",
        "Write the principal entity's id in digits, 10 to 25 of them.",
    ),
    "dlt_template_id": (
        "It is no id of the DLT register.",
        "Write the content template's id in digits, 10 to 25 of them.",
    ),
    "dlt_header": ("It is no registered header.", "Write its 3 to 6 letters or digits, like ABCSHP."),
    "dlt_kind": ("No offer may leave as that.", "Register it as promotional or as service-explicit."),
    "dlt_missing": ("It is missing.", "Write the text as it is registered, to the letter."),
    "dlt_variables": (
        "It has more than {most} variables, or two side by side.",
        "Register it with words between.",
    ),
    "dlt_variable": ("{field} is no variable.", "Use one of {names}."),
    "dlt_differs": (
        "It does not match the SMS: it says “{ours}” where “{theirs}” is registered.",
        "Write the SMS to the letter as it is registered, with a field for each variable, or register it anew.",
    ),
    "dlt_counts": (
        "It does not match the SMS: it has {n} fields, {registered} are registered.",
        "Write the SMS to the letter as it is registered, with a field for each variable, or register it anew.",
    ),
}


@dataclass(frozen=True, slots=True)
class TextFault:
    """What is wrong with a text: where, and what by its name in FAULTS, with its values."""

    path: Path
    name: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def problem(self) -> str:
        """What is wrong, in English."""
        return FAULTS[self.name][0].format(**self.values)

    @property
    def remedy(self) -> str:
        """What to do about it, in English."""
        return FAULTS[self.name][1].format(**self.values)


def in_braces(name: str) -> str:
    """Return a field as a shop writes it."""
    return f"{{{{{name}}}}}"
