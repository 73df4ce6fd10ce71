"""Addresses of the staff site's news pages."""

from django.urls import URLPattern, URLResolver

app_name = "news"
urlpatterns: list[URLPattern | URLResolver] = []
