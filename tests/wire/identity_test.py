"""Signing in: a link becomes tokens, tokens are replaced, and what is stolen is worth nothing (RFC 6749, RFC 9700)."""
import subprocess
import tempfile
import unittest

import forge
from couchannel import Server, new_id
from wire_case import WireCase

GRANTS = {'one_time_link': 'code', 'refresh_token': 'refresh_token'}


def user_of(server, roles=('ROLE_GUEST',), **more):
    """A new user, by an administrator."""
    user = new_id()
    return server.made('PUT', f'/v1/users/{user}', {
        'name': 'Anna Maria Kowalska', 'email': f'{user}@example.org', 'locale': 'pl', 'time_zone': 'Europe/Warsaw',
        'roles': list(roles)} | more, server.token('admin'))


def link_for(server, user):
    return server.made('POST', '/v1/login-links', {'user_id': user['user_id']}, server.token('admin'))['code']


def token_answer(server, grant, secret, **more):
    return server.ask('POST', '/v1/token', {'grant_type': grant, GRANTS[grant]: secret}, **more)


def verified(keys, token):
    """By openssl, with nothing but what the server publishes."""
    header, _ = forge.parts_of(token)
    key, = [key for key in keys['keys'] if key['kid'] == header['kid']]
    point = bytes([4]) + forge.decoded(key['x']) + forge.decoded(key['y'])
    curve = bytes.fromhex('3059301306072a8648ce3d020106082a8648ce3d030107034200')  # RFC 5480: P-256, uncompressed
    text, _, signature = token.rpartition('.')
    r, s = (int.from_bytes(half, 'big') for half in (forge.decoded(signature)[:32], forge.decoded(signature)[32:]))

    def integer(n):
        data = n.to_bytes(n.bit_length() // 8 + 1, 'big')
        return bytes([2, len(data)]) + data
    numbers = integer(r) + integer(s)
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (('key', curve + point), ('signature', bytes([48, len(numbers)]) + numbers),
                           ('text', text.encode())):
            with open(f'{folder}/{name}', 'wb') as file:
                file.write(data)
        return subprocess.run(
            ['openssl', 'dgst', '-sha256', '-verify', 'key', '-keyform', 'DER', '-signature', 'signature', 'text'],
            cwd=folder, capture_output=True).returncode == 0


class SigningIn(WireCase):
    def tokens(self, grant, secret):
        return self.check_success(token_answer(self.server, grant, secret))

    def refused(self, grant, secret):
        self.check_problem(token_answer(self.server, grant, secret), 400, 'invalid_grant')

    def me(self, tokens):
        return self.server.ask('GET', '/v1/me', token=tokens['access_token'])

    def test_a_link_becomes_tokens_which_are_replaced_until_one_is_stolen(self):
        user = user_of(self.server)
        first = self.tokens('one_time_link', link_for(self.server, user))
        self.assertEqual((first['token_type'], first['expires_in']), ('Bearer', 900))
        self.assertEqual(self.check_success(self.me(first)), user)
        second = self.tokens('refresh_token', first['refresh_token'])
        self.assertEqual(self.check_success(self.me(second)), user)
        self.refused('refresh_token', first['refresh_token'])   # the thief, or the one who was robbed
        self.refused('refresh_token', second['refresh_token'])  # and so the other one as well

    def test_a_link_is_good_once(self):
        code = link_for(self.server, user_of(self.server))
        self.tokens('one_time_link', code)
        self.refused('one_time_link', code)

    def test_who_signs_out_is_signed_out(self):
        tokens = self.tokens('one_time_link', link_for(self.server, user_of(self.server)))
        for _ in range(2):
            self.check_success(self.server.ask('POST', '/v1/token/revoke', {'token': tokens['refresh_token']}))
        self.refused('refresh_token', tokens['refresh_token'])

    def test_what_a_token_allows_is_what_the_role_allows(self):
        guest = self.tokens('one_time_link', link_for(self.server, user_of(self.server)))
        answer = self.server.ask('POST', '/v1/login-links', {'user_id': new_id()}, token=guest['access_token'])
        self.check_problem(answer, 403, 'permission_denied')
        self.check_problem(self.server.ask('GET', '/v1/users', token=guest['access_token']), 403, 'permission_denied')
        admin = self.tokens('one_time_link', link_for(self.server, user_of(self.server, roles=['ROLE_ADMIN'])))
        self.check_success(self.server.ask('GET', '/v1/users', token=admin['access_token']))

    def test_anybody_can_check_a_token_with_the_published_keys(self):
        keys = self.check_success(self.server.ask('GET', '/.well-known/jwks.json'))
        token = self.tokens('one_time_link', link_for(self.server, user_of(self.server)))['access_token']
        header, claims = forge.parts_of(token)
        self.assertEqual((header['alg'], header['typ']), ('ES256', 'at+jwt'))
        self.assertEqual(claims['exp'] - claims['iat'], 900)
        self.assertTrue(verified(keys, token))
        self.assertFalse(verified(keys, token[:-4] + ('AAAA' if token[-4:] != 'AAAA' else 'BBBB')))

    def test_the_metadata_leads_to_where_things_are(self):
        metadata = self.check_success(self.server.ask('GET', '/.well-known/oauth-authorization-server'))
        self.assertEqual(metadata['issuer'], 'couchannel-dev')
        base = f'http://127.0.0.1:{self.server.port}'
        self.assertEqual((metadata['token_endpoint'], metadata['jwks_uri']),
                         (base + '/v1/token', base + '/.well-known/jwks.json'))
        token = self.tokens('one_time_link', link_for(self.server, user_of(self.server)))['access_token']
        self.assertEqual(forge.parts_of(token)[1]['iss'], metadata['issuer'])

    def test_a_secret_is_kept_by_nobody(self):
        user = user_of(self.server)
        answer = self.server.ask('POST', '/v1/login-links', {'user_id': user['user_id']},
                                 token=self.server.token('admin'))
        self.assertEqual(answer.header('Cache-Control'), 'no-store')
        code = answer.json()['code']
        answer = token_answer(self.server, 'one_time_link', code, headers={'Idempotency-Key': 'again'})
        self.check_problem(answer, 400, 'invalid_idempotency_key')
        answer = token_answer(self.server, 'one_time_link', code)  # which the refusal has not used up
        self.assertEqual(answer.header('Cache-Control'), 'no-store')
        tokens = self.check_success(answer)
        files = b''.join(path.read_bytes() for path in self.server.data.iterdir() if path.is_file())
        log = ''.join(self.server.log)
        for secret in (code, tokens['refresh_token'], tokens['access_token'].rpartition('.')[2], user['email'], 'Kowalska'):
            self.assertNotIn(secret.encode(), files)
            self.assertNotIn(secret, log)

    def test_who_asks_for_a_link_by_mail_learns_nothing_about_others(self):
        known = user_of(self.server)['email']
        answers = [self.server.ask('POST', '/v1/login-links/request', {'email': email})
                   for email in (known, f'{new_id()}@example.org')]
        self.assertEqual([self.check_success(answer) for answer in answers], [{}, {}])
        for _ in range(2):
            self.server.ask('POST', '/v1/login-links/request', {'email': known})
        answer = self.server.ask('POST', '/v1/login-links/request', {'email': known})
        self.check_problem(answer, 429, 'too_many_requests')
        self.assertEqual(answer.header('Retry-After'), '900')

    def test_anybody_can_register_whose_mail_it_is(self):
        email = f'{new_id()}@example.org'
        body = {'name': 'Olga Nowa', 'email': email, 'locale': 'pl', 'time_zone': 'Europe/Warsaw'}
        known = user_of(self.server)['email']
        answers = [self.server.ask('POST', '/v1/users', body | {'email': one}) for one in (email, known)]
        self.assertEqual([self.check_success(answer) for answer in answers], [{}, {}])
        code = self.server.made('POST', '/v1/login-links', {'email': email}, self.server.token('admin'))['code']
        me = self.check_success(self.me(self.tokens('one_time_link', code)))
        self.assertEqual((me['name'], me['email'], me['roles']), ('Olga Nowa', email, ['ROLE_GUEST']))
        self.assertNotIn('pending_until', me)

    def test_of_an_erased_user_nothing_is_left_to_sign_in_with(self):
        user = user_of(self.server)
        tokens = self.tokens('one_time_link', link_for(self.server, user))
        self.check_success(self.server.ask('DELETE', '/v1/me', token=tokens['access_token']))
        self.refused('refresh_token', tokens['refresh_token'])
        self.check_problem(self.me(tokens), 404, 'user_not_found')
        left = self.server.made('GET', f'/v1/users/{user["user_id"]}', None, self.server.token('admin'))
        self.assertEqual((left['name'], left['email'], left['roles']), ('', '', []))


class ItsOwnIssuer(unittest.TestCase):
    """Without --dev and --jwks, a server believes what its identity signs, and nothing else."""

    def test_a_server_believes_its_own_identity_alone(self):
        with tempfile.TemporaryDirectory() as folder:
            with Server(data=folder) as server:
                user = user_of(server)
                code, made_up = link_for(server, user), server.token('admin')
                self.assertEqual(server.stop(), 0)
            with Server('--issuer', 'https://couch.example', data=folder, dev=False) as server:
                tokens = token_answer(server, 'one_time_link', code).json()
                self.assertEqual(forge.parts_of(tokens['access_token'])[1]['iss'], 'https://couch.example')
                self.assertEqual(server.ask('GET', '/v1/me', token=tokens['access_token']).json(), user)
                self.assertEqual(server.ask('GET', '/v1/users', token=made_up).status, 401)
                self.assertEqual(server.ask('GET', '/v1/users').status, 401)
                self.assertEqual(server.stop(), 0)


if __name__ == '__main__':
    unittest.main(verbosity=2)
