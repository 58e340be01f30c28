"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { type Connection, follow } from "@/components/live/availability";
import { ask } from "@/lib/api/browser";
import type { Schemas } from "@/lib/api/client";
import { isFree, money } from "@/lib/format";
import { useReason } from "@/lib/words";
import { Cancel } from "./cancel";
import { Directions } from "./directions";
import { Progress } from "./progress";
import { Timeline } from "./timeline";

type Page = Schemas["bff_web.v1.BookingPage"];
type Booking = Page["booking"];

/** The booking's page, kept up to date by its stream: what else hangs on its state is fetched when that changes. */
function useBooking(first: Page) {
	const id = first.booking.booking_id;
	const client = useQueryClient();
	const [connection, setConnection] = useState<Connection>("connecting");
	const { data: page } = useQuery({
		queryKey: ["booking", id],
		queryFn: async () => (await ask<Page>(`/api/v1/web/bookings/${id}`)).data,
		initialData: first,
	});
	useEffect(() => {
		const heard = (booking: Booking) => {
			const before = client.getQueryData<Page>(["booking", id])?.booking;
			client.setQueryData<Page>(["booking", id], (old) => old && { ...old, booking });
			if (before?.state !== booking.state || before.action_url !== booking.action_url) {
				client.invalidateQueries({ queryKey: ["booking", id] });
			}
		};
		return follow<Booking>(`/api/v1/bookings/${id}/stream`, "booking", heard, setConnection);
	}, [client, id]);
	return { page, connection, refresh: () => client.invalidateQueries({ queryKey: ["booking", id] }) };
}

function useHeadline(page: Page): { title: string; text: string | null } {
	const locale = useLocale();
	const t = useTranslations("booking");
	const reason = useReason();
	const { booking, next_step: next } = page;
	const back =
		booking.refund && !isFree(booking.refund) ? t("refund", { price: money(locale, booking.refund) }) : t("noRefund");
	switch (booking.state) {
		case "BOOKING_STATE_PENDING":
			return booking.action_url
				? { title: t("actionTitle"), text: t("actionText") }
				: { title: t("pendingTitle"), text: t("pendingText") };
		case "BOOKING_STATE_UNDOING":
			return { title: t("undoingTitle"), text: booking.refusal ? reason(booking.refusal, lastDetail(booking)) : null };
		case "BOOKING_STATE_REFUSED":
			return {
				title: t("refusedTitle"),
				text: `${reason(booking.refusal ?? "", lastDetail(booking))} ${t("refusedText")}`,
			};
		case "BOOKING_STATE_CANCELLED":
			return {
				title: t("cancelledTitle"),
				text: `${booking.cancelled_by === "CANCELLER_HOST" ? t("cancelledHost") : t("cancelledGuest")} ${back}`,
			};
		default: {
			const titles = {
				NEXT_STEP_GO_THERE: t("startingTitle"),
				NEXT_STEP_ENJOY: t("enjoyTitle"),
				NEXT_STEP_REVIEW: t("overTitle"),
			};
			const title = titles[next as keyof typeof titles] ?? t("confirmedTitle");
			return { title, text: next === "NEXT_STEP_LOOK_FORWARD" ? t("confirmedText") : null };
		}
	}
}

function lastDetail(booking: Booking): string | undefined {
	return booking.timeline.findLast(({ what }) => what === "HAPPENING_REFUSED")?.detail;
}

type Props = { page: Page; zone: string; when: string };

/** A booking in whatever state it is: what became of it, what to do next, the ticket and the way. */
export function BookingView({ page: first, zone, when }: Props) {
	const locale = useLocale();
	const t = useTranslations("booking");
	const { page, connection, refresh } = useBooking(first);
	const { booking, session, fixture } = page;
	const { title, text } = useHeadline(page);
	const pending = booking.state === "BOOKING_STATE_PENDING" || booking.state === "BOOKING_STATE_UNDOING";
	const failed = booking.state === "BOOKING_STATE_REFUSED";
	const alive = booking.state === "BOOKING_STATE_CONFIRMED";
	return (
		<div className="grid grid-cols-1 gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
			{/* On a phone, all of it is one column, in the order of what is needed first. */}
			<div className="contents lg:grid lg:content-start lg:gap-6">
				<header
					aria-live="polite"
					className={`rounded-card p-6 ${pending ? "min-h-64 sm:min-h-48" : ""} ${alive ? "bg-brand text-on-brand" : failed ? "bg-alert-wash text-alert" : "panel"}`}
				>
					<h1 className="font-extrabold text-3xl">{title}</h1>
					{text && <p className="mt-2 text-lg">{text}</p>}
					{booking.action_url && booking.state === "BOOKING_STATE_PENDING" && (
						<a href={booking.action_url} target="_blank" rel="noopener noreferrer" className="button mt-4">
							{t("actionButton")}
						</a>
					)}
				</header>
				{booking.rescheduled && alive && (
					<p className="rounded-xl bg-warm-wash p-4 font-semibold text-warm max-lg:order-1">{t("moved")}</p>
				)}
				{pending && (
					<section aria-label={t("live")} className="panel p-6 max-lg:order-1">
						<Progress booking={booking} />
						<p role="status" className="mt-4 text-soft text-sm">
							{connection === "lost" ? t("lost") : t("live")}
						</p>
					</section>
				)}
				{alive && page.address && (
					<div className="max-lg:order-3">
						<Directions address={page.address} />
					</div>
				)}
				<div className="max-lg:order-5">
					<Timeline entries={booking.timeline} zone={zone} />
				</div>
				<div className="flex flex-wrap gap-3 max-lg:order-6">
					{page.cancellation && !pending && <Cancel cancellation={page.cancellation} onCancelled={refresh} />}
					{failed && (
						<a href={`/${locale}/sessions/${booking.session_id}/seats`} className="button">
							{t("tryAgain")}
						</a>
					)}
					{!alive && !pending && (
						<a
							href={fixture ? `/${locale}/fixtures/${fixture.fixture_id}` : `/${locale}`}
							className="button button-plain"
						>
							{t("find")}
						</a>
					)}
				</div>
			</div>
			<aside className="contents lg:grid lg:content-start lg:gap-6">
				{page.ticket && page.ticket_picture && <Ticket page={page} code={page.ticket.code} />}
				<section aria-label={fixture?.title ?? t("seats")} className="panel grid gap-3 p-5 max-lg:order-4">
					<p className="font-bold text-lg">{fixture?.title ?? session?.title}</p>
					<p className="text-soft">{when}</p>
					<dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 border-line border-t pt-3">
						<dt className="text-soft">{t("seats")}</dt>
						<dd className="text-right font-semibold">{booking.labels.join(", ") || booking.seats}</dd>
						{page.host && (
							<>
								<dt className="text-soft">{t("host")}</dt>
								<dd className="text-right font-semibold">{page.host.name}</dd>
							</>
						)}
						{booking.total && alive && (
							<>
								<dt className="text-soft">{t("paid")}</dt>
								<dd className="text-right font-semibold tabular-nums">{money(locale, booking.total)}</dd>
							</>
						)}
					</dl>
					<p className="break-all text-soft text-xs">{t("id", { id: booking.booking_id })}</p>
				</section>
			</aside>
		</div>
	);
}

function Ticket({ page, code }: { page: Page; code: string }) {
	const t = useTranslations("booking");
	return (
		<section aria-labelledby="ticket" className="panel grid justify-items-center gap-3 p-5 text-center max-lg:order-2">
			<h2 id="ticket" className="font-bold text-xl">
				{t("ticket")}
			</h2>
			{/* biome-ignore lint/performance/noImgElement: drawn by the server, as sharp as it gets */}
			<img
				src={`/api${page.ticket_picture}`}
				alt={t("ticketAlt", { code })}
				width="260"
				height="260"
				className="rounded-xl bg-white p-2"
			/>
			<p>
				<span className="text-soft">{t("code")} </span>
				<strong className="font-mono text-2xl tracking-widest">{code}</strong>
			</p>
			<p className="text-soft text-sm">{t("ticketHint")}</p>
			{page.calendar && (
				<a href={`/api${page.calendar}`} download="couchannel.ics" className="button button-plain w-full">
					{t("calendar")}
				</a>
			)}
		</section>
	);
}
