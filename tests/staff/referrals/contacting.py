"""The addresses and the form of asking for a sender's contact details."""

from django.urls import reverse


def url(referral, name="contact", *more):
    return reverse(f"referrals:{name}", args=[referral.reference, *more])


def form_token(client, referral):
    html = client.get(url(referral)).content.decode()
    return html.partition('name="once" value="')[2].partition('"')[0]
