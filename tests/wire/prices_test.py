"""What an evening costs: said by its host, heard of by pricing, the same for everybody who asks."""
import base64
import time
import unittest

from wire_case import WireCase

HEARD_WITHIN_S = 10


def pln(minor):
    return {'minor': str(minor), 'currency': 'PLN'}


class Prices(WireCase):
    def setUp(self):
        """A published session: inventory has said so, and pricing hears of it by and by."""
        self.session = self.server.new_session(self.host)
        self.tariff = f'/v1/sessions/{self.session}/tariff'
        self.quote = f'/v1/sessions/{self.session}/quote'
        self.usual = {'declared_cost': pln(10001), 'food_floor': pln(2000), 'food_ceiling': pln(3000)}
        until = time.monotonic() + HEARD_WITHIN_S
        while self.ask_for_price().json()['reason'] == 'session_not_found':
            self.assertLess(time.monotonic(), until, 'pricing has not heard of the session')
            time.sleep(0.01)

    def ask_for_price(self):
        return self.server.ask('GET', self.quote + '?seats=1')

    def set_tariff(self, token=None, **changed):
        return self.server.ask('PUT', self.tariff, self.usual | changed, token=token or self.host)

    def test_anybody_is_told_the_same_price_all_in(self):
        self.check_problem(self.server.ask('GET', self.quote + '?seats=2'), 404, 'tariff_not_found')
        self.assertEqual(self.check_success(self.set_tariff())['version'], 1)
        quote = self.check_success(self.server.ask('GET', self.quote + '?seats=2'))
        again = self.check_success(self.server.ask('GET', self.quote + '?seats=2', token=self.guest))
        self.assertEqual(quote['total'], again['total'])
        self.assertNotEqual(quote['quote_id'], again['quote_id'])
        for priced in (*quote['seats'], quote):
            self.assertEqual(sum(int(part['amount']['minor']) for part in priced['components']),
                             int(priced['total']['minor']))
        self.assertEqual(sum(int(seat['total']['minor']) for seat in quote['seats']), int(quote['total']['minor']))
        self.assertIn(quote['quote_id'].encode(), base64.b64decode(quote['token'], validate=True))

    def test_only_the_host_says_what_it_costs(self):
        self.check_problem(self.server.ask('PUT', self.tariff, self.usual), 401, 'unauthenticated')
        self.check_problem(self.set_tariff(token=self.guest), 403, 'permission_denied')
        stranger = self.server.token('host', self.guest_id)
        self.check_problem(self.set_tariff(token=stranger), 403, 'not_your_session')

    def test_a_tariff_that_is_against_the_rules_is_refused(self):
        self.check_problem(self.set_tariff(food_floor=pln(3001)), 400, 'bounds_crossed')
        self.check_problem(self.set_tariff(declared_cost=pln(-1)), 400, 'amount_out_of_range')
        self.check_problem(self.set_tariff(admission=pln(100)), 409, 'commercial_licence_needed')
        other = {'minor': '2000', 'currency': 'EUR'}
        self.check_problem(self.set_tariff(food_floor=other), 400, 'currency_mismatch')
        for wrong in ({'minor': '1.5', 'currency': 'PLN'}, {'minor': 1}, {'minor': 1, 'currency': 'zloty'}, 10001):
            self.check_problem(self.set_tariff(declared_cost=wrong), 400, 'invalid_argument')
        self.check_success(self.set_tariff())
        self.check_problem(self.set_tariff(declared_cost=pln(10000)), 409, 'cost_lowered')

    def test_a_quote_is_for_seats_that_there_are(self):
        self.check_success(self.set_tariff())
        self.check_problem(self.server.ask('GET', self.quote + '?seats=1&labels=Z9'), 404, 'seat_not_found')
        self.check_problem(self.server.ask('GET', self.quote + '?seats=2&labels=A1'), 400, 'labels_mismatch')
        self.check_problem(self.server.ask('GET', self.quote), 400, 'invalid_argument')


if __name__ == '__main__':
    unittest.main()
