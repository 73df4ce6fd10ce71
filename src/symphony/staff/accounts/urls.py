"""Addresses of the staff site's accounts pages."""

from django.urls import URLPattern, URLResolver, path

from symphony.accounts.permissions import Permission
from symphony.staff.accounts import colours, me, password, sign_in, sign_out
from symphony.web.permissions import needs, open_to_all

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", open_to_all(sign_in.view), name="sign_in"),
    path("sign-out/", needs(Permission.BE_SIGNED_IN, sign_out.view), name="sign_out"),
    path("password/", needs(Permission.BE_SIGNED_IN, password.view), name="password"),
    path("colours/", needs(Permission.BE_SIGNED_IN, colours.view), name="colours"),
    path("shortcuts/", needs(Permission.BE_SIGNED_IN, me.turn_shortcuts), name="shortcuts"),
]
