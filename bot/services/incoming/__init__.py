"""News applied: orders, parcels, carts, people, products and refunds as shop and carrier say they are."""
