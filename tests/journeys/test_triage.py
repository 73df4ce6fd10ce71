"""Triage, all the way: a threat that jumps the queue, facts that change, and a policy that does."""

import pytest

from tests.journeys import urgent
from tests.journeys.people import make_accounts
from tests.journeys.test_walk import Walk

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

THE_WAY = (
    urgent.somebody_is_on_call_and_two_reports_wait,
    urgent.a_threat_is_reported_and_jumps_the_queue,
    urgent.the_officer_on_call_is_asked,
    urgent.they_take_it_without_a_reload_and_acknowledge,
    urgent.one_question_could_change_the_next_one,
    urgent.the_officer_overrides,
    urgent.a_child_is_found_in_the_case,
    urgent.the_band_may_have_changed_and_is_decided_again,
    urgent.a_second_person_refuses,
    urgent.the_supervisor_sees_the_override,
    urgent.a_draft_of_the_policy_is_made_and_tried,
    urgent.a_second_supervisor_approves_it_and_it_grades,
)


def test_triage_from_a_threat_to_a_new_policy(
    live_sites, fresh_database, database_server, browser, tmp_path
):
    make_accounts()
    walk = Walk(live_sites, browser, database_server, fresh_database, tmp_path)
    for stage in THE_WAY:
        stage(walk)
    assert walk.complaints() == []
