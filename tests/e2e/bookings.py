"""The program is killed while guests book: every booking ends confirmed or fully undone, and is paid for once or not.

Each round starts it on the same folder, lets guests ask for bookings - some with cards that are declined, some that
they cancel at once - and kills it (SIGKILL) at a random moment of them.  In the end it is left alone: what it has
acknowledged is there, each booking comes to its end, and the books of three stores and the provider agree on it.
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

from couchannel import Server, new_id

SEATS = 40
PER_GUEST = 8
BOOKINGS_A_ROUND = 5
HOURS_AHEAD = (20, 30, 60)  # nothing, half and all of it goes back
ENDS_WITHIN_S = 120
HEARD_WITHIN_S = 10
CARDS = ('pm_card_visa', 'pm_card_visa', 'pm_card_visa', 'pm_card_chargeDeclined', 'pm_card_authoriseReplyLost',
         'pm_card_captureReplyLost')
CONFIRMED, REFUSED, CANCELLED = ('BOOKING_STATE_' + name for name in ('CONFIRMED', 'REFUSED', 'CANCELLED'))
PENDING, UNDOING = ('BOOKING_STATE_' + name for name in ('PENDING', 'UNDOING'))


def pln(minor):
    return {'minor': str(minor), 'currency': 'PLN'}


class Asked:
    """A booking, whether it was acknowledged, and whether its cancellation was."""

    def __init__(self, rng, session, guest):
        self.guest = guest
        self.body = {'booking_id': new_id(), 'session_id': session, 'seats': rng.randint(1, 2),
                     'payment_method': rng.choice(CARDS)}
        self.path = f'/v1/bookings/{self.body["booking_id"]}'
        self.cancels = rng.random() < 0.3
        self.acknowledged = self.cancelled = False

    def ask(self, server):
        answer = server.ask('POST', '/v1/bookings', self.body, token=self.guest)
        self.acknowledged |= answer is not None and answer.status == 200
        return answer

    def cancel(self, server):
        answer = server.ask('POST', self.path + '/cancel', {}, token=self.guest)
        self.cancelled |= answer is not None and answer.status == 200

    def look(self, server):
        return server.ask('GET', self.path, token=self.guest)


class Bookings:
    def __init__(self, folder, rng):
        self.rng = rng
        self.server = Server(data=folder).start()
        self.host = self.server.token('host', new_id())
        self.asked = []

    def new_evening(self):
        session = self.server.new_session(self.host, SEATS, PER_GUEST, hours=self.rng.choice(HOURS_AHEAD))
        tariff = {'declared_cost': pln(40001), 'food_floor': pln(1500), 'food_ceiling': pln(2500)}
        until = time.monotonic() + HEARD_WITHIN_S
        while True:
            set_ = self.server.ask('PUT', f'/v1/sessions/{session}/tariff', tariff, token=self.host)
            if set_.status == 200:
                return session
            assert time.monotonic() < until, set_
            time.sleep(0.01)

    def book(self, session, guest):
        """Until the server is gone."""
        for _ in range(BOOKINGS_A_ROUND):
            one = Asked(self.rng, session, guest)
            self.asked.append(one)
            try:
                one.ask(self.server)
                if one.cancels:
                    one.cancel(self.server)
            except OSError:
                return

    def round(self):
        session = self.new_evening()
        guest = self.server.token('guest', new_id())
        killer = threading.Timer(self.rng.uniform(0.005, 0.4), os.kill, (self.server.process.pid, signal.SIGKILL))
        killer.start()
        self.book(session, guest)
        killer.join()
        assert self.server.ended() == -signal.SIGKILL
        self.server.start()

    def end(self, one, until):
        """What became of it, once that is certain."""
        found = one.look(self.server)
        if found.status == 404:
            assert not one.acknowledged, f'lost: {one.body}'
            one.ask(self.server)
            found = one.look(self.server)
        while found.json()['state'] in (PENDING, UNDOING):
            assert time.monotonic() < until, f'not ended: {found.json()}'
            time.sleep(0.05)
            found = one.look(self.server)
        return found.json()

    def movements(self, one):
        """Captured, how often and how much, and refunded, in the provider's books."""
        rows = self.server.rows("SELECT kind, amount_minor FROM movements WHERE reference = ?",
                                one.body['booking_id'], service='psp_sandbox')
        captured = [minor for kind, minor in rows if kind == 'captured']
        refunded = [minor for kind, minor in rows if kind == 'refunded']
        return captured, refunded

    def hold(self, one):
        rows = self.server.rows('SELECT state FROM holds WHERE booking_id = ?', uuid.UUID(one.body['booking_id']).bytes)
        return rows[0][0] if rows else None

    def check(self, one, booking):
        captured, refunded = self.movements(one)
        told = f'{booking} captured {captured} refunded {refunded} hold {self.hold(one)}'
        assert len(captured) <= 1 and len(refunded) <= 1, told
        if booking['state'] == CONFIRMED:
            assert captured == [int(booking['total']['minor'])] and not refunded, told
            assert self.hold(one) == 'confirmed' and len(booking['labels']) == one.body['seats'], told
            assert not one.cancelled, told
            return
        assert booking['state'] in (REFUSED, CANCELLED), told
        assert self.hold(one) in (None, 'released', 'expired'), told
        kept = int(booking['total']['minor']) - int(booking['refund']['minor']) if 'refund' in booking else 0
        assert sum(captured) - sum(refunded) == kept, told

    def settle(self):
        """Lets what is still to be given back be given back."""
        until = time.monotonic() + ENDS_WITHIN_S
        left = {'booking': 'SELECT (SELECT COUNT(*) FROM effects) + (SELECT COUNT(*) FROM sagas WHERE due_at IS NOT NULL)',
                'payment': "SELECT COUNT(*) FROM refunds WHERE state = 'pending'"}
        while any(self.server.rows(sql, service=service) != [(0,)] for service, sql in left.items()):
            assert time.monotonic() < until, 'something is still to be given back'
            time.sleep(0.05)

    def check_all(self):
        until = time.monotonic() + ENDS_WITHIN_S
        ended = [(one, self.end(one, until)) for one in self.asked]
        self.settle()
        for one, booking in ended:
            self.check(one, booking)
        return [booking['state'] for _, booking in ended]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--kills', type=int, default=20)
    parser.add_argument('--seed', type=int, default=random.randrange(10**6))
    args = parser.parse_args()
    print(f'seed {args.seed}')
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix='couchannel-bookings-') as folder:
        bookings = Bookings(folder, random.Random(args.seed))
        try:
            for _ in range(args.kills):
                bookings.round()
            states = bookings.check_all()
        finally:
            bookings.server.close()
    assert len(states) >= 30 or args.kills < 20, f'{len(states)} bookings are too few to say anything'
    print(f'{args.kills} kills in {time.monotonic() - began:.1f} s: of {len(states)} bookings, '
          f'{states.count(CONFIRMED)} are confirmed and paid for once, {states.count(REFUSED)} refused and '
          f'{states.count(CANCELLED)} cancelled, with nothing kept that was to go back')


if __name__ == '__main__':
    sys.exit(main())
