"""Licence rules: kept by an administrator, read by anybody, and felt by whoever wants seats."""
import time
import unittest

from wire_case import WireCase

FELT_WITHIN_S = 10
RULE = '/v1/licence-rules/liga-nadwislanska-home'
VERDICT = ('/v1/licence-verdicts/liga-nadwislanska?package=sportbox&territory=PL&venue=VENUE_PRIVATE_HOME'
           '&charge_basis=CHARGE_BASIS_COST_SHARE&heads=')


class Licences(WireCase):
    def draft(self, token, **changed):
        return self.server.ask('PUT', f'{RULE}/draft', {
            'competition': 'liga-nadwislanska', 'venue': 'VENUE_PRIVATE_HOME',
            'charge_basis': 'CHARGE_BASIS_COST_SHARE', 'heads_max': 3, 'source': 'Media rules'} | changed, token=token)

    def ask(self, path, **more):
        return self.server.ask('GET', path, **more)

    def test_anybody_reads_rules_and_asks(self):
        rules, page = [], self.check_success(self.ask('/v1/licence-rules?limit=15'))
        while True:
            rules += [rule['rule_id'] for rule in page['items']]
            if 'next_cursor' not in page:
                break
            page = self.check_success(self.ask(f'/v1/licence-rules?limit=15&cursor={page["next_cursor"]}'))
        self.assertEqual(rules, sorted(set(rules)))
        self.assertIn('home-cost-share', rules)
        of_league = self.check_success(self.ask('/v1/licence-rules?competition=liga-nadwislanska'))['items']
        self.assertEqual({rule['competition'] for rule in of_league}, {'liga-nadwislanska'})
        self.assertTrue(self.check_success(self.ask(VERDICT + '1'))['permitted'])
        self.check_problem(self.ask('/v1/licence-rules/none-such'), 404, 'rule_not_found')

    def test_only_an_administrator_keeps_them(self):
        self.check_problem(self.draft(None), 401, 'unauthenticated')
        self.check_problem(self.draft(self.host), 403, 'permission_denied')
        self.check_problem(self.server.ask('POST', f'{RULE}/versions/2/publish', {}, token=self.guest), 403,
                           'permission_denied')
        self.check_problem(self.ask(f'{RULE}/draft', token=self.guest), 403, 'permission_denied')

    def test_a_new_version_is_felt_by_whoever_wants_seats_next(self):
        admin, session = self.server.token('admin'), self.server.new_session(self.host)
        self.assertEqual(self.check_success(self.draft(admin))['version'], 2)
        self.assertEqual(self.check_success(self.ask(RULE))['valid_version'], 1)
        published = self.check_success(self.server.ask('POST', f'{RULE}/versions/2/publish', {}, token=admin))
        self.assertEqual((published['heads_max'], published['specificity']), (3, 19))
        self.assertEqual(self.check_success(self.ask(RULE))['valid_version'], 2)
        verdict = self.check_success(self.ask(VERDICT + '4'))
        self.assertEqual((verdict['permitted'], verdict['refusal'], verdict['version']),
                         (False, 'REFUSAL_LICENCE_LIMIT', 2))

        until = time.monotonic() + FELT_WITHIN_S
        while not self.server.rows('SELECT 1 FROM licence_rules WHERE version = 2'):
            self.assertLess(time.monotonic(), until, 'inventory has not heard of the rule')
            time.sleep(0.01)
        hold = f'/v1/sessions/{session}/holds'
        refused = self.check_problem(self.server.ask('POST', hold, self.hold(seats=4), token=self.guest), 409,
                                     'licence_limit')
        self.assertEqual(refused['detail'], verdict['detail'])
        self.check_success(self.server.ask('POST', hold, self.hold(seats=3), token=self.guest))


if __name__ == '__main__':
    unittest.main()
