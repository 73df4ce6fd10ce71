"""The conversation with a reporter: read by who may see the referral, and never sent unlooked."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from symphony.letterbox.models import ReporterMessage, TeamMessage
from symphony.referrals.models import Referral
from symphony.triage import services as triage
from tests import make
from tests.letterbox import coming_back, ordinary
from tests.staff.visiting import acts, looks, signed_in, text, title

pytestmark = pytest.mark.django_db

REPLY = "Thank you for telling us. Do you still feel safe?"


def url(reference, name="messages"):
    return reverse(f"referrals:{name}", args=[reference])


def case_of(reference):
    return make.case(referral=Referral.objects.get(reference=reference))


class Writer:
    """Somebody with the messages page open, who writes and sends as a browser does."""

    def __init__(self, reference, user=None):
        self.user = user or make.referral_officer()
        self.client, self.reference = signed_in(self.user), reference

    def send(self, message, page=None, **more):
        page = page or self.client.get(url(self.reference))
        hidden = dict(
            re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode())
        )
        return self.client.post(
            url(self.reference, "send_message"), hidden | {"text": message} | more
        )


class TestReading:
    def test_the_conversation_is_shown_oldest_first_with_who_wrote(self):
        reference = coming_back.report()
        officer = make.referral_officer(name="Priya Example")
        ordinary.write_to_reporter(reference, by=officer.staff_number, at=make.NOON)
        coming_back.answer(reference, text="Yes.\nIt is the same game.", danger_now=True)

        page = signed_in(officer).get(url(reference))

        said = text(page)
        assert "Oldest first" in said
        assert said.index("To the sender by Priya Example") < said.index("From the sender, new")
        assert "A child is in danger now. Yes. It is the same game." in said
        assert title(page) == f"Messages – {reference} – Referrals – Symphony"
        assert looks("referrals:messages", officer) == [[reference]]

    def test_opening_it_marks_the_answers_as_read_by_this_person_once(self):
        reference = coming_back.answered()
        first, second = make.referral_officer(name="Owen Example"), make.referral_officer()

        signed_in(first).get(url(reference))
        said = text(signed_in(second).get(url(reference)))

        assert "From the sender, first opened by Owen Example" in said
        assert ReporterMessage.objects.get().read_by == first.staff_number
        assert len(acts("letterbox.answers_read")) == 1

    def test_the_section_has_the_number_of_unread_answers(self):
        reference = coming_back.answered()
        client = signed_in(make.referral_officer())

        before = client.get(url(reference, "reading")).content.decode()
        client.get(url(reference))
        after = client.get(url(reference, "reading")).content.decode()

        assert "Messages 1</a>" in before
        assert "Messages</a>" in after

    def test_a_report_of_a_company_has_no_such_section(self):
        referral = make.referral()
        client = signed_in(make.referral_officer())

        reading = client.get(url(referral.reference, "reading")).content.decode()
        said = text(client.get(url(referral.reference)))

        assert url(referral.reference) not in reading
        assert "The sender cannot be reached: the report did not come by the public form." in said

    def test_a_sender_without_the_words_cannot_be_reached(self):
        reference = ordinary.put()
        triage.collect_letterbox(at=make.NOON)

        page = signed_in(make.referral_officer()).get(url(reference))

        assert "The sender cannot be reached: they did not ask for the six words" in text(page)
        assert "Send to the reporter" not in text(page)

    def test_what_a_sender_wrote_stays_text_and_no_link(self):
        reference = coming_back.answered(text="<b>see</b> https://example.org/x")

        html = signed_in(make.referral_officer()).get(url(reference)).content.decode()

        assert "&lt;b&gt;see&lt;/b&gt; https://example.org/x" in html
        assert 'href="https://example.org' not in html

    def test_a_request_to_stop_is_said(self):
        reference = coming_back.answered(text="", stops_contact=True)

        said = text(signed_in(make.referral_officer()).get(url(reference)))

        assert "Asks us not to use the contact details any more." in said

    def test_who_may_not_see_the_referral_gets_nothing_and_marks_nothing(self):
        reference = coming_back.answered()

        assert signed_in(make.investigator()).get(url(reference)).status_code == 404
        assert signed_in(make.press_officer()).get(url(reference)).status_code == 403
        assert Client().get(url(reference)).status_code == 302
        assert ReporterMessage.objects.get().read_at is None

    def test_a_colleague_of_the_case_who_may_not_write_reads(self):
        reference = coming_back.answered()
        case = case_of(reference)
        officer = make.safeguarding_officer(team=case.team)

        said = text(signed_in(officer).get(url(reference)))

        assert "He has a new user name" in said
        assert "Your role does not write to reporters." in said
        assert Writer(reference, officer).send(REPLY).status_code == 403
        assert not TeamMessage.objects.exists()

    def test_an_alert_after_the_decision_can_be_acknowledged_here(self):
        reference = coming_back.report()
        case_of(reference)
        coming_back.answer(reference, danger_now=True)
        triage.collect_letterbox(at=make.NOON)

        page = signed_in(make.referral_officer()).get(url(reference)).content.decode()

        assert "Acknowledge" in page
        assert reverse("referrals:acknowledge", args=[reference]) in page


class TestSending:
    def test_an_ordinary_message_is_sent(self):
        writer = Writer(coming_back.report())

        answer = writer.send(REPLY)

        assert answer.url == url(writer.reference)
        message = TeamMessage.objects.get()
        assert (message.text, message.written_by) == (REPLY, writer.user.staff_number)
        said = text(writer.client.get(url(writer.reference)))
        assert f"To the sender by {writer.user.name}" in said
        assert REPLY in said

    def test_the_same_form_sent_twice_sends_one_message(self):
        writer = Writer(coming_back.report())
        page = writer.client.get(url(writer.reference))

        writer.send(REPLY, page)
        writer.send(REPLY, page)

        assert TeamMessage.objects.count() == 1

    def test_it_warns_that_the_sender_may_be_the_person_involved(self):
        writer = Writer(coming_back.report())

        said = text(writer.client.get(url(writer.reference)))

        assert "The sender may be the person involved." in said

    def test_an_empty_message_is_refused_in_words(self):
        writer = Writer(coming_back.report())

        page = writer.send("  ")

        assert "Enter your message" in text(page)
        assert title(page).startswith("Error: ")

    def test_one_that_is_too_long_is_refused_and_keeps_its_text(self):
        page = Writer(coming_back.report()).send("a" * 5_001)

        assert "Your message must be 5,000 characters or fewer" in text(page)
        assert "a" * 5_001 in page.content.decode()

    def test_what_may_reveal_something_is_shown_with_why_and_the_text_stays(self):
        page = Writer(coming_back.report()).send("We have a warrant for Friday.")

        said = text(page)
        assert "Look at your message again" in said
        assert "warrant Tells of a search or an arrest" in said
        assert "It has not been sent." in said
        assert "The sender may be the person involved." in said
        assert "We have a warrant for Friday.</textarea>" in page.content.decode()
        assert not TeamMessage.objects.exists()

    def test_a_changed_message_in_which_nothing_is_found_is_sent(self):
        writer = Writer(coming_back.report())
        page = writer.send("We have a warrant.")

        assert writer.send(REPLY, page, act="changed").status_code == 302
        assert TeamMessage.objects.get().text == REPLY

    def test_all_the_same_needs_a_reason_which_is_kept_and_shown(self):
        writer = Writer(coming_back.report())
        page = writer.send("A warrant card.")

        page = writer.send("A warrant card.", page, act="all-the-same", why_safe=" ")
        assert "Enter why it reveals nothing" in text(page)
        assert not TeamMessage.objects.exists()

        why = "They asked what it is."
        assert (
            writer.send("A warrant card.", page, act="all-the-same", why_safe=why).status_code
            == 302
        )
        assert TeamMessage.objects.get().why_safe == why
        assert len(acts("cases.sent_all_the_same")) == 1
        said = text(writer.client.get(url(writer.reference)))
        assert f"The check found something. Sent all the same: {why}" in said

    def test_a_reason_does_not_carry_over_to_what_was_written_after(self):
        writer = Writer(coming_back.report())
        page = writer.send("A warrant card.")

        page = writer.send(
            "We will arrest him.", page, act="all-the-same", why_safe="They asked what it is."
        )

        said = text(page)
        assert "Your message has changed. Look at what was found now." in said
        assert "arrest Tells of an arrest" in said
        assert not TeamMessage.objects.exists()

    def test_a_made_up_form_cannot_pass_the_check(self):
        writer = Writer(coming_back.report())

        for seen in ("", "0" * 64):
            writer.send("A warrant.", act="all-the-same", why_safe="Just so", seen=seen)
        writer.send("A warrant.", why_safe="Just so")

        assert not TeamMessage.objects.exists()

    def test_an_investigator_of_the_case_writes_and_one_of_another_team_does_not(self):
        reference = coming_back.report()
        case = case_of(reference)
        ours, theirs = make.investigator(team=case.team), make.investigator(team=make.team())

        assert Writer(reference, ours).send(REPLY).status_code == 302
        assert Writer(reference, theirs).send(REPLY).status_code == 404
        assert TeamMessage.objects.get().written_by == ours.staff_number

    def test_the_address_alone_leads_to_the_messages(self):
        writer = Writer(coming_back.report())

        assert writer.client.get(url(writer.reference, "send_message")).url == url(writer.reference)
