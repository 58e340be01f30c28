"use client";

import { type Connection, useAvailability } from "@/components/live/availability";
import type { Plan, PlanSeat } from "@/lib/room/layout";
import { RoomFrame, seatId } from "./room-frame";
import { seatClasses } from "./seat-shape";

export type LiveWords = {
	live: string;
	reconnecting: string;
	screen: string;
	room: string;
	/** "Left: 3" by the rules of the language: the form for each category, with # for the number. */
	left: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
	none: string;
	/** "A1, sofa, great view, free", as free and as taken. */
	names: Record<string, { free: string; taken: string }>;
};

function leftText(words: LiveWords, locale: string, count: number): string {
	if (count === 0) return words.none;
	const form = new Intl.PluralRules(locale).select(count);
	return (words.left[form] ?? words.left.other).replace("#", String(count));
}

export function LiveMark({
	connection,
	words,
}: {
	connection: Connection;
	words: { live: string; reconnecting: string };
}) {
	const lost = connection === "lost";
	return (
		<span role="status" className={`tag ${lost ? "bg-warm-wash text-warm" : ""}`}>
			<span aria-hidden="true" className={`size-2 rounded-full ${connection === "live" ? "bg-brand" : "bg-edge"}`} />
			{lost ? words.reconnecting : words.live}
		</span>
	);
}

type Props = {
	sessionId: string;
	plan: Plan;
	free: number;
	nonce: string | undefined;
	locale: string;
	words: LiveWords;
};

/** The room with what is free in it, now and as it changes. */
export function LiveRoom({ sessionId, plan, free, nonce, locale, words }: Props) {
	const { availability, connection } = useAvailability(sessionId);
	const now = new Map(availability?.seats.map(({ label, status }) => [label, status]));
	const isFree = (seat: PlanSeat) => (now.get(seat.label) ?? seat.status) === "SEAT_STATUS_FREE";
	return (
		<>
			<p className="mb-3 flex flex-wrap items-center gap-3">
				<strong aria-live="polite">{leftText(words, locale, availability?.seats_free ?? free)}</strong>
				<LiveMark connection={connection} words={words} />
			</p>
			<RoomFrame plan={plan} nonce={nonce} screen={words.screen} label={words.room}>
				<ul>
					{plan.seats.map((seat) => {
						const there = isFree(seat);
						const names = words.names[seat.label];
						return (
							<li key={seat.label} id={seatId(seat.label)} className={seatClasses(seat.kind, there ? "free" : "taken")}>
								<span aria-hidden="true">{seat.label}</span>
								<span className="sr-only">{there ? names?.free : names?.taken}</span>
							</li>
						);
					})}
				</ul>
			</RoomFrame>
		</>
	);
}
