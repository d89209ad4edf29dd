"""What the shop sells, where it delivers and what it answers: products, PIN areas, FAQ entries."""
