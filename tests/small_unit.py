"""Every address of both sites, and a small unit with a record of each kind for them to lead to."""

import re

from django.urls import URLResolver, get_resolver

from symphony.accounts.models import Team
from symphony.referrals.models import QuarantinedItem, Referral
from symphony.triage import policy
from symphony.triage import queries as triage_queries
from symphony.triage import services as triage
from symphony.triage.models import Breach
from symphony.triage.queries import policies
from symphony.web.permissions import declared
from tests import make
from tests.accounts import rota
from tests.keyholder import running as openings
from tests.letterbox import coming_back
from tests.news import ordinary
from tests.staff.oversight import alert_words
from tests.staff.referrals import imported

SITES = {"staff": "symphony.urls.staff", "public": "symphony.urls.public"}
BROKEN = b"<report><incidentSummary><platform>ExampleApp</platform>"


def addresses(site):
    """Return {address: what it needs} of a site, with places for references still in them."""
    return dict(_addresses(get_resolver(SITES[site])))


def _addresses(resolver, before=""):
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _addresses(one, route)
        else:
            yield route, declared(one.callback)


class SmallUnit:
    """One team's work, each thing at a stage at which its pages have something to say."""

    def __init__(self, folder):
        self.team, _ = Team.objects.get_or_create(slug="north-team", name="North team")
        people = [make.reported_user(age=34, age_stated="34"), make.stated_child()]
        self.waiting = make.referral(danger_now=True, people=people).reference
        self.closing = make.referral(people=[make.stated_child()])
        triage.record_decision(
            referral=self.closing,
            band="low",
            path="no_further_action",
            rationale="The company withdrew its report.",
            why_different="The company withdrew its report.",
            by=make.referral_officer(),
            at=make.NOON,
        )
        triage.learn(
            referral=self.closing,
            facts={"lives_with_children": "yes", "prior_contact": "yes"},
            source="casework",
            about="C-23-0001",
            because="A new report was linked to the case",
            by="system:test",
            at=make.NOON,
        )
        imported.bring(folder / "in", {"broken.xml": BROKEN})
        self.broken = QuarantinedItem.objects.get().reference
        self.opening = openings.asked()
        self.answered = coming_back.answered()
        make.referral(doubts=["haste", "flood"])
        self._beside_the_suggestion()
        self.duty = rota.on_call()
        self.breach = Breach.objects.create(
            referral=self.opening.referral,
            clock="from_receipt",
            due_at=make.NOON,
            noticed_at=make.NOON,
        )
        self._policy()
        self.words = alert_words.saved()
        self._casework()
        self._news()

    def _policy(self):
        author = make.supervisor()
        self.draft = triage.draft_policy(
            name="2030-1",
            files=policies.files_of(policy.DEFAULT),
            note="Nothing so far",
            by=author,
            at=make.NOON,
        )
        task = triage.ask_for_trial(self.draft, by=author, at=make.NOON)
        self.trial, self.regrading = task.trial, triage.ask_for_regrading(by=author, at=make.NOON)

    def _beside_the_suggestion(self):
        """The waiting referral's suggestion, and a band from outside beside it."""
        waiting = Referral.objects.get(reference=self.waiting)
        self.assessment = triage_queries.suggestion(waiting).pk
        self.grade = triage.record_outside(
            referral=waiting,
            instrument="KIRAT",
            version="v2",
            band="high",
            assessor="A. Example",
            assessed_on=make.NOON.date(),
            by=make.referral_officer(),
            at=make.NOON,
        ).pk

    def _casework(self):
        case = make.case(team=self.team)
        self.case, self.referral = case.reference, case.case_referrals.get().referral.reference
        self.suspect = make.suspect(case).person.reference
        make.crime(case)
        make.arrest(case)
        child = make.child(case)
        self.child = child.person.reference
        make.action(case, child)
        self.visit = make.visit(case, child).reference
        self.operation = ordinary.operation(case=make.case(team=self.team))

    def _news(self):
        self.release = ordinary.sent(operation=self.operation).slug
        self.publication = make.publication().slug

    def address(self, route):
        """Return an address of a route, filled in with what this unit has."""
        filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: self._fill(route, found[1]), route)
        return f"/{filled}"

    def _fill(self, route, name):
        things = {
            "staff/referrals/<str:reference>/second-person/": self.closing.reference,
            "staff/referrals/<str:reference>/look-again/": self.closing.reference,
            "staff/referrals/<str:reference>/change-decision/": self.closing.reference,
            "staff/referrals/quarantine/": self.broken,
            "staff/referrals/<str:reference>/messages/": self.answered,
            "staff/referrals/<str:reference>/contact/": self.opening.referral.reference,
            "staff/referrals/": self.waiting,
            "staff/cases/": self.case,
            "staff/people/": self.suspect,
            "staff/children/visits/": self.visit,
            "staff/children/": self.child,
            "staff/operations/": self.operation.slug,
            "staff/news/": self.release,
            "news/": self.publication,
            "staff/oversight/contacts/": "childline",
            "help/": "under-18",
        }
        if name in ("duty", "breach", "words"):
            return str(getattr(self, name).pk)
        if name in ("assessment", "grade"):
            return str(getattr(self, name))
        if route.startswith("staff/oversight/policy/"):
            things = {"draft": self.draft.pk, "trial": self.trial.pk, "task": self.regrading.pk}
            things |= {"version": policy.DEFAULT, "table": "floors"}
            return str(things[name])
        if name in ("number", "position"):
            return "1"
        if name == "opening":
            return str(self.opening.id)
        if name == "referral":
            return self.referral
        if name == "person":
            return self.suspect
        if name == "measure":
            return "people-arrested"
        if name == "who":
            return make.user(role=make.Role.AUDITOR).staff_number
        if route.startswith("staff/operations/") and name == "reference":
            return self.operation.members.get().case.reference
        return next(thing for begins, thing in things.items() if route.startswith(begins))
