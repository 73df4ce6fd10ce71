"""Addresses of the pages about alert words, below /staff/oversight/words/."""

from django.urls import URLPattern, path

from symphony.accounts.permissions import Permission
from symphony.staff.oversight.words import changing, earlier, listing
from symphony.web.permissions import needs

READ, EDIT = Permission.READ_REFERRALS, Permission.EDIT_ALERT_WORDS

urlpatterns: list[URLPattern] = [
    path("", needs(READ, listing.view), name="words"),
    path("sentence/", needs(READ, listing.sentence), name="words_sentence"),
    path("export/", needs(READ, listing.export), name="words_export"),
    path("add/", needs(EDIT, changing.add), name="words_add"),
    path("file/", needs(EDIT, changing.whole), name="words_file"),
    path("save/", needs(EDIT, changing.save), name="words_save"),
    path("terms/<int:number>/", needs(EDIT, changing.change), name="words_term"),
    path("terms/<int:number>/remove/", needs(EDIT, changing.remove), name="words_remove"),
    path("lists/<uuid:words>/", needs(READ, earlier.view), name="words_list"),
]
