"""WooCommerce: its webhooks read, its REST API asked."""
