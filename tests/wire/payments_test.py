"""Money over HTTP: what the provider says is believed only if it signed it, and the books are for who keeps them."""
import time
import unittest

from couchannel import new_id
from wire_case import WireCase

WEBHOOKS = '/v1/psp/webhooks'
READ_WITHIN_S = 10


class Payments(WireCase):
    def setUp(self):
        self.keeper = self.server.token('service', scope='ledger:read')

    def test_what_nobody_signed_is_refused_whatever_it_is(self):
        for body in (b'{"id":"evt_1"}', b'\x00\xff', b'', b'[' * 5000):
            for headers in ({}, {'Stripe-Signature': 't=1,v1=00'}, {'Content-Type': 'text/plain'}):
                self.check_problem(self.server.ask('POST', WEBHOOKS, body, headers=headers), 401, 'psp_bad_signature')
        self.assertEqual(self.server.rows('SELECT COUNT(*) FROM provider_events', service='payment'), [(0,)])

    def test_signed_bytes_have_their_limits_too(self):
        self.check_problem(self.server.ask('POST', WEBHOOKS, b' ' * 70000), 413, 'body_too_large')
        long = {'Stripe-Signature': 'x' * 1001}
        self.check_problem(self.server.ask('POST', WEBHOOKS, b'{}', headers=long), 400, 'invalid_argument')
        self.check_problem(self.server.ask('POST', WEBHOOKS + '?body=a', b'{}'), 400, 'invalid_argument')
        self.check_problem(self.server.ask('GET', WEBHOOKS), 405, 'method_not_allowed')

    def test_a_payment_that_nobody_asked_for_is_not_found(self):
        path = f'/v1/payments/{new_id()}'
        self.check_problem(self.server.ask('GET', path, token=self.guest), 404, 'payment_not_found')
        self.check_problem(self.server.ask('GET', path), 401, 'unauthenticated')
        self.check_problem(self.server.ask('GET', path, token=self.keeper), 403, 'permission_denied')

    def test_the_books_are_for_who_keeps_them(self):
        for path in ('/v1/ledger/balances', '/v1/ledger/findings'):
            self.check_problem(self.server.ask('GET', path), 401, 'unauthenticated')
            self.check_problem(self.server.ask('GET', path, token=self.guest), 403, 'permission_denied')
            self.assertEqual(self.check_success(self.server.ask('GET', path, token=self.keeper))['items'], [])

    def test_the_metrics_say_whether_somebody_has_to_look(self):
        metrics = self.server.ask('GET', '/metrics').body.decode()
        for name in ('findings_total', 'differences', 'unknown', 'refunds_refused'):
            self.assertIn(f'\ncouchannel_payment_{name} 0\n', metrics)

    def test_the_providers_books_are_read_by_themselves(self):
        until = time.monotonic() + READ_WITHIN_S
        while self.server.rows('SELECT due_at > 0 FROM reconciliation', service='payment') != [(1,)]:
            self.assertLess(time.monotonic(), until, 'they have not been read to their end')
            time.sleep(0.01)


if __name__ == '__main__':
    unittest.main()
