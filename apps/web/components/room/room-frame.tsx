import type { ReactNode } from "react";
import type { Plan } from "@/lib/room/layout";

/** A name that a style sheet can be sure of, whatever a host calls a seat. */
export function seatId(label: string): string {
	return `seat-${Array.from(label, (letter) => letter.charCodeAt(0).toString(36)).join("-")}`;
}

/** Where everything stands: a style sheet, as the policy allows no style in attributes. */
export function planStyles(plan: Plan): string {
	const percent = (value: number) => `${value.toFixed(2)}%`;
	const seats = plan.seats.map(
		({ label, left, top }) => `#${seatId(label)}{left:${percent(left)};top:${percent(top)}}`,
	);
	return [
		`#plan{min-width:${plan.minWidth}px;max-width:${Math.max(plan.minWidth, plan.maxWidth)}px;aspect-ratio:${plan.width.toFixed(0)}/${plan.depth.toFixed(0)}}`,
		`#plan [id^=seat-]{width:max(${percent(plan.seatSize)},44px)}`,
		`#screen{left:${percent(plan.tv.left)};width:${percent(plan.tv.width)}}`,
		...seats,
	].join("");
}

type Props = { plan: Plan; nonce: string | undefined; screen: string; label: string; children: ReactNode };

/** The room from above: the screen on its wall, and what stands before it. */
export function RoomFrame({ plan, nonce, screen, label, children }: Props) {
	return (
		<div className="panel overflow-hidden bg-sunk">
			<style nonce={nonce} suppressHydrationWarning>
				{planStyles(plan)}
			</style>
			<section aria-label={label} tabIndex={plan.minWidth > 330 ? 0 : undefined} className="overflow-x-auto p-3 sm:p-5">
				<div id="plan" className="relative mx-auto">
					<div id="screen" className="absolute top-0 -translate-x-1/2">
						<div className="h-2.5 rounded-b bg-ink" />
						<div
							aria-hidden="true"
							className="mx-auto h-10 w-[130%] -translate-x-[11.5%] bg-linear-to-b from-brand-wash to-transparent"
						/>
						<p className="-mt-8 truncate text-center font-semibold text-soft text-xs">{screen}</p>
					</div>
					{children}
				</div>
			</section>
		</div>
	);
}
