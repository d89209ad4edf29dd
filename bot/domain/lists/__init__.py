"""Lists of people as files: what can be read of them, what is wrong with them, and where their consent comes from."""
