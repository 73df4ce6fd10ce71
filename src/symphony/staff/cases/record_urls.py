"""Addresses of what is recorded in a case: crimes, arrests, safeguarding, education visits."""

from django.urls import URLPattern, path

from symphony.accounts.permissions import Permission
from symphony.staff.cases import (
    arrest_help,
    correct_arrest,
    correct_crime,
    crime_outcome,
    crimes,
    open_record,
    record_arrest,
    record_crime,
    record_visit,
    safeguarding,
    withdraw_arrest,
    withdraw_crime,
)
from symphony.web.permissions import needs

READ, WORK, SAFEGUARD = Permission.READ_CASES, Permission.WORK_CASES, Permission.SAFEGUARD

CRIMES = "<str:reference>/crimes/"
ARRESTS = "<str:reference>/arrests/"
CHILDREN = "<str:reference>/safeguarding/"

urlpatterns: list[URLPattern] = [
    path(CRIMES, needs(READ, crimes.view), name="crimes"),
    path(f"{CRIMES}record/", needs(WORK, record_crime.view), name="record_crime"),
    path(f"{CRIMES}<int:number>/outcome/", needs(WORK, crime_outcome.view), name="crime_outcome"),
    path(f"{CRIMES}<int:number>/correct/", needs(WORK, correct_crime.view), name="correct_crime"),
    path(
        f"{CRIMES}<int:number>/withdraw/", needs(WORK, withdraw_crime.view), name="withdraw_crime"
    ),
    path(f"{ARRESTS}record/", needs(WORK, record_arrest.view), name="record_arrest"),
    path(f"{ARRESTS}<int:number>/help/", needs(WORK, arrest_help.view), name="arrest_help"),
    path(
        f"{ARRESTS}<int:number>/correct/", needs(WORK, correct_arrest.view), name="correct_arrest"
    ),
    path(
        f"{ARRESTS}<int:number>/withdraw/",
        needs(WORK, withdraw_arrest.view),
        name="withdraw_arrest",
    ),
    path(CHILDREN, needs(READ, safeguarding.view), name="safeguarding"),
    path(f"{CHILDREN}open/", needs(SAFEGUARD, open_record.view), name="open_record"),
    path(f"{CHILDREN}visits/record/", needs(SAFEGUARD, record_visit.view), name="record_visit"),
]
