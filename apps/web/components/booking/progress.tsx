"use client";

import { useTranslations } from "next-intl";
import type { Schemas } from "@/lib/api/client";

type Booking = Schemas["booking.v1.Booking"];
type Happening = Schemas["booking.v1.TimelineEntry"]["what"];

const STEPS = ["hold_seats", "quote", "authorise", "check_compliance", "confirm_seats", "capture"] as const;

/** What happened last to each step. */
export function latest(booking: Booking): Map<string, Happening> {
	return new Map(booking.timeline.map(({ step, what }) => [step, what]));
}

function markOf(what: Happening | undefined, isNext: boolean): { sign: string; look: string } {
	if (what === "HAPPENING_DONE") return { sign: "✓", look: "bg-brand text-on-brand border-brand" };
	if (what === "HAPPENING_REFUSED") return { sign: "✕", look: "bg-alert-wash text-alert border-alert" };
	if (what === "HAPPENING_UNDONE") return { sign: "↩", look: "bg-sunk text-soft border-edge" };
	if (what || isNext) return { sign: "…", look: "border-brand text-brand motion-safe:animate-pulse" };
	return { sign: "", look: "border-line" };
}

/** The six steps of a booking, and how far it is: each by a mark, and in words. */
export function Progress({ booking }: { booking: Booking }) {
	const [step, happening] = [useTranslations("step"), useTranslations("happening")];
	const now = latest(booking);
	const done = STEPS.filter((one) => now.get(one) === "HAPPENING_DONE").length;
	return (
		<div>
			<progress
				aria-label={step("booking")}
				value={done}
				max={STEPS.length}
				className="mb-5 h-2 w-full appearance-none overflow-hidden rounded-full [&::-webkit-progress-bar]:bg-sunk [&::-webkit-progress-value]:bg-brand [&::-webkit-progress-value]:transition-[width] [&::-moz-progress-bar]:bg-brand"
			/>
			<ol className="grid gap-3">
				{STEPS.map((one, i) => {
					const what = now.get(one);
					const { sign, look } = markOf(what, i === done);
					return (
						<li key={one} className="flex items-center gap-3">
							<span
								aria-hidden="true"
								className={`grid size-8 shrink-0 place-items-center rounded-full border-2 font-bold text-sm ${look}`}
							>
								{sign}
							</span>
							<span className="flex-1 font-semibold">{step(one)}</span>
							<span className="text-soft text-sm">{what ? happening(what) : ""}</span>
						</li>
					);
				})}
			</ol>
		</div>
	);
}
