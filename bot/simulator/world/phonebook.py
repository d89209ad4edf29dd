"""The seven demo customers and what each of them might write."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoCustomer:
    """One line of the phone book; `story` says what the demo shop knows about them."""

    number: str
    name: str
    locale: str
    story: str
    suggestions: tuple[str, ...]


CUSTOMERS = (
    DemoCustomer(
        "+919800000001",
        "Asha Patel",
        "gu",
        "Order 1042 is out for delivery today",
        ("મારો ઓર્ડર ક્યાં છે?", "આજે કેટલા વાગ્યે આવશે?", "કાલે સાંજે ડિલિવરી કરી શકશો?", "મારે માણસ સાથે વાત કરવી છે"),
    ),
    DemoCustomer(
        "+919800000002",
        "Rahul Sharma",
        "hi",
        "Order 1043 is three days late",
        ("मेरा ऑर्डर अभी तक क्यों नहीं आया?", "और कितने दिन लगेंगे?", "ऑर्डर कैंसिल करना है", "किसी इंसान से बात करवाइए"),
    ),
    DemoCustomer(
        "+919800000003",
        "Mitali Sen",
        "bn",
        "Order 1044 was delivered two days ago; 240 points",
        ("আমার কত পয়েন্ট জমেছে?", "জিনিসটা ভাঙা এসেছে, বদলে দেবেন?", "ফেরত দিতে চাই, কীভাবে দেব?", "খুব সুন্দর হয়েছে, ধন্যবাদ!"),
    ),
    DemoCustomer(
        "+919800000004",
        "John D'Souza",
        "en",
        "Order 1045 is paid but not shipped; 1046 is delivered",
        (
            "Hi, when will 1045 ship?",
            "Can I change the delivery address?",
            "How do I return 1046?",
            "I'd like to talk to someone please",
        ),
    ),
    DemoCustomer(
        "+919800000005",
        "Farida Shaikh",
        "hi-Latn",
        "Three things in the cart; six past orders",
        (
            "mere cart me kya kya pada hai?",
            "koi offer chal raha hai kya?",
            "COD milega is pe?",
            "mera purana order dobara mangwana hai",
        ),
    ),
    DemoCustomer(
        "+919800000006",
        "Kiran Desai",
        "gu-Latn",
        "Order 1047: the delivery attempt failed yesterday",
        (
            "maro parcel kem na aavyo kale?",
            "hu ghare j hato, koi aavyu j nathi",
            "aaje fari mokalo ne please",
            "address badalvu che",
        ),
    ),
    DemoCustomer(
        "+919800000007",
        "Sourav Das",
        "bn-Latn",
        "Order 1048: cash on delivery, not confirmed",
        (
            "ha order ta confirm korun",
            "kobe pabo parcel ta?",
            "cash e debo na UPI te debo?",
            "order ta cancel korte chai",
        ),
    ),
)
