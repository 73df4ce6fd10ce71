"""Addresses of the staff site's referrals pages."""

from django.urls import URLPattern, URLResolver, path

from symphony.accounts.permissions import Permission
from symphony.staff.referrals import (
    alert,
    alerts,
    answers,
    arrivals,
    assigning,
    changed,
    changing,
    clocks,
    contact,
    decide,
    doubtful,
    expiring,
    hand_over,
    history,
    ip_events,
    look_again,
    messages,
    outside,
    people,
    quarantine,
    queue,
    read_marks,
    reading,
    second_person,
    sources,
    suggestion,
    taking,
    views,
    waiting,
)
from symphony.web.permissions import needs

READ, DECIDE = Permission.READ_REFERRALS, Permission.DECIDE_TRIAGE
# A referral is also read by those who work the case that came of it: `cases.visible_referral`.
READ_ONE = Permission.READ_CASES
SECOND, QUARANTINE = Permission.ENDORSE_NO_FURTHER_ACTION, Permission.READ_QUARANTINE
ACKNOWLEDGE = Permission.ACKNOWLEDGE_ALERTS
OPEN_CONTACT, WRITE = Permission.OPEN_CONTACT, Permission.WRITE_TO_REPORTERS
PAUSE = Permission.PAUSE_CLOCKS

app_name = "referrals"
urlpatterns: list[URLPattern | URLResolver] = [
    path("queue/", needs(READ, queue.view), name="queue"),
    path("queue/take-next/", needs(DECIDE, taking.take_next), name="take_next"),
    path("queue/mark-read/", needs(READ, read_marks.mark_read), name="mark_read"),
    path("queue/mark-new/", needs(READ, read_marks.mark_new), name="mark_new"),
    path("queue/arrivals/", needs(READ, arrivals.view), name="arrivals"),
    path("queue/views/", needs(READ, views.view), name="views"),
    path("queue/views/remove/", needs(READ, views.remove), name="remove_view"),
    path("queue/assign/", needs(DECIDE, assigning.view), name="assign"),
    path("queue/assigned/", needs(DECIDE, assigning.assigned), name="assigned"),
    path("queue/assigned/take-back/", needs(DECIDE, assigning.take_back), name="take_back"),
    path("second-person/", needs(SECOND, second_person.waiting), name="second_person"),
    path("doubtful/", needs(READ, doubtful.view), name="doubtful"),
    path("expiring/", needs(READ, expiring.view), name="expiring"),
    path("answers/", needs(READ_ONE, answers.view), name="answers"),
    path("changed/", needs(READ_ONE, changed.view), name="changed"),
    path("waiting/", needs(QUARANTINE, waiting.view), name="waiting"),
    path("sources/", needs(QUARANTINE, sources.view), name="sources"),
    path("quarantine/", needs(QUARANTINE, quarantine.listing), name="quarantine"),
    path("quarantine/<str:reference>/", needs(QUARANTINE, quarantine.item), name="quarantined"),
    path(
        "quarantine/<str:reference>/file-name/",
        needs(QUARANTINE, quarantine.file_name),
        name="quarantined_file_name",
    ),
    path(
        "quarantine/<str:reference>/contents/",
        needs(QUARANTINE, quarantine.contents),
        name="quarantined_contents",
    ),
    path("alerts/line/", needs(ACKNOWLEDGE, alerts.line_by_itself), name="alert_line"),
    path(
        "alerts/<str:reference>/acknowledge/",
        needs(ACKNOWLEDGE, alerts.acknowledge),
        name="acknowledge",
    ),
    path("alerts/<str:reference>/", needs(ACKNOWLEDGE, alert.view), name="alert"),
    path("<str:reference>/", needs(READ_ONE, reading.view), name="reading"),
    path("<str:reference>/file-name/", needs(READ_ONE, reading.file_name), name="file_name"),
    path("<str:reference>/ip-events/", needs(READ_ONE, ip_events.view), name="ip_events"),
    path("<str:reference>/people/", needs(READ_ONE, people.view), name="people"),
    path("<str:reference>/clocks/", needs(READ_ONE, clocks.view), name="clocks"),
    path("<str:reference>/clocks/pause/", needs(PAUSE, clocks.pause), name="pause_clocks"),
    path("<str:reference>/clocks/resume/", needs(PAUSE, clocks.resume), name="resume_clocks"),
    path("<str:reference>/history/", needs(READ_ONE, history.view), name="history"),
    path("<str:reference>/messages/", needs(READ_ONE, messages.view), name="messages"),
    path("<str:reference>/messages/send/", needs(WRITE, messages.send), name="send_message"),
    path("<str:reference>/contact/", needs(OPEN_CONTACT, contact.ask), name="contact"),
    path(
        "<str:reference>/contact/<uuid:opening>/",
        needs(OPEN_CONTACT, contact.shown),
        name="contact_shown",
    ),
    path("<str:reference>/take/", needs(DECIDE, taking.take), name="take"),
    path(
        "<str:reference>/move-to-queue/",
        needs(DECIDE, doubtful.move_to_queue),
        name="move_to_queue",
    ),
    path("<str:reference>/hand-back/", needs(DECIDE, taking.hand_back), name="hand_back"),
    path("<str:reference>/hand-over/", needs(DECIDE, hand_over.view), name="hand_over"),
    path("<str:reference>/mark-unread/", needs(READ, read_marks.mark_unread), name="mark_unread"),
    path("<str:reference>/decide/", needs(DECIDE, decide.view), name="decide"),
    path("<str:reference>/look-again/", needs(READ_ONE, look_again.view), name="look_again"),
    path(
        "<str:reference>/change-decision/",
        needs(DECIDE, changing.view),
        name="change_decision",
    ),
    path("<str:reference>/suggestion/", needs(READ_ONE, suggestion.view), name="suggestion"),
    path(
        "<str:reference>/suggestion/<uuid:assessment>/",
        needs(READ_ONE, suggestion.view),
        name="past_suggestion",
    ),
    path("<str:reference>/outside/", needs(DECIDE, outside.view), name="outside"),
    path(
        "<str:reference>/outside/<uuid:grade>/withdraw/",
        needs(DECIDE, outside.withdraw),
        name="withdraw_outside",
    ),
    path(
        "<str:reference>/second-person/", needs(SECOND, second_person.look_over), name="look_over"
    ),
]
