"""Addresses of the staff site's figures pages."""

from django.urls import URLPattern, URLResolver

app_name = "figures"
urlpatterns: list[URLPattern | URLResolver] = []
