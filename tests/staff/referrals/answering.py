"""Answering the policy's questions on the decide page, as the browser sends it."""

from django.urls import reverse

from symphony.triage import queries
from symphony.triage.models import FactAnswer
from tests import make
from tests.staff.visiting import signed_in


def url(referral):
    return reverse("referrals:decide", args=[referral.reference])


def seen(referral):
    return str(queries.suggestion(referral).pk)


def work_out(referral, officer=None, *, saw=None, typed=None, **answers):
    sent = {f"fact-{name}": value for name, value in answers.items()}
    sent |= {"work_out_again": "yes", "seen": saw or seen(referral)} | (typed or {})
    return signed_in(officer or make.referral_officer()).post(url(referral), sent)


def answered(referral):
    found = FactAnswer.objects.filter(referral=referral).order_by("said_at", "id")
    return [(said.fact, said.value) for said in found]


def html(page):
    return page.content.decode()
