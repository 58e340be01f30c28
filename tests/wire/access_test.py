"""Who may do what: denied unless the token says so (RFC 6750, RFC 7519, RFC 8725)."""
import subprocess
import unittest

import forge
from couchannel import new_id, request
from wire_case import RefusalCase, WireCase


class Token(RefusalCase):
    def setUp(self):
        super().setUp()
        self.key = self.server.data / 'signing-key.pem'
        self.header, self.claims = forge.parts_of(self.guest)

    def denied(self, authorization):
        data = request('POST', self.holds, self.hold(), headers={'Authorization': authorization})
        response = self.server.exchange(data)
        problem = self.check_problem(response, 401, 'unauthenticated')
        self.assertRegex(response.header('WWW-Authenticate') or '', '^Bearer')
        return problem

    def denied_token(self, token):
        problem = self.denied(f'Bearer {token}')
        for part in filter(None, token.split('.')):
            self.assertNotIn(part, str(problem))

    def forged(self, header=None, key=None, **claims):
        changed = {name: value for name, value in (self.claims | claims).items() if value is not None}
        return forge.sign(self.header | (header or {}), changed, key or self.key)

    def test_without_a_token_nothing_is_done(self):
        self.denied(None)

    def test_what_is_no_bearer_token_is_refused(self):
        for wrong in ('', 'Bearer', 'Bearer ', 'Basic Z3Vlc3Q6Z3Vlc3Q=', f'Token {self.guest}', self.guest,
                      f'Bearer {self.guest} {self.guest}', f'Bearer {self.guest},{self.guest}', 'Bearer x', 'Bearer ..',
                      'Bearer a.b.c', 'Bearer ' + 'x' * 4000, f'Bearer {self.guest}.x', f'Bearer .{self.guest}'):
            with self.subTest(authorization=wrong[:40]):
                self.denied(wrong)

    def test_two_tokens_are_refused(self):
        data = request('POST', self.holds, self.hold(), token=self.guest)
        twice = data.replace(b'\r\nAuthorization', b'\r\nAuthorization: Bearer x\r\nAuthorization', 1)
        response = self.server.exchange(twice)
        self.check_answer(response)
        self.assertIn(response.status, (400, 401))

    def test_a_token_that_was_changed_is_refused(self):
        header, claims, signature = self.guest.split('.')
        other = forge.unsigned(self.header, self.claims | {'sub': new_id()})
        self.denied_token(f'{other}.{signature}')
        self.denied_token(f'{header}.{claims}.')
        self.denied_token(f'{header}.{claims}.{"A" * 86}')
        self.denied_token(f'{header}.{claims}.{signature[:-1]}')
        self.denied_token(f'{header}.{claims}.{"B" if signature[0] == "A" else "A"}{signature[1:]}')

    def test_a_token_that_has_expired_is_refused(self):
        self.denied_token(self.forged(exp=forge.now() - 3600, iat=forge.now() - 7200))

    def test_a_token_that_never_expires_is_refused(self):
        self.denied_token(self.forged(exp=None))
        self.denied_token(self.forged(exp='never'))

    def test_a_token_that_is_not_valid_yet_is_refused(self):
        self.denied_token(self.forged(nbf=forge.now() + 3600))

    def test_a_token_for_or_from_somebody_else_is_refused(self):
        self.denied_token(self.forged(aud='elsewhere'))
        self.denied_token(self.forged(aud=None))
        self.denied_token(self.forged(iss='elsewhere'))
        self.denied_token(self.forged(iss=None))

    def test_a_token_without_a_proper_subject_is_refused(self):
        self.denied_token(self.forged(sub='marek'))
        self.denied_token(self.forged(sub=None))

    def test_a_token_of_another_key_is_refused(self):
        other = forge.new_key(self.server.data / 'other-key.pem')
        self.denied_token(self.forged(key=other))
        self.denied_token(self.forged({'kid': 'other'}, key=other))

    def test_a_token_of_an_unknown_key_id_is_refused(self):
        self.denied_token(self.forged({'kid': 'other'}))

    def test_the_algorithm_is_not_the_tokens_choice(self):
        public = subprocess.run(['openssl', 'ec', '-in', self.key, '-pubout'], capture_output=True, check=True).stdout
        for algorithm in ('none', 'None', ''):
            self.denied_token(forge.unsigned(self.header | {'alg': algorithm}, self.claims) + '.')
        self.denied_token(forge.sign_with_secret(self.header | {'alg': 'HS256'}, self.claims, public))
        self.denied_token(self.forged({'alg': 'RS256'}))
        self.denied_token(self.forged({'alg': 'ES384'}))

    def test_a_token_of_another_type_is_refused(self):
        self.denied_token(self.forged({'typ': 'id+jwt'}))
        self.denied_token(self.forged({'crit': ['b64'], 'b64': False}))

    def test_a_token_without_the_scope_is_refused(self):
        for scope in ('', 'bookings:read', 'bookings:writer', 'BOOKINGS:WRITE', 'xbookings:write', 'bookings'):
            with self.subTest(scope=scope):
                data = request('POST', self.holds, self.hold(), token=self.forged(scope=scope))
                self.refused(data, 403, 'permission_denied')

    def test_a_guest_may_not_confirm_or_draft(self):
        self.refused(request('POST', f'/v1/holds/{new_id()}/confirm', {}, token=self.guest), 403, 'permission_denied')
        self.refused(request('POST', '/v1/sessions', {}, token=self.guest), 403, 'permission_denied')

    def test_permission_comes_before_the_input(self):
        self.denied(None)
        self.refused(request('POST', self.holds, {'seats': 'x'}), 401, 'unauthenticated')


class Owner(WireCase):
    def test_what_is_somebody_elses_is_not_shown_and_not_changed(self):
        hold = self.hold()
        self.check_success(self.server.exchange(self.post_hold(hold)))
        other = self.server.token('guest', new_id())
        path = f'/v1/holds/{hold["booking_id"]}'
        before = self.server.everything()
        self.check_problem(self.server.ask('GET', path, token=other), 404, 'hold_not_found')
        self.check_problem(self.server.ask('DELETE', path, token=other), 403, 'not_your_hold')
        self.check_problem(self.server.ask('POST', self.holds, hold, token=other), 403, 'not_your_hold')
        self.check_problem(self.server.ask('POST', path + '/extend', {}, token=other), 403, 'not_your_hold')
        self.assertEqual(self.server.everything(), before)

    def test_a_draft_is_not_there_for_others(self):
        draft = self.server.new_session(self.host, publish=False)
        for token in (self.guest, self.server.token('host', new_id())):
            self.check_problem(self.server.ask('GET', f'/v1/sessions/{draft}', token=token), 404, 'session_not_found')

    def test_what_anyone_may_ask_needs_no_token_and_takes_no_bad_one(self):
        self.check_success(self.server.ask('GET', self.availability))
        bad = self.server.ask('GET', self.availability, token='a.b.c')
        self.check_problem(bad, 401, 'unauthenticated')


if __name__ == '__main__':
    unittest.main(verbosity=2)
