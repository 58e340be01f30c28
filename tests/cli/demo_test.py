#!/usr/bin/python3
"""The demo and the tour, as somebody meets them who has just built the program.

usage: demo_test.py PROGRAM
"""
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / 'support'))
from couchannel import Server, binary  # noqa: E402

os.environ['BINARY'] = str(pathlib.Path(sys.argv.pop(1)).resolve())
TOUR_S = 50


class Demo(Server):
    """One `couchannel demo`; its crowd is told when to be there."""

    def __init__(self, *options, data=None, crowd=0):
        super().__init__(*options, data=data, dev=False)
        self.crowd = crowd

    def spawn(self, stderr):
        environment = {key: value for key, value in os.environ.items() if not key.startswith('COUCHANNEL_')}
        self.process = subprocess.Popen(
            [binary(), 'demo', '--listen', '127.0.0.1:0', '--data', self.data, '--log-style', 'json', '--log-level',
             'info', '--crowd', str(self.crowd), *self.options],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE if self.crowd else subprocess.DEVNULL, stderr=stderr,
            env=environment)
        self.port = None


def tour(*options):
    return subprocess.run([binary(), 'tour', *options], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=TOUR_S)


class Demonstration(unittest.TestCase):
    def test_the_tour_goes_by_itself_and_leaves_nothing_behind(self):
        with tempfile.TemporaryDirectory() as folder:
            environment = dict(os.environ, TMPDIR=folder)
            run = subprocess.run([binary(), 'tour'], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                 timeout=TOUR_S, env=environment)
            self.assertEqual(os.listdir(folder), [])
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        self.assertRegex(run.stdout, r'(\d+) of \1 flows as they should be')
        self.assertIn('payment_not_completed', run.stdout)  # its clock was moved

    def test_a_tour_of_what_is_not_there_fails(self):
        with tempfile.TemporaryDirectory() as folder:
            run = tour('--url', 'http://127.0.0.1:9', '--data', folder)
        self.assertEqual(run.returncode, 6, run)  # no key to sign tokens with

    def test_the_demo_is_full_and_can_be_toured(self):
        with Demo() as demo:
            self.check_states(demo)
            self.check_links(demo)
            toured = tour('--url', f'http://127.0.0.1:{demo.port}', '--data', demo.data)
            self.assertEqual(toured.returncode, 0, toured.stdout + toured.stderr)
            self.assertEqual(demo.stop(signal.SIGINT), 130)

    def check_links(self, demo):
        """Each signs in whom it says, once."""
        links = {line['as']: line['url'] for line in map(json.loads, demo.log) if line['event'] == 'login_link'}
        self.assertEqual(set(links), {'guest', 'host', 'admin'})
        for who, link in links.items():
            path = link[link.index('/d/'):]
            self.assertEqual(demo.ask('GET', path).status, 200)
            grant = {'grant_type': 'one_time_link', 'code': path[len('/d/'):]}
            tokens = demo.ask('POST', '/v1/token', grant)
            self.assertEqual(tokens.status, 200, tokens)
            me = demo.ask('GET', '/v1/me', token=tokens.json()['access_token']).json()
            self.assertIn(f'ROLE_{who.upper()}', me['roles'])
            self.assertEqual(demo.ask('POST', '/v1/token', grant).status, 400)
            self.assertEqual(demo.ask('GET', '/v1/me', token=demo.token(who)).json()['name'], me['name'])

    def check_states(self, demo):
        states = dict(demo.rows('SELECT state, COUNT(*) FROM bookings GROUP BY state', service='booking'))
        self.assertEqual(sum(states.values()), 312)
        self.assertEqual(states.pop('pending'), 1)  # it waits for its guest's bank
        self.assertEqual(set(states), {'confirmed', 'refused', 'cancelled'})
        self.assertGreater(states['confirmed'], 200)
        cancelled = dict(demo.rows('SELECT cancelled_by, COUNT(*) FROM bookings WHERE state = ? GROUP BY cancelled_by',
                                   'cancelled', service='booking'))
        self.assertEqual(set(cancelled), {'guest', 'host'})
        backs = [refund / total for refund, total in demo.rows(
            "SELECT refund_minor, total_minor FROM bookings WHERE cancelled_by = 'guest' AND refund_minor IS NOT NULL",
            service='booking')]
        self.assertIn(0, backs)
        self.assertIn(1, backs)
        self.assertTrue([back for back in backs if 0.49 < back < 0.51], backs)
        currencies = {currency for currency, in demo.rows('SELECT DISTINCT currency FROM bookings', service='booking')}
        self.assertLessEqual({'PLN', 'EUR'}, currencies)
        self.assertGreater(demo.rows('SELECT COUNT(*) FROM check_ins')[0][0], 0)
        left = [free for free, in demo.rows(
            'SELECT group_concat(label) FROM seats WHERE booking_id IS NULL GROUP BY session_id')]
        self.assertIn('A2,A3,C1', left)  # two neighbours, and one alone
        moved, = demo.rows('SELECT COUNT(*) FROM bookings WHERE rescheduled', service='booking')
        self.assertGreater(moved[0], 0)
        free = [count for count, in demo.rows('SELECT SUM(booking_id IS NULL) FROM seats GROUP BY session_id')]
        self.assertEqual(len(free), 48)
        self.assertIn(0, free)
        self.assertIn(1, free)
        held, = demo.rows("SELECT COUNT(*) FROM holds WHERE state = 'held'")
        self.assertEqual(held[0], 2)  # that one, and the one that ends while one looks

    def test_what_is_kept_is_found_again_and_nobody_else_is_touched(self):
        with tempfile.TemporaryDirectory() as folder:
            data = pathlib.Path(folder) / 'couch'
            for _ in range(2):
                with Demo(data=data) as demo:
                    count, = demo.rows('SELECT COUNT(*) FROM bookings', service='booking')
                    self.assertEqual(count[0], 312)
                    self.assertEqual(demo.stop(signal.SIGTERM), 0)
            (data / 'demo').unlink()
            refused = subprocess.run([binary(), 'demo', '--data', data], capture_output=True, text=True)
            self.assertEqual(refused.returncode, 8)
            self.assertIn('is not empty, and holds no demo', refused.stderr)

    def test_the_crowd_is_seen_on_stdout(self):
        with Demo(crowd=12) as demo:
            seen = b''
            while b'booking.requested' not in seen:
                line = demo.process.stdout.readline()
                self.assertTrue(line, 'it ended')
                seen += line
            self.assertTrue(re.search(rb'^\d\d:\d\d:\d\d  \S+', seen, re.M), seen)
            demo.process.stdout.close()

    def test_links_lead_to_the_gateway_in_front_of_it(self):
        with Demo('--public-url', 'http://127.0.0.1:8080') as demo:
            links = [line['url'] for line in map(json.loads, demo.log) if line['event'] == 'login_link']
            self.assertEqual(len(links), 3)
            for link in links:
                self.assertRegex(link, r'^http://127\.0\.0\.1:8080/d/')
        refused = subprocess.run([binary(), 'demo', '--public-url', 'ftp://somewhere'], stdin=subprocess.DEVNULL,
                                 capture_output=True, text=True, timeout=TOUR_S)
        self.assertEqual(refused.returncode, 3, refused)

    def test_the_demo_is_for_this_machine_alone(self):
        run = subprocess.run([binary(), 'demo', '--listen', '0.0.0.0:0'], capture_output=True, text=True)
        self.assertEqual(run.returncode, 8)


if __name__ == '__main__':
    unittest.main()
