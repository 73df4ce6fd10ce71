"""The list of alert words on the staff site: read, tried, edited, and what came before."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from symphony.audit.models import Entry
from symphony.triage import alarm
from symphony.triage.alarm import editing
from symphony.triage.models import WordList
from tests import make
from tests.staff.oversight import alert_words
from tests.staff.oversight.alert_words import WINDOW

pytestmark = pytest.mark.django_db
WORDS = "/staff/oversight/words/"
NARRATIVE = "She says that he is climbing through the window of her room."


@pytest.fixture
def supervisor(client):
    person = make.supervisor(name="Sam Example")
    client.force_login(person)
    return person


def sent(client, address, **values):
    token = re.search(r'name="once" value="([^"]+)"', client.get(WORDS).content.decode())
    values = {"once": token[1]} | values if token else values
    return client.post(address, values)


def hidden(page, name):
    return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', page, re.DOTALL)[1])


def test_an_officer_reads_the_shipped_list_and_edits_nothing(client):
    client.force_login(make.referral_officer())

    page = client.get(WORDS).content.decode()

    assert all(html.escape(term.why) in page for term in alarm.load())
    assert "nobody has changed it here" in page
    assert reverse("oversight:words_add") not in page
    for name in ("oversight:words_add", "oversight:words_file", "oversight:words_save"):
        assert client.get(reverse(name)).status_code == 403


def test_a_sentence_is_tried_and_neither_kept_nor_logged(client, supervisor, caplog):
    page = sent(client, f"{WORDS}sentence/", sentence="He says he is meeting her today.")

    assert "<mark>meeting her today</mark>: A meeting is said to be today" in page.content.decode()
    assert "meeting her" not in str(list(Entry.objects.values())) + caplog.text
    page = sent(client, f"{WORDS}sentence/", sentence="The parents meet tomorrow.")
    assert "No term is found in it." in page.content.decode()


def test_a_new_term_is_shown_against_the_past_before_it_is_saved(client, supervisor):
    marked = make.referral(narrative=NARRATIVE)
    make.referral(narrative="The window of the game is too small.")

    preview = sent(client, f"{WORDS}add/", **vars(WINDOW)).content.decode()

    assert not WordList.objects.exists()
    assert "1 of 2 past referrals would be marked: 1 more than the 0 of today." in preview
    assert marked.reference in preview and WINDOW.why in preview
    assert "climbing through" not in preview, "the report's own words are not shown"

    values = {name: hidden(preview, name) for name in ("text", "begun_from")}
    answer = sent(client, f"{WORDS}save/", note="Two reports spoke of it.", **values)
    assert answer.status_code == 302
    kept = WordList.objects.get()
    assert kept.tried["more"] == 1 and kept.tried["rows"][0]["reference"] == marked.reference
    assert "Sam Example" in client.get(WORDS).content.decode()
    assert Entry.objects.get(what="triage.words_saved").by == supervisor.staff_number
    assert "Sam Example" in client.get(f"{WORDS}lists/{kept.pk}/").content.decode()

    later = make.referral(narrative=NARRATIVE)
    assert later.queue_entry.rank == 0
    assert later.alarm_words[0]["words"] == "climbing through the window"


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"example": "Nothing of it."}, "is not found in its own example"),
        ({"false_alarm": "He is meeting her today."}, "its false alarm would alert"),
        ({"term": "... window"}, "begins and ends with a word"),
        ({"why": ""}, "Enter why it alerts"),
    ],
)
def test_a_fault_is_said_and_what_was_typed_stays(client, supervisor, changed, fault):
    typed = vars(WINDOW) | changed

    page = sent(client, f"{WORDS}add/", **typed).content.decode()

    assert fault in html.unescape(page)
    assert all(html.escape(value) in page for value in typed.values())
    assert not WordList.objects.exists()


def test_a_term_is_changed_and_taken_out(client, supervisor):
    first, *rest = editing.rows_of(editing.shipped_text())
    values = vars(first) | {"why": "A threat for this day", "of": first.term}

    changed = sent(client, f"{WORDS}terms/1/", **values).content.decode()
    removed = sent(client, f"{WORDS}terms/1/remove/", of=first.term).content.decode()

    assert "<ins>A threat for this day</ins>" in changed
    assert editing.rows_of(hidden(changed, "text"))[0].why == "A threat for this day"
    assert editing.rows_of(hidden(removed, "text")) == rest
    assert "Taken out" in removed


def test_a_term_that_a_colleague_moved_meanwhile_is_not_overwritten(client, supervisor):
    rows = editing.rows_of(editing.shipped_text())
    alert_words.saved(editing.text_of(rows[1:]))

    page = sent(client, f"{WORDS}terms/1/", **vars(rows[0]), of=rows[0].term).content.decode()

    assert "Somebody saved another list meanwhile" in page
    assert html.escape(rows[0].why) in page


def test_the_whole_list_is_taken_as_text_or_as_a_file_and_refused_with_its_line(client, supervisor):
    text = alert_words.with_a_term()

    by_text = sent(client, f"{WORDS}file/", text=text.replace("\n", "\r\n")).content.decode()
    file = SimpleUploadedFile("words.csv", text.encode("utf-8-sig"))
    by_file = sent(client, f"{WORDS}file/", file=file).content.decode()
    assert hidden(by_text, "text") == hidden(by_file, "text") == text

    broken = text.replace("threat* ... today,threat", "threat* ... today,danger", 1)
    page = html.unescape(sent(client, f"{WORDS}file/", text=broken).content.decode())
    assert "Line 2: kind 'danger' must be one of threat, meeting, self_harm." in page
    assert "threat* ... today,danger" in page
    not_text = SimpleUploadedFile("words.csv", b"\xff\xfe\x00")
    assert "must be text in UTF-8" in sent(client, f"{WORDS}file/", file=not_text).content.decode()


def test_a_list_that_a_colleague_saved_meanwhile_is_not_lost(client, supervisor):
    preview = sent(client, f"{WORDS}add/", **vars(WINDOW)).content.decode()
    alert_words.saved(editing.text_of(editing.rows_of(editing.shipped_text())[1:]))
    values = {name: hidden(preview, name) for name in ("text", "begun_from")}

    page = sent(client, f"{WORDS}save/", note="As discussed.", **values).content.decode()

    assert WordList.objects.count() == 1
    assert "saved another list while you were writing" in page
    assert "As discussed." in page and "Added" in page


def test_an_earlier_list_is_used_again_and_the_list_is_downloaded(client, supervisor):
    first = alert_words.saved()
    alert_words.saved(editing.shipped_text(), at=make.NOON.replace(hour=12))

    assert "Use this list again" in client.get(f"{WORDS}lists/{first.pk}/").content.decode()
    answer = sent(client, f"{WORDS}file/", text=first.text)
    assert WINDOW.term in hidden(answer.content.decode(), "text")
    assert client.get(f"{WORDS}export/").content.decode() == editing.shipped_text()
