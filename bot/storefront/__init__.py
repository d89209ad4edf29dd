"""What everybody may open: tracking pages and counted links."""
