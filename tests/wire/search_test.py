"""Finding an evening: described, planned and published by others, heard of by search, found by anybody."""
import pathlib
import subprocess
import time
import unittest
from urllib.parse import quote

from couchannel import Server, binary, new_id
from wire_case import WireCase

HEARD_WITHIN_S = 10
HOLDS_S = 0.5  # as long as a search says that its answer holds
REBUILT_WITHIN_S = 60


def new_home(server, host, city='Łódź', latitude=51770000):
    """A living room of the token's host, with all that guests want to know."""
    home = new_id()
    server.made('PUT', '/v1/hosts/me', {'name': 'Ania K.', 'about': 'Hello.', 'languages': ['pl']}, host)
    server.made('POST', '/v1/homes', {
        'home_id': home, 'name': 'The big sofa', 'about': 'Come in.', 'venue': 'VENUE_PRIVATE_HOME',
        'time_zone': 'Europe/Warsaw', 'equipment': {'sound': 'SOUND_TV'},
        'address': {'street': 'Piotrkowska 17', 'postal_code': '90-406', 'city': city, 'country': 'PL',
                    'latitude_microdegrees': latitude, 'longitude_microdegrees': 19455000}}, host)
    server.made('PUT', f'/v1/homes/{home}/room', {'room': {
        'width_cm': 400, 'depth_cm': 500, 'tv': {'x_cm': 200, 'y_cm': 10, 'facing_degrees': 0, 'diagonal_inches': 65},
        'seats': [{'label': 'S1', 'kind': 'SEAT_KIND_SOFA', 'x_cm': 200, 'y_cm': 300, 'facing_degrees': 180}]}}, host)
    server.made('PUT', f'/v1/homes/{home}/package', {'package': 'sportbox', 'proof': 'contract 4711'}, host)
    server.made('PUT', f'/v1/homes/{home}/rules', {'rules': {
        'smoking': 'SMOKING_NO', 'stairs': 0, 'languages': ['pl']}}, host)
    return home


class Search(WireCase):
    def setUp(self):
        self.city = f'Miasto {new_id()}'
        self.home = new_home(self.server, self.host, self.city)

    def search(self, conditions=''):
        return self.check_success(self.server.ask('GET', f'/v1/search?city={quote(self.city)}{conditions}'))

    def await_found(self, sessions, conditions=''):
        until = time.monotonic() + HEARD_WITHIN_S
        while True:
            answer = self.search(conditions)
            found = {hit['session_id'] for hit in answer['items']}
            if found == set(sessions):
                return answer
            self.assertLess(time.monotonic(), until, f'{found} is found, not {sessions}')
            time.sleep(0.05)

    def test_what_is_published_is_found_until_it_is_called_off(self):
        session = self.server.new_session(self.host, title='Derby with pierogi', home_id=self.home)
        other = self.server.new_session(self.host, home_id=self.home, hours=48)
        answer = self.await_found([session, other])
        self.assertEqual([hit['session_id'] for hit in answer['items']], [session, other])
        self.assertEqual(answer['facets']['cities'], [{'value': self.city, 'label': self.city, 'count': 2}])
        self.await_found([session], '&q=PIEROG')
        self.server.made('POST', f'/v1/sessions/{session}/cancel', {}, self.host)
        self.await_found([other])

    def test_seats_that_are_held_are_not_free(self):
        session = self.server.new_session(self.host, home_id=self.home)
        self.await_found([session])
        self.server.made('POST', f'/v1/sessions/{session}/holds', {'booking_id': new_id(), 'seats': 8}, self.guest)
        answer = self.await_found([])
        self.assertEqual([one['without'] for one in answer['alternatives']], ['CONDITION_CITY'] * len(answer['alternatives']))

    def test_pages_follow_one_another_by_cursor(self):
        sessions = [self.server.new_session(self.host, home_id=self.home) for _ in range(3)]
        self.await_found(sessions)
        page = self.search('&limit=2')
        self.assertEqual((len(page['items']), page['total']), (2, 3))
        rest = self.search(f'&limit=2&cursor={page["next_cursor"]}')
        self.assertNotIn('next_cursor', rest)
        self.assertNotIn('facets', rest)
        self.assertEqual({hit['session_id'] for hit in page['items'] + rest['items']}, set(sessions))
        self.check_problem(self.server.ask('GET', f'/v1/search?city=Toru%C5%84&cursor={page["next_cursor"]}'), 400,
                           'another_search')
        self.check_problem(self.server.ask('GET', f'/v1/search?city={quote(self.city)}&cursor=x'), 400, 'seal_broken')

    def test_whatever_is_typed_is_looked_for(self):
        for typed in ('"', "'; DROP TABLE docs; --", 'NEAR(a b)', '*', 'a* OR -b', 'ł' * 45, '\x01', 'AND', '(', '%'):
            self.assertEqual(self.search(f'&q={quote(typed)}')['total'], 0, typed)
            self.check_success(self.server.ask('GET', f'/v1/search/suggest?q={quote(typed)}'))

    def test_what_makes_no_sense_is_refused_with_a_sentence(self):
        for query, reason in (('latitude_microdegrees=1', 'place_incomplete'), ('radius_m=1000', 'place_missing'),
                              ('sort=SORT_NEAREST', 'place_missing'), ('limit=51', 'invalid_argument'),
                              ('from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'bounds_crossed'),
                              ('seats=0', 'invalid_argument'), ('sort=SORT_ODDEST', 'invalid_argument'),
                              ('colour=blue', 'invalid_argument')):
            self.check_problem(self.server.ask('GET', f'/v1/search?{query}'), 400, reason)

    def test_the_beginning_of_a_city_suggests_it(self):
        session = self.server.new_session(self.host, home_id=self.home)
        self.await_found([session])
        answer = self.check_success(self.server.ask('GET', f'/v1/search/suggest?q={quote(self.city[:20])}'))
        self.assertEqual(answer['items'], [{'kind': 'SUGGESTION_KIND_CITY', 'text': self.city, 'count': 1}])


class Kept(WireCase):
    """An answer is given again while it holds, whoever of the server's threads is asked."""

    def test_a_kept_answer_is_an_answer_like_any_other(self):
        home = new_home(self.server, self.host, 'Zgierz')
        path, until = '/v1/search?city=Zgierz', time.monotonic() + HEARD_WITHIN_S
        self.server.new_session(self.host, home_id=home)
        while not self.server.ask('GET', path).json()['items']:
            self.assertLess(time.monotonic(), until)
        time.sleep(HOLDS_S)
        answers = [self.server.ask('GET', path) for _ in range(8)]
        for answer in answers:
            self.assertEqual(len(self.check_success(answer)['items']), 1)
        self.assertEqual(len({answer.header('X-Request-Id') for answer in answers}), 8)
        self.assertEqual(self.server.ask('HEAD', path).header('Content-Length'), str(len(answers[0].body)))
        self.check_success(self.server.ask('GET', path, token=self.guest))


class Rebuild(unittest.TestCase):
    def rebuild(self, data):
        return subprocess.run([binary(), 'search', 'rebuild', '--data', data], capture_output=True, text=True,
                              timeout=REBUILT_WITHIN_S)

    def hits(self, server, count):
        until = time.monotonic() + HEARD_WITHIN_S
        while len(items := server.ask('GET', '/v1/search?sort=SORT_SOONEST').json()['items']) != count:
            self.assertLess(time.monotonic(), until, items)
            time.sleep(0.05)
        return [{name: value for name, value in item.items() if name != 'score'} for item in items]

    def test_what_is_rebuilt_finds_the_same(self):
        with Server() as server:
            host = server.token('host', new_id())
            home = new_home(server, host)
            sessions = [server.new_session(host, home_id=home) for _ in range(3)]
            server.made('POST', f'/v1/sessions/{sessions[0]}/holds', {'booking_id': new_id(), 'seats': 2},
                        server.token('guest', new_id()))
            server.made('POST', f'/v1/sessions/{sessions[1]}/cancel', {}, host)
            before = self.hits(server, 2)
            busy = self.rebuild(server.data)
            self.assertEqual(busy.returncode, 7, busy.stderr)
            self.assertIn('another process works on the data folder', busy.stderr)
            server.stop()

            for file in pathlib.Path(server.data).glob('index.db*'):
                file.unlink()
            done = self.rebuild(server.data)
            self.assertEqual((done.returncode, done.stdout), (0, ''), done.stderr)
            self.assertRegex(done.stderr, r'^Heard \d+ events again')
            with Server(data=server.data) as again:
                self.assertEqual(self.hits(again, 2), before)
                again.stop()


if __name__ == '__main__':
    unittest.main()
