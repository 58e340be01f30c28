"""A booking over HTTP: asked for, watched until it is confirmed, cancelled; refused by name; nobody else's business."""
import json
import time
import unittest

from couchannel import new_id, request
from wire_case import WireCase

WITHIN_S = 20


def pln(minor):
    return {'minor': str(minor), 'currency': 'PLN'}


class Bookings(WireCase):
    def setUp(self):
        """An evening with a price, in two and a half days: everything goes back to who cancels now."""
        self.session = self.server.new_session(self.host, 4, 4, hours=60)
        tariff = {'declared_cost': pln(10001), 'food_floor': pln(2000), 'food_ceiling': pln(3000)}
        until = time.monotonic() + WITHIN_S
        while self.server.ask('PUT', f'/v1/sessions/{self.session}/tariff', tariff, token=self.host).status != 200:
            self.assertLess(time.monotonic(), until, 'pricing has not heard of the session')
            time.sleep(0.01)

    def terms(self, **changed):
        return {'booking_id': new_id(), 'session_id': self.session, 'seats': 2,
                'payment_method': 'pm_card_visa'} | changed

    def request(self, body, token=None):
        return self.server.ask('POST', '/v1/bookings', body, token=token or self.guest)

    def get(self, booking, token=None):
        return self.server.ask('GET', f'/v1/bookings/{booking}', token=token or self.guest)

    def watch(self, booking):
        """Each state that the stream sends, until the booking has ended."""
        with self.server.connect() as connection:
            connection.send(request('GET', f'/v1/bookings/{booking}/stream', token=self.guest))
            self.assertEqual(connection.head().status, 200)
            until = time.monotonic() + WITHIN_S
            while True:
                line = connection.line()
                self.assertLess(time.monotonic(), until, 'it does not end')
                if not line.startswith('data: '):
                    continue
                sent = json.loads(line[6:])
                yield sent
                if sent['state'] not in ('BOOKING_STATE_PENDING', 'BOOKING_STATE_UNDOING'):
                    return

    def test_it_is_asked_for_watched_until_it_is_confirmed_and_cancelled(self):
        terms = self.terms()
        asked = self.check_success(self.request(terms))
        self.assertEqual((asked['state'], asked['labels']), ('BOOKING_STATE_PENDING', []))
        *_, last = self.watch(terms['booking_id'])
        self.assertEqual((last['state'], last['labels']), ('BOOKING_STATE_CONFIRMED', ['S1', 'S2']))
        self.assertEqual([entry['step'] for entry in last['timeline'] if entry['what'] == 'HAPPENING_DONE'],
                         ['hold_seats', 'quote', 'authorise', 'check_compliance', 'confirm_seats', 'capture'])
        self.assertEqual(self.check_success(self.get(terms['booking_id'])), last)

        path = f'/v1/bookings/{terms["booking_id"]}'
        preview = self.check_success(self.server.ask('GET', f'{path}/cancellation', token=self.guest))
        self.assertEqual(preview['refund'], last['total'])
        cancelled = self.check_success(self.server.ask('POST', f'{path}/cancel', {}, token=self.guest))
        self.assertEqual((cancelled['state'], cancelled['refund']), ('BOOKING_STATE_CANCELLED', preview['refund']))
        again = self.server.ask('POST', f'{path}/cancel', {}, token=self.guest)
        self.assertEqual(self.check_success(again)['refund'], preview['refund'])

    def test_a_card_that_is_declined_ends_it_by_name(self):
        terms = self.terms(payment_method='pm_card_insufficientFunds')
        self.check_success(self.request(terms))
        *_, last = self.watch(terms['booking_id'])
        self.assertEqual((last['state'], last['refused_step'], last['refusal']),
                         ('BOOKING_STATE_REFUSED', 'authorise', 'insufficient_funds'))
        room = self.check_success(self.server.ask('GET', f'/v1/sessions/{self.session}/availability'))
        self.assertEqual(room['seats_free'], 4)

    def test_asking_again_is_one_booking_on_one_set_of_terms(self):
        terms = self.terms()
        self.check_success(self.request(terms))
        self.assertEqual(self.check_success(self.request(terms))['booking_id'], terms['booking_id'])
        self.check_problem(self.request(terms | {'seats': 1}), 409, 'booking_exists')
        self.check_problem(self.request(self.terms(labels=['S1'])), 400, 'labels_mismatch')
        self.check_problem(self.request(self.terms(seats=0)), 400, 'invalid_argument')

    def test_it_is_nobody_elses_business(self):
        terms = self.terms()
        self.check_success(self.request(terms))
        stranger = self.server.token('guest', new_id())
        path = f'/v1/bookings/{terms["booking_id"]}'
        for method, where in (('GET', ''), ('GET', '/stream'), ('GET', '/cancellation'), ('POST', '/cancel')):
            body = {} if method == 'POST' else None
            with self.subTest(where=where):
                answer = self.server.ask(method, path + where, body, token=stranger)
                self.check_problem(answer, 404, 'booking_not_found')
                self.check_problem(self.server.ask(method, path + where, body), 401, 'unauthenticated')
        self.assertEqual(self.check_success(self.server.ask('GET', '/v1/bookings', token=stranger))['items'], [])


if __name__ == '__main__':
    unittest.main()
