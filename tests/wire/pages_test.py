"""The web's pages over HTTP: a home is described, an evening planned, booked and cancelled, and each page says so."""
import json
import time
import unittest

from couchannel import COMPETITION, in_hours, new_id, request
from wire_case import WireCase

WITHIN_S = 20
STREET = 'Piotrkowska 17'


def pln(minor):
    return {'minor': str(minor), 'currency': 'PLN'}


def seat(label, x_cm):
    return {'label': label, 'kind': 'SEAT_KIND_SOFA', 'accessible': False, 'x_cm': x_cm, 'y_cm': 300,
            'facing_degrees': 180}


class Pages(WireCase):
    def asked(self, method, path, body=None, token=None):
        return self.check_success(self.server.ask(method, path, body, token=token))

    def eventually(self, look, until):
        """What `look` answers once `until` holds of it: events take a moment."""
        deadline = time.monotonic() + WITHIN_S
        while not until(answer := look()):
            self.assertLess(time.monotonic(), deadline, answer)
            time.sleep(0.02)
        return answer

    def describe_home(self):
        home = new_id()
        at_home = f'/v1/homes/{home}'
        self.asked('PUT', '/v1/hosts/me', {'name': 'Ania K.', 'about': '', 'languages': ['pl', 'en']}, self.host)
        self.asked('POST', '/v1/homes', {
            'home_id': home, 'name': 'The big sofa', 'about': '', 'venue': 'VENUE_PRIVATE_HOME',
            'time_zone': 'Europe/Warsaw',
            'address': {'street': STREET, 'postal_code': '90-406', 'city': 'Łódź', 'country': 'PL',
                        'intercom': '17 bell', 'latitude_microdegrees': 51770123,
                        'longitude_microdegrees': 19455432},
            'equipment': {'sound': 'SOUND_SOUNDBAR'}}, self.host)
        furnished = self.asked('PUT', f'{at_home}/room', {'room': {
            'width_cm': 400, 'depth_cm': 500,
            'tv': {'x_cm': 200, 'y_cm': 10, 'facing_degrees': 0, 'diagonal_inches': 65},
            'seats': [seat('A1', 140), seat('A2', 200), seat('A3', 240)]}}, self.host)
        self.assertEqual([warning['text'] for warning in furnished['warnings']],
                         ['A2 and A3 are 40 cm apart, and need 50.'])
        self.asked('PUT', f'{at_home}/package', {'package': 'sportbox', 'proof': 'contract 4711'}, self.host)
        self.asked('PUT', f'{at_home}/rules', {'rules': {
            'smoking': 'SMOKING_NO', 'pets': True, 'stairs': 54, 'languages': ['pl']}}, self.host)
        return home

    def plan(self, home):
        session = new_id()
        planned = self.asked('POST', f'/v1/web/homes/{home}/sessions', {
            'session_id': session, 'fixture_id': self.fixture, 'title': 'The derby', 'publish': True,
            'charge_basis': 'CHARGE_BASIS_COST_SHARE'}, self.host)
        self.assertEqual((planned['session']['territory'], planned['session']['seats_total']), ('PL', 3))
        self.assertTrue(planned['licence']['permitted'])
        tariff = {'declared_cost': pln(3000), 'food_floor': pln(0), 'food_ceiling': pln(0)}
        self.eventually(lambda: self.server.ask('PUT', f'/v1/sessions/{session}/tariff', tariff, token=self.host),
                        lambda answer: answer.status == 200)
        return session

    def setUp(self):
        admin = self.server.token('admin', new_id())
        self.fixture = new_id()
        self.asked('PUT', f'/v1/fixtures/{self.fixture}', {
            'competition_id': COMPETITION, 'title': 'Czarni Warta - Błękitni Port', 'kicks_off_at': in_hours(60),
            'duration_minutes': 105, 'time_zone': 'Europe/Warsaw'}, admin)
        self.home = self.describe_home()
        self.session = self.plan(self.home)

    def show_booking(self, booking):
        return self.asked('GET', f'/v1/web/bookings/{booking}', token=self.guest)

    def test_the_start_finds_the_evening_and_what_is_played(self):
        page = self.eventually(lambda: self.asked('GET', '/v1/web/start?city=lodz'),
                               lambda page: any(hit['session_id'] == self.session for hit in page['found']['items']))
        self.assertIn(self.fixture, [fixture['fixture_id'] for fixture in page['fixtures']])
        self.check_problem(self.server.ask('GET', '/v1/web/start?latitude_microdegrees=51770123'), 400,
                           'place_incomplete')

    def test_anybody_finds_the_room_its_price_and_no_address(self):
        rooms = self.asked('GET', f'/v1/web/fixtures/{self.fixture}')['rooms']
        self.assertEqual([(room['host']['name'], room['home']['city'], room['price_from']) for room in rooms],
                         [('Ania K.', 'Łódź', pln(1100))])
        page = self.server.ask('GET', f'/v1/web/sessions/{self.session}')
        shown = self.check_success(page)
        self.assertEqual([(seat['label'], seat['x_cm'], seat['status']) for seat in shown['seats']],
                         [('A1', 140, 'SEAT_STATUS_FREE'), ('A2', 200, 'SEAT_STATUS_FREE'),
                          ('A3', 240, 'SEAT_STATUS_FREE')])
        self.assertEqual(shown['quote']['total'], pln(1100))
        self.assertEqual((shown['home']['rules']['stairs'], shown['home']['circle']['radius_m']), (54, 300))
        self.assertNotIn(STREET.encode(), page.body)
        self.assertNotIn(b'51770123', page.body)

    def test_the_address_comes_with_the_confirmation_and_goes_with_the_cancellation(self):
        booking = new_id()
        asked = {'booking_id': booking, 'session_id': self.session, 'seats': 2, 'payment_method': 'pm_card_visa'}
        self.asked('POST', '/v1/bookings', asked, self.guest)
        page = self.eventually(lambda: self.show_booking(booking),
                               lambda page: page['booking']['state'] == 'BOOKING_STATE_CONFIRMED')
        self.assertEqual((page['address']['street'], page['address']['intercom']), (STREET, '17 bell'))
        self.assertEqual(page['ticket']['labels'], ['A1', 'A2'])
        self.assertEqual(page['next_step'], 'NEXT_STEP_LOOK_FORWARD')
        for link, kind in (('calendar', 'text/calendar'), ('ticket_picture', 'image/svg+xml')):
            answer = self.server.ask('GET', page[link], token=self.guest)
            self.assertEqual(answer.status, 200, link)
            self.assertTrue(answer.header('Content-Type').startswith(kind), link)
        with self.server.connect() as connection:
            connection.send(request('GET', page['progress_stream'], token=self.guest))
            self.assertEqual(connection.head().status, 200)

        self.asked('POST', f'/v1/bookings/{booking}/cancel', {}, self.guest)
        page = self.show_booking(booking)
        self.assertNotIn(STREET, json.dumps(page))
        self.assertEqual(page['next_step'], 'NEXT_STEP_FIND_ANOTHER')
        cards = self.asked('GET', '/v1/web/bookings', token=self.guest)['items']
        self.assertEqual([(card['fixture_title'], card['home_name']) for card in cards if
                          card['booking']['booking_id'] == booking],
                         [('Czarni Warta - Błękitni Port', 'The big sofa')])
        self.check_problem(self.server.ask('GET', f'/v1/web/bookings/{booking}', token=self.host), 404,
                           'booking_not_found')

    def test_a_host_sees_who_comes_and_what_they_pay(self):
        booking = new_id()
        asked = {'booking_id': booking, 'session_id': self.session, 'seats': 1, 'payment_method': 'pm_card_visa'}
        self.asked('POST', '/v1/bookings', asked, self.guest)
        self.eventually(lambda: self.show_booking(booking),
                        lambda page: page['booking']['state'] == 'BOOKING_STATE_CONFIRMED')
        evenings = self.asked('GET', '/v1/web/hosting', token=self.host)['items']
        mine = next(one for one in evenings if one['session']['session_id'] == self.session)
        self.assertEqual((mine['occupancy_percent'], mine['takings']['seats'], mine['takings']['paid']),
                         (33, 1, pln(1100)))

    def test_an_evening_is_planned_by_who_lives_there(self):
        body = {'session_id': new_id(), 'fixture_id': self.fixture, 'title': 'Not mine',
                'charge_basis': 'CHARGE_BASIS_FREE'}
        stranger = self.server.token('host', new_id())
        self.check_problem(self.server.ask('POST', f'/v1/web/homes/{self.home}/sessions', body, token=stranger), 404,
                           'home_not_found')

    def test_nobody_reads_an_address_but_the_host(self):
        path = f'/v1/homes/{self.home}/address'
        self.assertEqual(self.asked('GET', path, token=self.host)['street'], STREET)
        self.check_problem(self.server.ask('GET', path, token=self.server.token('host', new_id())), 404,
                           'home_not_found')
        self.check_problem(self.server.ask('GET', path, token=self.guest), 403, 'permission_denied')

    def test_no_file_of_the_data_tells_an_address(self):
        told = [file.name for file in self.server.data.iterdir()
                if file.is_file() and file.stat().st_size and STREET.encode() in file.read_bytes()]
        self.assertEqual(told, [])


if __name__ == '__main__':
    unittest.main()
