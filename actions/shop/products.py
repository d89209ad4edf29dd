"""Price, stock and sizes; how to care for a thing; its warranty; something to recommend."""

from __future__ import annotations

from collections.abc import Sequence

from actions.dialogue.interruptions import FAIRLY_SURE
from actions.dialogue.readings import ask_which, is_guess
from actions.dialogue.slots import Events
from actions.dialogue.visit import ShopAction, Visit
from actions.orders.which import of_product, spoken_of
from actions.shop.answers import BroadAction, give_up, tell_faq
from actions.shop.goods_asked import tell_asked, tell_running
from actions.shop.goods_meant import goods_meant
from actions.shop.showing import show_list, show_one
from actions.words.details import says_something
from bot.domain.field_values import Value, lines, sentence
from bot.services.catalogue.products import ProductView, find_named, find_products, is_of, suggest
from bot.services.orders.views import ItemView

_LISTED = 5


class ActionProduct(BroadAction):
    """ask_product."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_product"

    def answer(self, visit: Visit) -> Events:
        """What is asked of goods besides their price comes before a topic of the shop's."""
        return [] if tell_asked(visit) else super().answer(visit)

    def answer_broadly(self, visit: Visit) -> Events:
        """One product in full, several in a list."""
        return tell_product(visit, "ask_product")


class ActionCare(ShopAction):
    """ask_care."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_care"

    def answer(self, visit: Visit) -> Events:
        """For the product named, else for what they have, else in general."""
        return [] if tell_running(visit, visit.turn.text) else tell_product(visit, "ask_care")


class ActionWarranty(ShopAction):
    """ask_warranty."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_warranty"

    def answer(self, visit: Visit) -> Events:
        """For the product named, else for what they have, else in general."""
        return tell_product(visit, "ask_warranty")


class ActionSuggest(BroadAction):
    """suggest_product."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_suggest"

    def answer(self, visit: Visit) -> Events:
        """A colour, a size or a sum that was named comes first."""
        return [] if tell_asked(visit) else super().answer(visit)

    def answer_broadly(self, visit: Visit) -> Events:
        """A few things in stock that suit what they have."""
        noun = visit.turn.entities.get("product")
        if is_guess(visit.turn) and visit.turn.confidence < FAIRLY_SURE and not noun:
            ask_which(visit)  # "I have to wear it at a wedding" asks for nothing to buy
            return []
        found = suggest(visit.db, visit.merchant_id, visit.customer_id, noun, _LISTED, visit.now)
        if found:
            has_bought = not noun and visit.orders
            show_list(visit, found, "suggest.with_past" if has_bought else "suggest.list")
        else:
            visit.say("suggest.none", url=visit.site_url)
        return []


def tell_product(visit: Visit, question: str) -> Events:
    """Answer a question about a product: ask_care, ask_warranty, or (anything else) what it is and costs."""
    typed = visit.turn.text
    if typed and not says_something(typed):
        give_up(visit)  # "???"
        return []
    # A button names its product by title; words that were typed may be about what they have at home.
    tapped = visit.turn.is_button and "product_words" in visit.turn.entities
    of_own = question in ("ask_care", "ask_warranty") and not _just_shown(visit) and not tapped
    if of_own and _tell_of_own(visit, question):
        return []
    if question == "ask_care":
        return _tell_care(visit, _look_for(visit))
    if question == "ask_warranty":
        return _tell_warranty(visit, _look_for(visit))
    return _tell_found(visit)


def _look_for(visit: Visit) -> Sequence[ProductView]:
    """The products that the message names, or the one just shown."""
    entities, shown = visit.turn.entities, _just_shown(visit)
    # Without a noun a whole sentence resembles some title by chance; a chosen line of a list never does.
    if not _names_something(visit) and not shown:
        return find_named(visit.db, visit.merchant_id, visit.turn.text)[:_LISTED]
    words = entities.get("product_words") or shown or visit.turn.text
    return find_products(visit.db, visit.merchant_id, words, entities.get("product"), _LISTED)


def _names_something(visit: Visit) -> bool:
    named = {"product", "product_words"} & visit.turn.entities.keys()
    return bool(named) or visit.turn.last.key == "product.ask"


def _tell_found(visit: Visit) -> Events:
    found = _look_for(visit)
    if len(found) == 1:
        show_one(visit, found[0])
    elif found:
        show_list(visit, found, "product.several")
    elif "product" in visit.turn.entities:
        visit.say("product.not_sold", url=visit.site_url)
    elif _names_something(visit):
        visit.say("product.not_found", url=visit.site_url)
    else:
        _tell_spoken_of(visit)
    return []


def _tell_spoken_of(visit: Visit) -> None:
    """Show what was shown last, or what the order just spoken of holds: "what colours?"."""
    meant = goods_meant(visit, may_be_ordered=spoken_of(visit) is not None)
    if len(meant) == 1:
        show_one(visit, meant[0])
    elif meant:
        show_list(visit, meant, "product.several")
    else:
        visit.say("product.ask")


def _just_shown(visit: Visit) -> str:
    """The title of the product told of last, when this message names none: "do you have it in blue?"."""
    unnamed = not {"product", "product_words"} & visit.turn.entities.keys()
    return visit.turn.last.product if unnamed and visit.turn.last.key == "product.found" else ""


def _tell_of_own(visit: Visit, question: str) -> bool:
    """Answer for what they ordered: the thing named, or the newest order when nothing was named."""
    orders = of_product(visit, visit.orders) if "product" in visit.turn.entities else visit.orders[:1]
    noun = visit.turn.entities.get("product")
    items = [item for order in orders[:1] for item in order.items if not noun or is_of(noun, item.category, item.title)]
    if question == "ask_care":
        told = [_care_line(visit, item) for item in items if item.care]
    else:
        told = [_warranty_line(item.title_in(visit.locale), item.warranty_months) for item in items if item.product_id]
    if told:
        visit.say("faq.answer", text=lines(told))
    return bool(told)


def _care_line(visit: Visit, item: ItemView) -> Value | None:
    care = item.care.get(visit.locale) or item.care.get("en", "")
    return sentence("care.answer", title=item.title_in(visit.locale), care=care) if care else None


def _warranty_line(title: str, months: int) -> Value:
    return sentence("warranty.answer", title=title, months=months) if months else sentence("warranty.none", title=title)


def _tell_care(visit: Visit, found: Sequence[ProductView]) -> Events:
    if found and found[0].care_in(visit.locale):
        visit.say("care.answer", title=found[0].title_in(visit.locale), care=found[0].care_in(visit.locale))
    elif not tell_faq(visit, "care"):
        give_up(visit)
    return []


def _tell_warranty(visit: Visit, found: Sequence[ProductView]) -> Events:
    if found:
        visit.say("faq.answer", text=_warranty_line(found[0].title_in(visit.locale), found[0].warranty_months))
    elif not tell_faq(visit, "warranty"):
        give_up(visit)
    return []
