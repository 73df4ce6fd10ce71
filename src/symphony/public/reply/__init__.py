"""Coming back to a report with its reference and six words, at one address."""

from symphony.public.reply.views import view

__all__ = ["view"]
