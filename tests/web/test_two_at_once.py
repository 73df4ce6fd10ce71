import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from symphony.audit.models import Entry
from symphony.web import once
from tests import make

pytestmark = pytest.mark.urls("tests.web.urls")


def test_a_button_pressed_twice_at_the_same_moment_acts_once(fresh_database):
    officer = make.referral_officer()
    form = {"note": "seen", "once": once.new_token("/record/")}
    answers = []

    def press():
        browser = Client()
        browser.force_login(officer)
        answers.append(browser.post(reverse("record"), form).url)
        connection.close()

    presses = [threading.Thread(target=press) for _ in range(2)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()

    assert Entry.objects.filter(what="test.noted").count() == 1
    assert sorted(answers) == ["/read/", "/record/"]
