"""One report, all the way: as each role in turn, through the running sites."""

import pytest

from tests.journeys import casework, desk, oversight, results
from tests.journeys.people import Officer, make_accounts

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

THE_WAY = (
    desk.import_files,
    desk.a_member_of_the_public_reports,
    desk.the_alerts_are_acknowledged,
    desk.the_desk_accepts,
    desk.the_desk_overrides,
    desk.the_second_person_agrees,
    casework.the_investigator_takes_the_case,
    casework.people_get_their_roles,
    casework.a_crime_and_two_arrests_are_recorded,
    casework.the_child_is_made_safe,
    casework.the_family_is_visited,
    results.an_operation_is_planned,
    casework.entries_are_put_right,
    casework.the_case_is_handed_over,
    results.its_figures_open_to_their_records,
    results.a_release_is_written,
    results.it_is_sent_back_once_and_then_published,
    results.the_public_reads_and_rates_it,
    oversight.records_are_found_by_reference,
    oversight.quarantine_says_what_was_wrong,
    oversight.navigation_shows_what_the_role_may_enter,
    oversight.everything_stands_in_the_log,
)


def test_one_report_all_the_way(live_sites, fresh_database, database_server, browser, tmp_path):
    make_accounts()
    walk = Walk(live_sites, browser, database_server, fresh_database, tmp_path)
    for stage in THE_WAY:
        stage(walk)
    assert walk.complaints() == []


class Walk:
    """What has come of the walk so far: who is signed in, and the references met on the way."""

    def __init__(self, sites, browser, server, database, folder):
        self.sites, self.browser, self.folder = sites, browser, folder
        self.server, self.database = server, database
        self.reader = None
        self.officers = {}

    def officer(self, who):
        if who not in self.officers:
            self.officers[who] = Officer(self.browser, self.sites.staff, who)
        return self.officers[who]

    def complaints(self):
        everybody = [self.reader, *self.officers.values()]
        return [said for visitor in everybody for said in visitor.complaints]
