"""What the first prototype got wrong about seats, asked of this program: each of its five faults by name."""
import time
import unittest
import uuid

from couchannel import new_id, request
from swarm import Swarm
from wire_case import WireCase

WITHIN_S = 30
LOOK_AGAIN_S = 0.02
SEATS = 4
CROWD = 32
ENDED = ('BOOKING_STATE_CONFIRMED', 'BOOKING_STATE_REFUSED', 'BOOKING_STATE_CANCELLED')


def pln(minor):
    return {'minor': str(minor), 'currency': 'PLN'}


class Seats(WireCase):
    def setUp(self):
        self.session = self.server.new_session(self.host, SEATS, SEATS, hours=60)
        self.key = uuid.UUID(self.session).bytes
        self.path = f'/v1/sessions/{self.session}'
        tariff = {'declared_cost': pln(10001), 'food_floor': pln(2000), 'food_ceiling': pln(3000)}
        self.until(lambda: self.server.ask('PUT', f'{self.path}/tariff', tariff, token=self.host).status == 200)

    def until(self, condition):
        until = time.monotonic() + WITHIN_S
        while not condition():
            self.assertLess(time.monotonic(), until, 'it does not come about')
            time.sleep(LOOK_AGAIN_S)

    def ask_for(self, token, **changed):
        body = {'booking_id': new_id(), 'session_id': self.session, 'seats': 1, 'payment_method': 'pm_card_visa'}
        body |= changed
        self.check_success(self.server.ask('POST', '/v1/bookings', body, token=token))
        return body['booking_id']

    def end(self, booking, token):
        found = []

        def ended():
            found.append(self.server.ask('GET', f'/v1/bookings/{booking}', token=token).json())
            return found[-1]['state'] in ENDED
        self.until(ended)
        return found[-1]

    def book(self, **changed):
        return self.end(self.ask_for(self.guest, **changed), self.guest)

    def check_room(self, taken):
        """What is said, what is promised and the room itself add up: nothing is hidden, and nothing left out."""
        room = self.check_success(self.server.ask('GET', f'{self.path}/availability'))
        free = [seat for seat in room['seats'] if seat['status'] == 'SEAT_STATUS_FREE']
        promised = self.server.rows("SELECT COALESCE(SUM(seats), 0) FROM holds WHERE session_id = ?"
                                    " AND state IN ('held', 'confirmed')", self.key)[0][0]
        self.assertEqual((room['seats_free'], len(free), promised), (SEATS - taken, SEATS - taken, taken))

    def test_a_room_is_not_booked_beyond_its_seats(self):
        """Fault 1: a booking without a check of the capacity."""
        guests = [self.server.token('guest', new_id()) for _ in range(SEATS + 2)]
        asked = [(self.ask_for(token), token) for token in guests]
        ended = [self.end(booking, token) for booking, token in asked]
        confirmed = [one for one in ended if one['state'] == 'BOOKING_STATE_CONFIRMED']
        refused = [one.get('refusal') for one in ended if one['state'] == 'BOOKING_STATE_REFUSED']
        self.assertEqual(len({label for one in confirmed for label in one['labels']}), SEATS)
        self.assertEqual((len(confirmed), refused), (SEATS, ['sold_out'] * 2))
        self.check_room(SEATS)

    def test_what_is_free_and_what_is_promised_is_the_room_at_every_moment(self):
        """Fault 2: availability that is clamped at zero hides what was oversold."""
        self.check_room(0)
        first, second = self.book(seats=1), self.book(seats=3)
        self.check_room(SEATS)
        self.assertEqual(self.book()['refusal'], 'sold_out')
        taken = self.server.ask('POST', f'{self.path}/holds', self.hold(labels=second['labels'][:1]), token=self.guest)
        self.assertEqual(taken.status, 409, taken)
        self.check_room(SEATS)
        self.check_success(self.server.ask('POST', f'/v1/bookings/{first["booking_id"]}/cancel', {}, token=self.guest))
        self.until(lambda: self.server.ask('GET', f'{self.path}/availability').json()['seats_free'] == 1)
        self.check_room(SEATS - 1)

    def test_a_change_of_state_takes_no_seats_again(self):
        """Fault 3: an update of a status subtracts the seats once more."""
        hold = self.hold(seats=2)
        for _ in range(2):
            self.check_success(self.server.ask('POST', f'{self.path}/holds', hold, token=self.guest))
            self.check_room(2)
        self.check_success(self.server.ask('POST', f'/v1/holds/{hold["booking_id"]}/extend', {}, token=self.guest))
        self.check_success(self.server.ask('POST', f'{self.path}/publish', {}, token=self.host))
        self.check_room(2)
        booking = self.book(seats=1)
        self.assertEqual(booking['state'], 'BOOKING_STATE_CONFIRMED')
        self.check_room(3)
        for _ in range(2):
            self.check_success(self.server.ask('POST', f'/v1/bookings/{booking["booking_id"]}/cancel', {},
                                               token=self.guest))
        self.until(lambda: self.server.ask('GET', f'{self.path}/availability').json()['seats_free'] == 2)
        self.check_room(2)

    def what_was_heard(self):
        """All that consumers keep."""
        tables = {'pricing': ('sessions', 'seats', 'holds', 'held_seats'), 'booking': ('bookings', 'timeline', 'outbox')}
        return {(service, table): self.server.rows(f'SELECT * FROM {table}', service=service)
                for service, names in tables.items() for table in names}

    def test_an_event_that_is_delivered_again_has_no_second_effect(self):
        """Fault 4: a redelivered event subtracts again."""
        booking = self.book(seats=2)
        self.check_success(self.server.ask('POST', f'/v1/bookings/{booking["booking_id"]}/cancel', {},
                                           token=self.guest))
        self.until(lambda: 'HAPPENING_REFUNDED' in str(self.server.ask(
            'GET', f'/v1/bookings/{booking["booking_id"]}', token=self.guest).body))
        self.book(seats=1)
        self.check_room(1)
        self.until(lambda: self.server.rows('SELECT COUNT(*) FROM effects WHERE tries > 0', service='booking') == [(0,)])
        self.assertEqual(self.server.stop(), 0)
        before = self.what_was_heard()
        for service in ('booking', 'pricing'):
            self.server.change('DELETE FROM consumer_positions', service=service)
        self.server.start()
        # All of it has come again once as many duplicates are counted as there are events in the inbox.
        inbox = sum(self.server.rows('SELECT COUNT(*) FROM inbox', service=service)[0][0]
                    for service in ('booking', 'pricing'))
        self.until(lambda: self.duplicates() >= inbox)
        self.assertEqual(self.what_was_heard(), before)
        self.check_room(1)

    def duplicates(self):
        for line in self.server.ask('GET', '/metrics').body.decode().splitlines():
            if line.startswith('couchannel_events_duplicates_total'):
                return float(line.split()[-1])
        return 0

    def test_of_a_crowd_that_asks_at_once_for_the_last_seat_one_gets_it(self):
        """Fault 5: a lost update: two read the same count, and both write one less."""
        self.book(seats=SEATS - 1)
        guests = [self.server.token('guest', new_id()) for _ in range(CROWD)]
        with Swarm(self.server.port, CROWD) as swarm:
            answers = swarm.exchange([request('POST', f'{self.path}/holds', self.hold(), token=token)
                                      for token in guests])
        self.assertEqual(sorted(answer.status for answer in answers), [200] + [409] * (CROWD - 1))
        self.check_room(SEATS)


if __name__ == '__main__':
    unittest.main()
