"""The public pages of a shop: tracking, counted links."""
