"""Reporting a concern: one question a page, all at one address."""

from symphony.public.report.views import view

__all__ = ["view"]
