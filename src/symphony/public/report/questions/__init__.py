"""The questions of the form, each a form of its own."""
