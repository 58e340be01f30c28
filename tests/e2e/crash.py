"""The program is killed in the middle of its work, over and over: what it has said stays said.

Each round starts it on the same folder, lets several guests take seats, kills it (SIGKILL) at a random moment, starts
it again, and asks. What was acknowledged is there, whole; what was not answered is there whole or not at all, and
asking again has one effect.

A kill leaves the operating system alive; that what it was told to write survives a power cut too is sqlite's
synchronous=FULL, tested where the engine's file system is.
"""
import argparse
import os
import random
import signal
import sys
import tempfile
import threading
import time
import uuid

from couchannel import Server, new_id, request
from swarm import Swarm

GUESTS = 16
SESSIONS_A_ROUND = 4
SEATS = 60
PER_GUEST = 8
NONE = str(uuid.UUID(int=0))
SEATS_HELD = 'couchannel.inventory.v1.SeatsHeld'

# Each finds rows that are half of something, in sessions that are no older than the one given.
HALF_DONE = {
    'holds without all their seats': """
        SELECT hex(holds.booking_id) FROM holds
          LEFT JOIN seats ON seats.session_id = holds.session_id AND seats.booking_id = holds.booking_id
         WHERE holds.session_id >= ?1 AND holds.state = 'held'
         GROUP BY holds.booking_id HAVING COUNT(seats.label) <> holds.seats""",
    'seats without their hold': """
        SELECT hex(seats.booking_id) FROM seats LEFT JOIN holds ON holds.booking_id = seats.booking_id
         WHERE seats.session_id >= ?1 AND seats.booking_id IS NOT NULL
           AND (holds.state IS NULL OR holds.state <> 'held')""",
    'guests with another count than their holds': """
        SELECT hex(guest_id) FROM
          (SELECT session_id, guest_id, seats FROM session_guests WHERE session_id >= ?1
           UNION ALL SELECT session_id, guest_id, -seats FROM holds WHERE session_id >= ?1 AND state = 'held')
         GROUP BY session_id, guest_id HAVING SUM(seats) <> 0""",
    'sessions without all their seats': """
        SELECT hex(sessions.session_id) FROM sessions LEFT JOIN seats ON seats.session_id = sessions.session_id
         WHERE sessions.session_id >= ?1
         GROUP BY sessions.session_id HAVING COUNT(seats.label) <> sessions.seats_total""",
}


def binary_id(text):
    return uuid.UUID(text).bytes


class Asked:
    """One request for seats, and what became of it."""

    def __init__(self, rng, session, number, token):
        self.number, self.token = number, token
        self.key = new_id() if rng.random() < 0.5 else None
        self.path = f'/v1/sessions/{session}/holds'
        self.body = {'booking_id': new_id(), 'seats': rng.randint(1, 4)}
        self.answer = None

    def bytes(self):
        return request('POST', self.path, self.body, token=self.token, headers={'Idempotency-Key': self.key})

    def question(self):
        return request('GET', f'/v1/holds/{self.body["booking_id"]}', token=self.token)

    def id(self):
        return binary_id(self.body['booking_id'])


def protobuf_text(body, tag):
    """A field of strings or messages, found by its tag."""
    at = 0
    while at < len(body):
        key, length = body[at], body[at + 1]
        if key >> 3 == tag:
            return body[at + 2:at + 2 + length].decode()
        at += 2 + length
    return None


class Crashes:
    def __init__(self, folder, rng):
        self.rng = rng
        self.server = Server(data=folder).start()
        self.host = self.server.token('host', new_id())
        self.guests = [self.server.token('guest', new_id()) for _ in range(GUESTS)]
        self.acknowledged = {}
        self.refused = self.unanswered = self.unanswered_done = 0

    def load(self, sessions):
        """Guests take seats until the server is killed, a few tens of milliseconds from now."""
        asked, current = [], {}

        def next_request(number):
            current[number] = Asked(self.rng, self.rng.choice(sessions), number, self.guests[number])
            asked.append(current[number])
            return current[number].bytes()

        def answered(number, response):
            current[number].answer = response

        with Swarm(self.server.port, GUESTS) as swarm:
            killer = threading.Timer(self.rng.uniform(0.002, 0.06), os.kill, (self.server.process.pid, signal.SIGKILL))
            killer.start()
            swarm.run(next_request, answered)
            killer.join()
        assert self.server.ended() == -signal.SIGKILL
        return asked

    def check_whole(self, since=NONE):
        """In sessions that are no older: every hold has its seats, its count and its event, and nothing else has."""
        key = binary_id(since)
        for what, sql in HALF_DONE.items():
            found = self.server.rows(sql, key)
            assert not found, f'{what}: {found[:5]}'
        bodies = self.server.rows('SELECT body FROM outbox WHERE type = ? AND key >= ?', SEATS_HELD, since)
        said = sorted(binary_id(protobuf_text(body, 2)) for body, in bodies)
        holds = self.server.rows('SELECT booking_id FROM holds WHERE session_id >= ? ORDER BY 1', key)
        assert said == [booking for booking, in holds], 'events and holds differ'

    def check_acknowledged(self, swarm, asked):
        """What was granted is found as it was told; what was refused is not there."""
        answered = [one for one in asked if one.answer]
        for one, now in zip(answered, swarm.exchange([one.question() for one in answered])):
            if one.answer.status == 200:
                assert (now.status, now.json()) == (200, one.answer.json()), f'lost: {one.answer}, found: {now}'
                self.acknowledged[one.id()] = one
            else:
                assert one.answer.json()['reason'] in ('sold_out', 'over_limit'), one.answer
                assert now.status == 404, f'refused and there: {one.answer}, {now}'
                self.refused += 1

    def ask_again(self, swarm, asked):
        """Once more, and once more: the same answer both times, and one effect."""
        open_questions = [one for one in asked if not one.answer]
        self.unanswered += len(open_questions)
        for one, there in zip(open_questions, swarm.exchange([one.question() for one in open_questions])):
            one.found = there.json() if there.status == 200 else None
            self.unanswered_done += one.found is not None
        again = swarm.exchange([one.bytes() for one in open_questions])
        repeated = swarm.exchange([one.bytes() for one in open_questions])
        for one, first, second in zip(open_questions, again, repeated):
            if one.found:
                assert (first.status, first.json()) == (200, one.found), f'found {one.found}, then told {first}'
            if first.status == 200:
                self.acknowledged[one.id()] = one
            assert (first.status, first.json().get('labels')) == (second.status, second.json().get('labels'))
            assert not one.key or first.body == second.body

    def round(self):
        sessions = [self.server.new_session(self.host, SEATS, PER_GUEST) for _ in range(SESSIONS_A_ROUND)]
        asked = self.load(sessions)
        self.check_whole(min(sessions))
        self.server.start()
        with Swarm(self.server.port, GUESTS) as swarm:
            self.check_acknowledged(swarm, asked)
            self.ask_again(swarm, asked)

    def check_all(self):
        """Of all rounds, at the end: every acknowledged hold has its row, and the file is sound."""
        self.check_whole()
        held = {booking for booking, in self.server.rows("SELECT booking_id FROM holds WHERE state = 'held'")}
        assert held == self.acknowledged.keys(), f'{len(self.acknowledged.keys() - held)} lost'
        assert self.server.rows('PRAGMA foreign_key_check') == []
        assert self.server.rows('PRAGMA integrity_check') == [('ok',)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--kills', type=int, default=200)
    parser.add_argument('--seed', type=int, default=random.randrange(10**6))
    args = parser.parse_args()
    print(f'seed {args.seed}')
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix='couchannel-crash-') as folder:
        crashes = Crashes(folder, random.Random(args.seed))
        try:
            for _ in range(args.kills):
                crashes.round()
            crashes.check_all()
        finally:
            crashes.server.close()
    print(f'{args.kills} kills in {time.monotonic() - began:.1f} s: {len(crashes.acknowledged)} holds acknowledged, '
          f'none lost, none half done; {crashes.refused} refused; {crashes.unanswered} unanswered, of which '
          f'{crashes.unanswered_done} had been done; asked again, each had one effect')


if __name__ == '__main__':
    sys.exit(main())
