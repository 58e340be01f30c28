"""Payments that come late, or never, while the seats' ten minutes run out: on a clock that the test moves (fate.c)."""
import os
import pathlib
import signal
import sqlite3
import struct
import tempfile
import time
import unittest
import uuid

from couchannel import Server, new_id

WITHIN_S = 30
LOOK_AGAIN_S = 0.02
SEATS = 2
ENDED = ('BOOKING_STATE_CONFIRMED', 'BOOKING_STATE_REFUSED', 'BOOKING_STATE_CANCELLED')


def pln(minor):
    return {'minor': str(minor), 'currency': 'PLN'}


class Late(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='couchannel-late-')
        self.addCleanup(folder.cleanup)
        self.clock = pathlib.Path(folder.name) / 'clock'
        self.minutes = 0
        self.pass_minutes(0)
        self.server = Server(data=pathlib.Path(folder.name) / 'data')
        self.addCleanup(self.server.close)
        self.server.environment = {'LD_PRELOAD': os.environ['FATE'], 'FATE_CLOCK': str(self.clock)}
        self.server.start()
        self.guest, host = self.server.token('guest', new_id()), self.server.token('host', new_id())
        self.session = self.server.new_session(host, SEATS, SEATS)
        tariff = {'declared_cost': pln(10001), 'food_floor': pln(2000), 'food_ceiling': pln(3000)}
        self.until(lambda: self.server.ask('PUT', f'/v1/sessions/{self.session}/tariff', tariff,
                                           token=host).status == 200)

    def pass_minutes(self, minutes):
        self.minutes += minutes
        with open(self.clock, 'r+b' if self.clock.exists() else 'wb') as clock:
            clock.write(struct.pack('=q', self.minutes * 60 * 1000))

    def until(self, condition):
        until = time.monotonic() + WITHIN_S
        while not condition():
            self.assertLess(time.monotonic(), until, 'it does not come about')
            time.sleep(LOOK_AGAIN_S)

    def ask(self, card):
        """For all seats; until their guest has to confirm with their bank."""
        self.booking = new_id()
        body = {'booking_id': self.booking, 'session_id': self.session, 'seats': SEATS, 'payment_method': card}
        asked = self.server.ask('POST', '/v1/bookings', body, token=self.guest)
        self.assertEqual(asked.status, 200, asked)
        self.until(lambda: 'action_url' in self.look())

    def bank_never_asks(self):
        """In the provider's books, which are nobody's else: without this, the bank approves five seconds later."""
        books = sqlite3.connect(self.server.data / 'psp_sandbox.db', timeout=WITHIN_S)
        with books:
            books.execute('UPDATE intents SET due_at = NULL WHERE reference = ?', (self.booking,))
        books.close()

    def look(self):
        found = self.server.ask('GET', f'/v1/bookings/{self.booking}', token=self.guest)
        self.assertEqual(found.status, 200, found)
        return found.json()

    def end(self):
        self.until(lambda: self.look()['state'] in ENDED)
        return self.look()

    def provider(self, what, table):
        sql = f'SELECT {what} FROM {table} WHERE reference = ?'
        return [value for value, in self.server.rows(sql, self.booking, service='psp_sandbox')]

    def hold(self):
        rows = self.server.rows('SELECT state FROM holds WHERE booking_id = ?', uuid.UUID(self.booking).bytes)
        return rows[0][0]

    def free(self):
        return self.server.ask('GET', f'/v1/sessions/{self.session}/availability').json()['seats_free']

    def check_nothing_kept(self, booking, refusal):
        self.assertEqual(booking['state'], 'BOOKING_STATE_REFUSED', booking)
        self.assertEqual(booking['refusal'], refusal, booking)
        self.until(lambda: self.provider('state', 'intents') == ['canceled'])
        self.assertNotIn('captured', self.provider('kind', 'movements'))

    def test_the_provider_is_asked_before_the_seats_of_who_never_confirms_are_given_back(self):
        self.ask('pm_card_threeDSecure')
        self.bank_never_asks()
        self.pass_minutes(7)
        time.sleep(2)  # the program looks at its clock every second
        self.assertEqual((self.look()['state'], self.hold(), self.free()), ('BOOKING_STATE_PENDING', 'held', 0))
        self.pass_minutes(2)
        booking = self.end()
        self.check_nothing_kept(booking, 'payment_not_completed')
        steps = [(entry['step'], entry['what']) for entry in booking['timeline']]
        self.assertLess(steps.index(('authorise', 'HAPPENING_REFUSED')), steps.index(('hold_seats', 'HAPPENING_UNDONE')))
        self.assertEqual((self.hold(), self.free()), ('released', SEATS))  # and not expired: their time was not over

    def test_what_is_confirmed_while_the_seats_are_held_is_kept_however_late(self):
        self.ask('pm_card_threeDSecureApproved')
        self.pass_minutes(7)
        booking = self.end()
        self.assertEqual(booking['state'], 'BOOKING_STATE_CONFIRMED', booking)
        self.assertEqual((self.hold(), self.provider('kind', 'movements').count('captured')), ('confirmed', 1))

    def test_money_that_comes_later_than_the_seats_takes_them_again(self):
        """The bank says yes while nobody is there to hear it, and nobody else wants the seats."""
        self.ask('pm_card_threeDSecureApproved')
        self.assertEqual(self.server.stop(signal.SIGKILL), -signal.SIGKILL)
        self.pass_minutes(11)
        self.server.start()
        booking = self.end()
        self.assertEqual(booking['state'], 'BOOKING_STATE_CONFIRMED', booking)
        self.assertEqual((self.hold(), self.free()), ('confirmed', 0))
        self.assertEqual(self.server.rows('SELECT round FROM holds'), [(1,)])
        self.assertEqual(self.provider('kind', 'movements').count('captured'), 1)

    def test_money_that_comes_when_the_seats_are_gone_goes_back(self):
        """The bank says yes while nobody is there to hear it, until another guest has the seats."""
        self.ask('pm_card_threeDSecureApproved')
        self.assertEqual(self.server.stop(signal.SIGKILL), -signal.SIGKILL)
        self.pass_minutes(11)
        everything, self.server.options = self.server.options, [*self.server.options, '--target', 'inventory']
        self.server.start()
        body = {'booking_id': new_id(), 'seats': SEATS}
        other = self.server.token('guest', new_id())
        held = self.server.ask('POST', f'/v1/sessions/{self.session}/holds', body, token=other)
        self.assertEqual(held.status, 200, held)
        self.assertEqual(self.server.stop(), 0)
        self.server.options = everything
        self.server.start()
        self.check_nothing_kept(self.end(), 'hold_expired')
        self.assertEqual((self.provider('kind', 'movements'), self.free()), (['authorised', 'released'], 0))


if __name__ == '__main__':
    unittest.main()
