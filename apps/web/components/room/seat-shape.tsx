import type { Schemas } from "@/lib/api/client";

type Kind = Schemas["inventory.v1.SeatAvailability"]["kind"];

const shapes: Record<Kind, string> = {
	/* a cushion with a back, one with arms, a small one, a round one */
	SEAT_KIND_SOFA: "rounded-t-md rounded-b-xl border-b-[6px]",
	SEAT_KIND_ARMCHAIR: "rounded-t-md rounded-b-2xl border-x-[5px] border-b-[6px]",
	SEAT_KIND_CHAIR: "rounded-lg border-b-4",
	SEAT_KIND_FLOOR: "rounded-full border-dashed",
};

/** The classes of a seat in the plan: its kind is a shape, whether it is free is a fill, a mark and a name. */
export function seatClasses(kind: Kind, state: "free" | "taken" | "mine"): string {
	const fills = {
		free: "bg-seat border-seat-edge text-ink",
		taken: "bg-seat-taken border-seat-taken text-seat-taken-ink line-through decoration-1",
		mine: "bg-brand border-brand-strong text-on-brand",
	};
	return `absolute grid aspect-square -translate-x-1/2 -translate-y-1/2 place-items-center border-2 font-bold text-sm ${shapes[kind]} ${fills[state]}`;
}
