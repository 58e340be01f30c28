import type { Schemas } from "@/lib/api/client";

export type PlacedSeat = Schemas["bff_web.v1.PlacedSeat"];
export type SeatStatus = PlacedSeat["status"];

/** A seat, and where its middle lies in the plan, in hundredths of its width and depth. */
export type PlanSeat = PlacedSeat & { left: number; top: number };

export type Plan = {
	width: number;
	depth: number;
	/** How wide it must be drawn, for every seat to be a target of 44 px, and how wide it is at most: in px. */
	minWidth: number;
	maxWidth: number;
	/** Of the width, in hundredths: how large a seat is. */
	seatSize: number;
	tv: { left: number; width: number; inches: number; projector: boolean };
	seats: PlanSeat[];
};

const TARGET_PX = 44;
const CM_PER_INCH = 2.54;
const WIDTH_OF_DIAGONAL = 0.872; /* 16:9 */
const MARGIN_CM = 45;
const ROOM_BEHIND_CM = 60;
/** What lies empty between the screen and the first row is drawn no deeper than this. */
const FRONT_MAX_CM = 130;
const SEAT_CM = 62;
/** A living room is not drawn as large as a hall. */
const PX_PER_CM = 1.25;
const WIDEST_PX = 768;

function nearest(seats: { x: number; y: number }[]): number {
	let best = Number.POSITIVE_INFINITY;
	for (let i = 0; i < seats.length; i++) {
		for (let j = i + 1; j < seats.length; j++) {
			const a = seats[i] as { x: number; y: number };
			const b = seats[j] as { x: number; y: number };
			/* as squares, which they are drawn as */
			best = Math.min(best, Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y)));
		}
	}
	return best;
}

/** Where nothing is known of the room: rows of ten. */
function invented(seats: PlacedSeat[]) {
	const columns = Math.min(10, Math.max(3, seats.length));
	return seats.map((_, i) => ({ x: 60 + (i % columns) * 80, y: 200 + Math.floor(i / columns) * 90 }));
}

export function planOf(seats: PlacedSeat[], room: Schemas["hosting.v1.Room"] | undefined): Plan {
	const known = room && seats.every((seat) => seat.x_cm !== undefined && seat.y_cm !== undefined);
	const at = known ? seats.map((seat) => ({ x: seat.x_cm as number, y: seat.y_cm as number })) : invented(seats);
	const tv = known ? room.tv : { x_cm: 240, diagonal_inches: 55, projector: false };
	const screen = tv.diagonal_inches * CM_PER_INCH * WIDTH_OF_DIAGONAL;
	const middle = tv.x_cm ?? 0;
	const left = Math.min(middle - screen / 2, ...at.map(({ x }) => x - MARGIN_CM));
	const right = Math.max(middle + screen / 2, ...at.map(({ x }) => x + MARGIN_CM));
	const cut = Math.max(0, Math.min(...at.map(({ y }) => y)) - FRONT_MAX_CM);
	const depth = Math.max(...at.map(({ y }) => y)) - cut + ROOM_BEHIND_CM;
	const width = right - left;
	const gap = nearest(at);
	return {
		width,
		depth,
		minWidth: Number.isFinite(gap) && gap > 0 ? Math.ceil((width / gap) * TARGET_PX) : 0,
		maxWidth: Math.min(WIDEST_PX, Math.round(width * PX_PER_CM)),
		seatSize: (Math.min(SEAT_CM, Number.isFinite(gap) ? gap * 0.9 : SEAT_CM) / width) * 100,
		tv: {
			left: ((middle - left) / width) * 100,
			width: (screen / width) * 100,
			inches: tv.diagonal_inches,
			projector: tv.projector ?? false,
		},
		seats: seats.map((seat, i) => {
			const { x, y } = at[i] as { x: number; y: number };
			return { ...seat, left: ((x - left) / width) * 100, top: ((y - cut) / depth) * 100 };
		}),
	};
}

export type Direction = "left" | "right" | "up" | "down";

const along: Record<Direction, [number, number]> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };
const ASIDE = 2.5; /* what lies to the side counts so much more than what lies ahead */

/** The seat that one gets to by an arrow key: the nearest in that direction. */
export function neighbour(plan: Plan, label: string, direction: Direction): string | null {
	const from = plan.seats.find((seat) => seat.label === label);
	if (!from) return null;
	const [dx, dy] = along[direction];
	let best: { label: string; far: number } | null = null;
	for (const seat of plan.seats) {
		const x = ((seat.left - from.left) / 100) * plan.width;
		const y = ((seat.top - from.top) / 100) * plan.depth;
		const ahead = x * dx + y * dy;
		const aside = Math.abs(x * dy) + Math.abs(y * dx);
		const far = ahead + aside * ASIDE;
		if (seat.label !== label && ahead > 1 && (!best || far < best.far)) best = { label: seat.label, far };
	}
	return best?.label ?? null;
}

const BESIDE_CM = 135;
const SAME_ROW_CM = 25;

function areBeside(plan: Plan, a: PlanSeat, b: PlanSeat): boolean {
	const x = (Math.abs(a.left - b.left) / 100) * plan.width;
	const y = (Math.abs(a.top - b.top) / 100) * plan.depth;
	return y <= SAME_ROW_CM && x <= BESIDE_CM;
}

function score(seats: PlanSeat[]): number {
	return seats.reduce((sum, seat) => sum + (seat.view_score ?? 50), 0);
}

/** So many free seats side by side, seen best from; the best ones anywhere if there are no such. */
export function bestTogether(
	plan: Plan,
	count: number,
	isFree: (seat: PlanSeat) => boolean,
): { labels: string[]; together: boolean } {
	let best: PlanSeat[] | null = null;
	for (let i = 0; i + count <= plan.seats.length; i++) {
		const run = plan.seats.slice(i, i + count);
		const joined = run.every((seat, n) => n === 0 || areBeside(plan, run[n - 1] as PlanSeat, seat));
		if (joined && run.every(isFree) && (!best || score(run) > score(best))) best = run;
	}
	if (best) return { labels: best.map(({ label }) => label), together: true };
	const free = plan.seats.filter(isFree).sort((a, b) => (b.view_score ?? 50) - (a.view_score ?? 50));
	return { labels: free.slice(0, count).map(({ label }) => label), together: count === 1 };
}
