"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef, useState } from "react";
import { seatId } from "@/components/room/room-frame";
import { seatClasses } from "@/components/room/seat-shape";
import { type Direction, neighbour, type Plan } from "@/lib/room/layout";

export type SeatState = "free" | "taken" | "mine";

const keys: Record<string, Direction> = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

type Props = {
	plan: Plan;
	stateOf: (label: string) => SeatState;
	nameOf: (label: string) => string;
	onToggle: (label: string) => void;
};

/** Seats as buttons where they stand.  Arrow keys go to the nearest one that way; one stop for the tab key. */
export function PlanView({ plan, stateOf, nameOf, onToggle }: Props) {
	const t = useTranslations("picker");
	const [current, setCurrent] = useState(plan.seats[0]?.label ?? "");
	const buttons = useRef(new Map<string, HTMLButtonElement>());
	const go = (event: KeyboardEvent, label: string) => {
		const direction = keys[event.key];
		const edge = event.key === "Home" ? plan.seats[0] : event.key === "End" ? plan.seats.at(-1) : undefined;
		const next = direction ? neighbour(plan, label, direction) : edge?.label;
		if (!direction && !edge) return;
		event.preventDefault();
		if (next) buttons.current.get(next)?.focus();
	};
	return (
		<div role="group" aria-label={t("title")}>
			{plan.seats.map(({ label, kind }) => {
				const state = stateOf(label);
				return (
					<button
						key={label}
						ref={(button) => {
							if (button) buttons.current.set(label, button);
						}}
						id={seatId(label)}
						type="button"
						aria-pressed={state === "mine"}
						aria-disabled={state === "taken"}
						aria-label={nameOf(label)}
						tabIndex={label === current ? 0 : -1}
						onFocus={() => setCurrent(label)}
						onKeyDown={(event) => go(event, label)}
						onClick={() => state !== "taken" && onToggle(label)}
						className={`${seatClasses(kind, state)} ${state === "taken" ? "cursor-not-allowed" : "hover:border-ink"}`}
					>
						{state === "mine" ? <span aria-hidden="true">✓</span> : label}
					</button>
				);
			})}
		</div>
	);
}

/** The same seats as a list, for who would rather read than look. */
export function ListView({ plan, stateOf, nameOf, onToggle }: Props) {
	const t = useTranslations("picker");
	return (
		<fieldset className="panel divide-y divide-line overflow-hidden">
			<legend className="sr-only">{t("title")}</legend>
			{plan.seats.map(({ label, view_score: score }) => {
				const state = stateOf(label);
				return (
					<label
						key={label}
						htmlFor={`list-${seatId(label)}`}
						className="flex min-h-12 items-center gap-3 px-4 py-2 has-disabled:text-soft"
					>
						<input
							id={`list-${seatId(label)}`}
							type="checkbox"
							checked={state === "mine"}
							disabled={state === "taken"}
							onChange={() => onToggle(label)}
							className="size-5 accent-brand"
						/>
						<span className="flex-1">{nameOf(label)}</span>
						{score !== undefined && <span className="text-soft text-sm">{t("view", { score: String(score) })}</span>}
					</label>
				);
			})}
		</fieldset>
	);
}
