"""Many guests want the same eight seats at once: each seat gets one guest, and everybody a true answer."""
import argparse
import collections
import random
import sys
import time

from couchannel import Server, new_id, request
from swarm import Swarm

SEATS = 8
REFUSALS = {(409, 'sold_out'), (409, 'seat_taken')}


def by_count(number, rng):
    """Eight guests and more want one seat: whatever the order, all seats go."""
    return {'seats': 1 if number < 2 * SEATS else rng.randint(1, 3)}


def by_label(number, rng):
    """Half of them name one seat, each seat being named; half a pair, in either order."""
    if number < 4 * SEATS:
        return {'seats': 1, 'labels': [f'S{number % SEATS + 1}']}
    return {'seats': 2, 'labels': [f'S{place}' for place in rng.sample(range(1, SEATS + 1), 2)]}


def check(server, session, asked, answers):
    """Exactly the room is given away, each seat once, to those who were told so."""
    granted = {}
    for body, answer in zip(asked, answers):
        said = answer.json()
        if answer.status != 200:
            assert (answer.status, said['reason']) in REFUSALS, answer
            continue
        assert len(said['labels']) == body['seats'] and said['state'] == 'HOLD_STATE_HELD', said
        assert set(body.get('labels', said['labels'])) == set(said['labels']), said
        for label in said['labels']:
            assert label not in granted, f'{label} was given away twice'
            granted[label] = body['booking_id']
    key = bytes.fromhex(session.replace('-', ''))
    rows = server.rows('SELECT label, booking_id FROM seats WHERE session_id = ?', key)
    kept = {label: booking.hex() for label, booking in rows if booking}
    assert kept == {label: booking.replace('-', '') for label, booking in granted.items()}, (kept, granted)
    assert len(granted) == SEATS, f'{len(granted)} seats of {SEATS} are held'
    return collections.Counter(answer.json().get('reason', 'granted') for answer in answers)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--rounds', type=int, default=200)
    parser.add_argument('--clients', type=int, default=64)
    parser.add_argument('--seed', type=int, default=random.randrange(10**6))
    args = parser.parse_args()
    print(f'seed {args.seed}')
    rng, told, began = random.Random(args.seed), collections.Counter(), time.monotonic()
    with Server() as server:
        host = server.token('host', new_id())
        guests = [server.token('guest', new_id()) for _ in range(args.clients)]
        with Swarm(server.port, args.clients) as swarm:
            for turn in range(args.rounds):
                session = server.new_session(host, SEATS)
                want = by_label if turn % 2 else by_count
                asked = [{'booking_id': new_id()} | want(number, rng) for number in range(args.clients)]
                rng.shuffle(asked)
                told += check(server, session, asked, swarm.exchange(
                    [request('POST', f'/v1/sessions/{session}/holds', body, token=token)
                     for body, token in zip(asked, guests)]))
    took = time.monotonic() - began
    print(f'{args.rounds} rounds of {args.clients} guests for {SEATS} seats in {took:.1f} s: {SEATS} held each time; '
          + ', '.join(f'{count} {reason}' for reason, count in sorted(told.items())))


if __name__ == '__main__':
    sys.exit(main())
