"""The phone in the browser and what it controls."""
