"""What is taught to the assistant: without anything of a person, grouped by likeness, and judged before it answers."""
