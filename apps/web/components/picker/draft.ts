import { createStore } from "zustand/vanilla";
import { bestTogether, type Plan, type PlanSeat } from "@/lib/room/layout";

export type Notice =
	| { kind: "picked" | "dropped"; labels: string[] }
	| { kind: "noTogether"; count: number }
	| { kind: "limit" }
	| { kind: "taken"; label: string }
	| { kind: "replaced"; label: string; other: string };

/** Seats that are held for the guest already, as they went on to pay and came back. */
export type Held = { bookingId: string; labels: string[] };

export type Draft = {
	labels: string[];
	party: number;
	notice: Notice | null;
	/** What "undo" goes back to. */
	before: string[] | null;
	held: Held | null;
};

type Actions = {
	toggle: (label: string) => void;
	setParty: (party: number) => void;
	pickTogether: () => void;
	undo: () => void;
	/** What became of the room: seats that others took are given up, and the next best ones offered. */
	settle: (isFree: (label: string) => boolean) => void;
	setHeld: (held: Held | null) => void;
};

export type DraftStore = ReturnType<typeof createDraft>;

/** The seats that one is about to take: rules with no page in them. */
export function createDraft(plan: Plan, limit: number, initial: string[]) {
	let free = new Set(plan.seats.filter(({ status }) => status === "SEAT_STATUS_FREE").map(({ label }) => label));
	const order = new Map(plan.seats.map(({ label }, i) => [label, i]));
	const sorted = (labels: string[]) => [...labels].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
	const known = sorted([...new Set(initial)].filter((label) => order.has(label))).slice(0, limit);

	return createStore<Draft & Actions>()((set, get) => {
		const mine = (label: string) => get().held?.labels.includes(label) ?? false;
		const open = (seat: PlanSeat) => free.has(seat.label) || mine(seat.label);
		const choose = (labels: string[], notice: Notice | null) =>
			set(({ labels: before }) => ({ labels: sorted(labels), notice, before }));

		return {
			labels: known,
			party: Math.max(1, known.length || Math.min(2, limit)),
			notice: null,
			before: null,
			held: null,
			toggle: (label) => {
				const { labels } = get();
				if (labels.includes(label)) {
					const rest = labels.filter((one) => one !== label);
					return choose(rest, { kind: "dropped", labels: [label] });
				}
				if (labels.length >= limit) return set({ notice: { kind: "limit" } });
				choose([...labels, label], { kind: "picked", labels: [label] });
				set(({ labels: now, party }) => ({ party: Math.max(party, now.length) }));
			},
			setParty: (party) => set({ party: Math.max(1, Math.min(limit, party)) }),
			pickTogether: () => {
				const { party } = get();
				const { labels, together } = bestTogether(plan, party, open);
				choose(labels, together ? { kind: "picked", labels } : { kind: "noTogether", count: party });
			},
			undo: () => set(({ before }) => (before ? { labels: before, before: null, notice: null } : {})),
			settle: (isFree) => {
				free = new Set(plan.seats.filter(({ label }) => isFree(label)).map(({ label }) => label));
				const { labels } = get();
				const lost = labels.find((label) => !free.has(label) && !mine(label));
				if (!lost) return;
				const rest = labels.filter((label) => free.has(label) || mine(label));
				const other = substitute(plan, lost, (seat) => open(seat) && !rest.includes(seat.label));
				set({
					labels: sorted(other ? [...rest, other] : rest),
					before: other ? rest : null,
					notice: other ? { kind: "replaced", label: lost, other } : { kind: "taken", label: lost },
				});
			},
			setHeld: (held) => set({ held }),
		};
	});
}

/** The free seat that is nearest to one that is gone. */
function substitute(plan: Plan, lost: string, isOpen: (seat: PlanSeat) => boolean): string | null {
	const from = plan.seats.find(({ label }) => label === lost);
	const far = (seat: PlanSeat) => {
		const x = ((seat.left - (from?.left ?? 0)) / 100) * plan.width;
		const y = ((seat.top - (from?.top ?? 0)) / 100) * plan.depth;
		return Math.hypot(x, y * 2); /* the same row first */
	};
	const [best] = plan.seats.filter(isOpen).sort((a, b) => far(a) - far(b));
	return best?.label ?? null;
}
