"""From the calendar to the door: a fixture, an evening, a ticket that is signed, and who is let in with it."""
import time
import unittest

import forge
from couchannel import new_id
from wire_case import WireCase

SOON_H = 3
FOLLOWED_WITHIN_S = 10


class Door(WireCase):
    def setUp(self):
        self.admin, self.service = self.server.token('admin'), self.server.token('service')
        self.fixture = self.server.new_fixture(SOON_H)
        self.evening = self.server.new_session(self.host, fixture=self.fixture)
        self.path = f'/v1/sessions/{self.evening}'

    def post(self, path, body, token):
        return self.server.ask('POST', path, body, token=token)

    def get(self, path, token=None):
        return self.check_success(self.server.ask('GET', path, token=token))

    def ticket(self, seats=2):
        """Of a booking that is held and confirmed."""
        booking = new_id()
        self.check_success(self.post(f'{self.path}/holds', {'booking_id': booking, 'seats': seats}, self.guest))
        self.check_success(self.post(f'/v1/holds/{booking}/confirm', {}, self.service))
        return self.get(f'/v1/holds/{booking}/ticket', self.guest)

    def check_in(self, **by):
        return self.post(f'{self.path}/check-ins', by, self.host)

    def until(self, field, value):
        """The evening follows its fixture by and by."""
        until = time.monotonic() + FOLLOWED_WITHIN_S
        while self.get(self.path, self.guest)[field] != value:
            self.assertLess(time.monotonic(), until, f'{field} is not yet {value}')
            time.sleep(0.01)

    def test_a_guest_comes_in_once_with_a_ticket_that_nobody_can_make(self):
        ticket = self.ticket()
        header, claims = forge.parts_of(ticket['token'])
        self.assertEqual((header['alg'], header['typ']), ('ES256', 'ticket+jwt'))
        self.assertEqual((claims['booking'], claims['labels']), (ticket['booking_id'], ticket['labels']))
        signature = ticket['token'].rsplit('.', 1)[1]
        forged = f'{forge.unsigned(header, claims | {"labels": ["S1", "S2", "S3"]})}.{signature}'
        self.check_problem(self.check_in(token=forged), 400, 'invalid_ticket')
        self.check_problem(self.check_in(token=self.host), 400, 'invalid_ticket')

        guest = self.check_success(self.check_in(token=ticket['token']))
        self.assertEqual((guest['guest_id'], guest['labels']), (self.guest_id, ticket['labels']))
        problem = self.check_problem(self.check_in(code=ticket['code']), 409, 'already_checked_in')
        self.assertRegex(problem['detail'], r'came in at \d{4}-\d\d-\d\dT')

    def test_the_host_sees_who_is_in_and_takes_it_back(self):
        booking = self.ticket(1)['booking_id']
        self.check_success(self.check_in(booking_id=booking))
        door = self.get(f'{self.path}/door', self.host)
        self.assertEqual((door['seats_expected'], door['seats_checked_in'], len(door['guests'])), (1, 1, 1))
        out = self.server.ask('DELETE', f'{self.path}/check-ins/{booking}', token=self.host)
        self.assertNotIn('checked_in_at', self.check_success(out))
        self.check_problem(self.server.ask('GET', f'{self.path}/door', token=self.guest), 403, 'permission_denied')

    def test_evenings_follow_their_fixture(self):
        later = self.server.new_fixture(SOON_H + 24)['kicks_off_at']
        path = f'/v1/fixtures/{self.fixture["fixture_id"]}'
        move = f'{path}/reschedule', {'kicks_off_at': later}
        self.check_problem(self.post(*move, self.host), 403, 'permission_denied')
        self.check_success(self.post(*move, self.admin))
        self.until('starts_at', later)
        self.assertEqual(self.get(path)['kicks_off_at'], later)
        self.check_success(self.post(f'{path}/cancel', {}, self.admin))
        self.until('state', 'SESSION_STATE_CANCELLED')

    def test_anybody_reads_the_calendar(self):
        competition = self.fixture['competition_id']
        self.assertIn(self.fixture, self.get(f'/v1/fixtures?competition_id={competition}&limit=100')['items'])
        self.assertEqual(self.get('/v1/fixtures?from=2099-01-01T00:00:00Z')['items'], [])
        self.assertEqual([one['slug'] for one in self.get('/v1/competitions')['items']], ['liga-nadwislanska'])
        self.assertEqual(self.get(f'/v1/teams?competition_id={competition}')['items'], [])


if __name__ == '__main__':
    unittest.main()
