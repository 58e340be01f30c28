"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { useAvailability } from "@/components/live/availability";
import { LiveMark } from "@/components/room/live-room";
import { RoomFrame } from "@/components/room/room-frame";
import { change, newId } from "@/lib/api/browser";
import type { Schemas } from "@/lib/api/client";
import { isFree, money } from "@/lib/format";
import type { Plan } from "@/lib/room/layout";
import { useFailure } from "@/lib/words";
import { createDraft, type Held } from "./draft";
import { NoticeBar } from "./notice";
import { ListView, PlanView, type SeatState } from "./plan-view";
import { PriceList, useQuote } from "./price-box";

type Hold = Schemas["inventory.v1.Hold"];
type Names = Record<string, { free: string; taken: string; mine: string }>;

type Props = {
	sessionId: string;
	plan: Plan;
	limit: number;
	initial: string[];
	signedIn: boolean;
	nonce: string | undefined;
	screen: string;
	names: Names;
};

const heldKey = (sessionId: string) => `held ${sessionId}`;

function rememberedHold(sessionId: string): Held | null {
	try {
		return JSON.parse(sessionStorage.getItem(heldKey(sessionId)) ?? "null") as Held | null;
	} catch {
		return null;
	}
}

function sameSeats(a: string[], b: string[]): boolean {
	return a.length === b.length && a.every((label) => b.includes(label));
}

/** Holds the seats; those held before, when others were chosen, are given back first. */
async function hold(sessionId: string, wanted: Held, before: Held | null): Promise<string> {
	const { bookingId, labels } = wanted;
	if (before) await change("DELETE", `/api/v1/holds/${before.bookingId}`).catch(() => null);
	const body = { booking_id: bookingId, seats: labels.length, labels };
	await change<Hold>("POST", `/api/v1/sessions/${sessionId}/holds`, body, bookingId);
	sessionStorage.setItem(heldKey(sessionId), JSON.stringify(wanted));
	return bookingId;
}

/** Choosing seats: on the plan or from the list, side by side by one press, with what it costs and what others take meanwhile. */
export function SeatPicker({ sessionId, plan, limit, initial, signedIn, nonce, screen, names }: Props) {
	const locale = useLocale();
	const [t, session] = [useTranslations("picker"), useTranslations("session")];
	const failure = useFailure();
	const [store] = useState(() => createDraft(plan, limit, initial));
	const draft = useStore(store);
	const [shown, setShown] = useState<"plan" | "list">("plan");
	const { availability, connection } = useAvailability(sessionId);
	const { data: quote, isFetching, error: noQuote } = useQuote(sessionId, draft.labels, draft.held?.bookingId);
	const asked = useRef<Held | null>(null);

	useEffect(() => store.getState().setHeld(rememberedHold(sessionId)), [store, sessionId]);
	useEffect(() => {
		if (!availability) return;
		const free = new Set(
			availability.seats.filter(({ status }) => status === "SEAT_STATUS_FREE").map(({ label }) => label),
		);
		store.getState().settle((label) => free.has(label));
	}, [store, availability]);
	useEffect(() => {
		const query = new URLSearchParams(draft.labels.map((label) => ["s", label]));
		history.replaceState(history.state, "", draft.labels.length ? `?${query}` : location.pathname);
	}, [draft.labels]);

	const status = new Map((availability?.seats ?? plan.seats).map((seat) => [seat.label, seat.status]));
	const stateOf = (label: string): SeatState => {
		if (draft.labels.includes(label)) return "mine";
		return status.get(label) === "SEAT_STATUS_FREE" || draft.held?.labels.includes(label) ? "free" : "taken";
	};
	const nameOf = (label: string) => names[label]?.[stateOf(label)] ?? label;
	const go = useMutation({
		mutationFn: () => {
			const { labels, held } = store.getState();
			if (held && sameSeats(held.labels, labels)) return Promise.resolve(held.bookingId);
			if (!asked.current || !sameSeats(asked.current.labels, labels)) asked.current = { bookingId: newId(), labels };
			/* at once: the stream may tell that they are taken, by us, before the answer is here */
			store.getState().setHeld(asked.current);
			return hold(sessionId, asked.current, held);
		},
		onSuccess: (id) => location.assign(`/${locale}/checkout/${id}`),
		onError: () => {
			sessionStorage.removeItem(heldKey(sessionId));
			asked.current = null;
			store.getState().setHeld(null);
		},
	});
	const { reset } = go;
	useEffect(() => {
		/* come back to as it was left: what became of the hold meanwhile stands in the tab's memory */
		const shown = ({ persisted }: PageTransitionEvent) => {
			if (!persisted) return;
			store.getState().setHeld(rememberedHold(sessionId));
			reset();
		};
		window.addEventListener("pageshow", shown);
		return () => window.removeEventListener("pageshow", shown);
	}, [store, sessionId, reset]);
	const here = () =>
		`/${locale}/sessions/${sessionId}/seats?${new URLSearchParams(draft.labels.map((label) => ["s", label]))}`;
	const proceed = () => {
		if (signedIn) go.mutate();
		else location.assign(`/${locale}/sign-in?next=${encodeURIComponent(here())}`);
	};
	const views = { plan, stateOf, nameOf, onToggle: draft.toggle };
	const trouble = go.error ?? noQuote;
	return (
		<div className="grid grid-cols-1 gap-x-10 gap-y-6 pb-28 lg:grid-cols-[minmax(0,1fr)_24rem] lg:pb-0">
			<div className="grid grid-cols-1 content-start gap-4">
				<div className="flex flex-wrap items-center gap-3">
					<PartyStepper party={draft.party} limit={limit} onChange={draft.setParty} />
					<button type="button" onClick={draft.pickTogether} className="button button-plain button-small">
						{t("together", { count: draft.party })}
					</button>
					<span className="flex-1" />
					<div role="group" aria-label={t("showAs")} className="flex rounded-full border border-line bg-card p-1">
						{(["plan", "list"] as const).map((view) => (
							<button
								key={view}
								type="button"
								aria-pressed={shown === view}
								onClick={() => setShown(view)}
								className="min-h-9 rounded-full px-4 font-medium text-sm aria-pressed:bg-brand-wash aria-pressed:font-bold"
							>
								{t(view)}
							</button>
						))}
					</div>
				</div>
				<NoticeBar notice={draft.notice} limit={limit} canUndo={draft.before !== null} onUndo={draft.undo} />
				{shown === "plan" ? (
					<RoomFrame plan={plan} nonce={nonce} screen={screen} label={t("plan")}>
						<PlanView {...views} />
					</RoomFrame>
				) : (
					<ListView {...views} />
				)}
				<Legend>
					<LiveMark connection={connection} words={{ live: session("live"), reconnecting: session("reconnecting") }} />
				</Legend>
			</div>
			<aside className="panel grid content-start gap-4 self-start p-5 shadow-card lg:sticky lg:top-24">
				<h2 className="font-bold text-xl">{t("chosen", { count: draft.labels.length })}</h2>
				{draft.labels.length > 0 && (
					<ul className="flex flex-wrap gap-2">
						{draft.labels.map((label) => (
							<li key={label} className="tag bg-brand-wash">
								{label}
							</li>
						))}
					</ul>
				)}
				{draft.labels.length > 0 && quote ? (
					<div aria-busy={isFetching} className={isFetching ? "opacity-60" : undefined}>
						<PriceList quote={quote} />
					</div>
				) : (
					<p className="text-soft">{draft.labels.length > 0 && isFetching ? t("updating") : t("pick")}</p>
				)}
				{trouble && (
					<p role="alert" className="rounded-xl bg-alert-wash p-3 font-semibold text-alert">
						{failure(trouble)}
					</p>
				)}
				<div className="fixed inset-x-0 bottom-0 z-30 flex items-center gap-4 border-line border-t bg-card p-3 px-5 lg:static lg:border-0 lg:bg-transparent lg:p-0">
					<strong className="text-lg lg:hidden">
						{draft.labels.length > 0 && quote ? (isFree(quote.total) ? "0 zł" : money(locale, quote.total)) : ""}
					</strong>
					<button
						type="button"
						onClick={proceed}
						disabled={draft.labels.length === 0 || go.isPending || go.isSuccess}
						className="button flex-1"
					>
						{go.isPending || go.isSuccess ? t("holding") : signedIn ? t("continue") : t("signInFirst")}
					</button>
				</div>
			</aside>
		</div>
	);
}

function PartyStepper({ party, limit, onChange }: { party: number; limit: number; onChange: (party: number) => void }) {
	const t = useTranslations("picker");
	const round =
		"grid size-11 place-items-center rounded-full border border-edge bg-card font-bold text-xl disabled:border-line disabled:text-soft";
	return (
		<div role="group" aria-label={t("party")} className="flex items-center gap-2">
			<button
				type="button"
				aria-label={t("fewer")}
				disabled={party <= 1}
				onClick={() => onChange(party - 1)}
				className={round}
			>
				−
			</button>
			<output className="min-w-8 text-center font-bold text-lg tabular-nums">{party}</output>
			<button
				type="button"
				aria-label={t("more")}
				disabled={party >= limit}
				onClick={() => onChange(party + 1)}
				className={round}
			>
				+
			</button>
		</div>
	);
}

function Legend({ children }: { children: React.ReactNode }) {
	const t = useTranslations("picker");
	const mark = "inline-block size-4 rounded border-2";
	return (
		<div className="flex flex-wrap items-center gap-x-5 gap-y-2 text-soft text-sm">
			{children}
			<span className="flex items-center gap-2">
				<span aria-hidden="true" className={`${mark} border-seat-edge bg-seat`} />
				{t("legendFree")}
			</span>
			<span className="flex items-center gap-2">
				<span aria-hidden="true" className={`${mark} border-brand bg-brand`} />
				{t("legendMine")}
			</span>
			<span className="flex items-center gap-2">
				<span aria-hidden="true" className={`${mark} border-seat-taken bg-seat-taken`} />
				{t("legendTaken")}
			</span>
		</div>
	);
}
