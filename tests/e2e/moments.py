"""The program is killed at each of its commits while it books: just before it is written, and just after it is durable.

Between them lie the moments of every step: planned and not called, done elsewhere and not heard of, heard of and not
recorded. `fate.c`, preloaded, strikes at the nth sync of one store; n grows until the booking comes to its end
without it. Each booking ends confirmed or fully undone, whatever was struck, and the provider's books agree.
"""
import argparse
import collections
import os
import pathlib
import random
import signal
import sys
import tempfile
import time

from bookings import CANCELLED, CONFIRMED, ENDS_WITHIN_S, REFUSED, Asked, Bookings
from couchannel import new_id

STORES = ('booking', 'inventory', 'payment', 'psp_sandbox')
COMMITS_MAX = 40
GUESTS_AN_EVENING = 10  # more may not watch together
LOOK_AGAIN_S = 0.01
LINGERS_S = 0.1
# What is asked for, whether it is called off at once, and how it may end.
STORIES = {
    'paid': ('pm_card_visa', False, {CONFIRMED}),
    'declined': ('pm_card_chargeDeclined', False, {REFUSED}),
    'called off': ('pm_card_visa', True, {CANCELLED, CONFIRMED}),
}


class Moments(Bookings):
    def __init__(self, folder, fate):
        super().__init__(folder, random.Random(1))
        self.fate, self.armed = fate, pathlib.Path(folder) / 'armed'
        self.points = collections.Counter()

    def doom(self, store, count, when):
        """From here on, counting its commits."""
        self.server.stop()
        self.armed.unlink(missing_ok=True)
        self.server.environment = {'LD_PRELOAD': str(self.fate), 'FATE_KILL': f'{store}.db-wal:{count}:{when}',
                                   'FATE_FROM': str(self.armed)}
        self.server.start()
        self.armed.touch()

    def spare(self):
        """One that was not struck may be yet."""
        self.server.stop()
        self.server.environment = {}
        self.server.start()

    def ask(self, card, cancels):
        """As far as it comes; None if the server was struck before it had heard of it."""
        one = Asked(self.rng, self.session, self.server.token('guest', new_id()))
        one.body |= {'seats': 1, 'payment_method': card}
        self.asked.append(one)
        try:
            one.ask(self.server)
            if cancels:
                one.cancel(self.server)
            until = time.monotonic() + ENDS_WITHIN_S
            while self.is_underway(one):
                assert time.monotonic() < until, f'not ended: {one.look(self.server)}'
                time.sleep(LOOK_AGAIN_S)
        except OSError:
            pass
        return one

    def is_underway(self, one):
        """Also while something is still to be done for it."""
        if self.server.process.poll() is not None:
            return False
        found = one.look(self.server)
        if found is None or found.status != 200:
            return found is not None
        return found.json()['state'] not in (CONFIRMED, REFUSED, CANCELLED)

    def strike(self, story, store, count, when):
        """False if the booking ended before the strike."""
        card, cancels, ends = STORIES[story]
        if len(self.asked) % GUESTS_AN_EVENING == 0:
            self.spare()
            self.session = self.new_evening()
        self.doom(store, count, when)
        one = self.ask(card, cancels)
        struck = self.server.process.poll() is not None or self.wait_for_end()
        if struck:
            assert self.server.ended() == -signal.SIGKILL
            self.server.environment = {}
            self.server.start()
        booking = self.end(one, time.monotonic() + ENDS_WITHIN_S)
        self.settle()
        self.check(one, booking)
        assert booking['state'] in ends, (story, store, count, when, booking)
        return struck

    def wait_for_end(self):
        """The last commits may come after the booking has ended."""
        until = time.monotonic() + LINGERS_S
        while self.server.process.poll() is None and time.monotonic() < until:
            time.sleep(LOOK_AGAIN_S)
        return self.server.process.poll() is not None

    def strike_everywhere(self, story):
        for store in STORES:
            for when in ('before', 'after'):
                count = 1
                while count <= COMMITS_MAX and self.strike(story, store, count, when):
                    self.points[story] += 1
                    count += 1
                assert count <= COMMITS_MAX, f'{story}: {store} does not come to rest'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--fate', type=pathlib.Path, default=os.environ.get('FATE'))
    parser.add_argument('--story', action='append', choices=STORIES)
    args = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix='couchannel-moments-') as folder:
        moments = Moments(folder, args.fate)
        try:
            for story in args.story or STORIES:
                moments.strike_everywhere(story)
        finally:
            moments.server.close()
    print(f'struck at {sum(moments.points.values())} commits in {time.monotonic() - began:.1f} s: '
          + ', '.join(f'{count} of a booking that is {story}' for story, count in moments.points.items()))


if __name__ == '__main__':
    sys.exit(main())
