"""Tell me when it is back: asked, noted at a yes, called off."""

from __future__ import annotations

from actions.dialogue.polarity import said_to
from actions.dialogue.reading_first import reads_answer_to
from actions.dialogue.saying import Button
from actions.dialogue.slots import Events
from actions.dialogue.visit import Visit
from actions.shop.goods_meant import goods_meant
from actions.shop.showing import RESTOCK_YES, show_list, show_one, word_of
from actions.words.goods import wants_no_word
from bot.domain.consent import Purpose
from bot.domain.polarity import Act, Polarity
from bot.services.catalogue.products import ProductView, find_titled, read_products
from bot.services.moments.back_in_stock import is_told, list_awaited, record_wish, stop_waiting
from bot.services.people.consent import list_withdrawn

_NOT_NOW = (Button("button.confirm_no", "deny"),)
# What an answer that is neither yes nor no is taken for.
_ANSWERS = frozenset({"affirm", "deny", "subscribe", "ask_product", "nlu_fallback", "out_of_scope"})


def ask_word(visit: Visit) -> bool:
    """Ask whether to write when the product meant is back; what is there is shown. Always answers."""
    about = goods_meant(visit)
    sold_out = [product for product in about if product.stock <= 0]
    if len(sold_out) == 1:
        _ask_of(visit, sold_out[0])
    elif len(about) == 1:
        show_one(visit, about[0])
    elif about:
        show_list(visit, sold_out or about, "restock.which_of")
    else:
        visit.say("restock.which")
    return True


def note_word(visit: Visit, title: str) -> Events:
    """Note that word of a product is wanted when it is back, for a yes or a tap; what is back already is shown."""
    product = _titled(visit, title)
    if product is None:
        visit.say("product.not_found", url=visit.site_url)
    elif product.stock > 0:
        show_one(visit, product)
    elif not _is_barred(visit, product):
        is_new = record_wish(visit.db, visit.merchant_id, visit.customer_id, product.id, visit.now)
        _confirm(visit, product, "restock.noted" if is_new else "restock.already")
    return []


def end_word(visit: Visit, title: str = "") -> Events:
    """Call word of a product off; without a title, of everything that is awaited."""
    awaited = read_products(visit.db, visit.merchant_id, list_awaited(visit.db, visit.merchant_id, visit.customer_id))
    meant = [product for product in awaited if not title or title == product.title]
    for product in meant:
        stop_waiting(visit.db, visit.merchant_id, visit.customer_id, product.id, visit.now)
        visit.say("restock.ended", title=product.title_in(visit.locale))
    if not meant:
        visit.say("restock.none")
    return []


def takes_tap(visit: Visit) -> Events | None:
    """What a tap on one of our buttons says of a product; None where it says nothing of one."""
    title, confirmed = (visit.turn.entities.get(name, "") for name in ("product_words", "confirmed"))
    if not visit.turn.is_button or not title:
        return None
    return end_word(visit, title) if confirmed == "no" else note_word(visit, title)


@reads_answer_to("restock.ask", "restock.which")
def answer_to_word(visit: Visit) -> Events | None:
    """Note a plain yes; ask once more where it is neither yes nor no; look for what is named where we asked that."""
    turn = visit.turn
    if turn.is_button or turn.form:
        return None
    if turn.last.key == "restock.which":
        return _named_after_all(visit)
    said = said_to(turn, Act.SUBSCRIBE)
    if said is Polarity.YES:
        return note_word(visit, _asked_of(visit))
    if turn.intent not in _ANSWERS or said in (Polarity.OTHER, Polarity.NO):
        return None
    product = _titled(visit, _asked_of(visit))
    if product is not None:
        _ask_of(visit, product)
    return [] if product is not None else None


@reads_answer_to("restock.noted", "restock.already")
def answer_to_noted(visit: Visit) -> Events | None:
    """Call it off where the next message takes it back."""
    turn = visit.turn
    if turn.is_button or turn.form:
        return None
    if wants_no_word(turn.text) or said_to(turn, Act.SUBSCRIBE) is Polarity.NO:
        title = next((b.entities.get("product_words", "") for b in turn.last.buttons), "")
        return end_word(visit, title)
    return None


def _named_after_all(visit: Visit) -> Events | None:
    if visit.turn.intent not in _ANSWERS | {"inform"} or not goods_meant(visit):
        return None
    ask_word(visit)
    return []


def _asked_of(visit: Visit) -> str:
    return next((b.entities.get("product_words", "") for b in visit.turn.last.buttons if b.key == RESTOCK_YES), "")


def _ask_of(visit: Visit, product: ProductView) -> None:
    if _is_barred(visit, product):
        return
    if product.id in list_awaited(visit.db, visit.merchant_id, visit.customer_id):
        _confirm(visit, product, "restock.already")
    else:
        visit.say("restock.ask", (*word_of(product), *_NOT_NOW), title=product.title_in(visit.locale))


def _is_barred(visit: Visit, product: ProductView) -> bool:
    """Say so where no word could be sent: the shop sends none, or the customer has stopped every message."""
    if not is_told(visit.db, visit.merchant_id):
        visit.say("restock.off", url=product.url or visit.site_url)
        return True
    if Purpose.ANY in list_withdrawn(visit.db, visit.customer_id, visit.turn.channel):
        visit.say("restock.stopped", url=product.url or visit.site_url)
        return True
    return False


def _confirm(visit: Visit, product: ProductView, key: str) -> None:
    off = Button("button.restock_end", "subscribe", {"product_words": product.title, "confirmed": "no"})
    visit.say(key, (off,), title=product.title_in(visit.locale))


def _titled(visit: Visit, title: str) -> ProductView | None:
    return next(iter(find_titled(visit.db, visit.merchant_id, [title])), None) if title else None
