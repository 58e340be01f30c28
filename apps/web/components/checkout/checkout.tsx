"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useCallback, useRef, useState } from "react";
import { PriceList } from "@/components/picker/price-box";
import { ask, change, Failure, newId } from "@/lib/api/browser";
import type { Schemas } from "@/lib/api/client";
import { isFree, money, timeOf } from "@/lib/format";
import { useFailure } from "@/lib/words";
import { CardChoice, cards } from "./cards";
import { HoldBar } from "./hold-bar";

type Page = Schemas["bff_web.v1.CheckoutPage"];
type Props = { page: Page; leftMs: number; zone: string; summary: ReactNode };

/** A price is fetched anew when it stands for less than this. */
const FRESH_MS = 20_000;

/** Paying for seats that are held: what it costs stands there before the button is pressed, and nothing is added after. */
export function Checkout({ page: first, leftMs: firstLeft, zone, summary }: Props) {
	const locale = useLocale();
	const t = useTranslations("checkout");
	const failure = useFailure();
	const { booking_id: id, session_id: sessionId, labels } = first.hold;
	const [leftMs, setLeftMs] = useState(firstLeft);
	const [over, setOver] = useState(first.quote === undefined);
	const [card, setCard] = useState<string>(cards[0].method);
	const [changed, setChanged] = useState(false);
	const seen = useRef(first.quote);
	const { data: page, refetch } = useQuery({
		queryKey: ["checkout", id],
		queryFn: async () => (await ask<Page>(`/api/v1/web/checkouts/${id}`)).data,
		initialData: first,
		staleTime: Number.POSITIVE_INFINITY,
		refetchOnWindowFocus: false,
	});
	const quote = page.quote;

	const [loadedAt] = useState(() => performance.now());
	const isOld = (offer: NonNullable<Page["quote"]>) =>
		performance.now() - loadedAt > Date.parse(offer.expires_at) - Date.parse(offer.issued_at) - FRESH_MS;

	const pay = useMutation({
		mutationFn: async (): Promise<boolean> => {
			setChanged(false);
			let offer = seen.current;
			if (!offer || isOld(offer)) {
				offer = (await refetch({ throwOnError: true })).data?.quote;
				if (!offer) throw new Failure("hold_expired", "");
				const same = offer.total.minor === seen.current?.total.minor;
				seen.current = offer;
				if (!same) {
					setChanged(true);
					return false;
				}
			}
			const body = {
				booking_id: id,
				session_id: sessionId,
				seats: labels.length,
				labels,
				payment_method: card,
				quote: offer.token,
			};
			await change("POST", "/api/v1/bookings", body, id).catch((error) => {
				/* another tab, or the back button, was faster: it is the same booking */
				if (!(error instanceof Failure) || error.reason !== "booking_exists") throw error;
			});
			return true;
		},
		onSuccess: (sent) => {
			if (!sent) return;
			sessionStorage.removeItem(`held ${sessionId}`);
			location.assign(`/${locale}/bookings/${id}`);
		},
	});
	const onOver = useCallback(() => setOver(true), []);
	if (over || !quote) return <Over sessionId={sessionId} labels={labels} summary={summary} />;
	const busy = pay.isPending || (pay.isSuccess && pay.data);
	return (
		<div className="grid grid-cols-1 gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_26rem]">
			<form
				className="grid content-start gap-6"
				onSubmit={(event) => {
					event.preventDefault();
					if (!busy) pay.mutate();
				}}
			>
				<HoldBar bookingId={id} leftMs={leftMs} onExtended={setLeftMs} onOver={onOver} />
				{!isFree(quote.total) && <CardChoice value={card} onChange={setCard} />}
				{changed && (
					<p role="alert" className="rounded-xl bg-warm-wash p-4 font-semibold text-warm">
						{t("priceChanged")}
					</p>
				)}
				{pay.error && (
					<div role="alert" className="rounded-xl bg-alert-wash p-4 text-alert">
						<p className="font-bold">{t("errorTitle")}</p>
						<p>{failure(pay.error)}</p>
					</div>
				)}
				<button type="submit" disabled={busy} className="button min-h-14 text-lg">
					{busy
						? t("paying")
						: isFree(quote.total)
							? t("submitFree")
							: t("submit", { price: money(locale, quote.total) })}
				</button>
			</form>
			<aside className="panel order-first grid content-start gap-4 self-start p-5 shadow-card lg:order-none lg:sticky lg:top-24">
				{summary}
				<PriceList quote={quote} />
				<p className="text-soft text-sm">
					{t("allIn")} {t("priceStands", { time: timeOf(locale, quote.expires_at, zone) })}
				</p>
			</aside>
		</div>
	);
}

/** The time is up: the same seats may still be free. */
function Over({ sessionId, labels, summary }: { sessionId: string; labels: string[]; summary: ReactNode }) {
	const locale = useLocale();
	const t = useTranslations("checkout");
	const failure = useFailure();
	const again = useMutation({
		mutationFn: async () => {
			const id = newId();
			await change("POST", `/api/v1/sessions/${sessionId}/holds`, { booking_id: id, seats: labels.length, labels }, id);
			sessionStorage.setItem(`held ${sessionId}`, JSON.stringify({ bookingId: id, labels }));
			return id;
		},
		onSuccess: (id) => location.replace(`/${locale}/checkout/${id}`),
	});
	const seats = `/${locale}/sessions/${sessionId}/seats`;
	return (
		<div className="panel grid max-w-xl gap-4 p-6">
			<h2 className="font-bold text-2xl">{t("expiredTitle")}</h2>
			<p className="text-soft">{t("expiredText")}</p>
			{summary}
			{again.error && (
				<p role="alert" className="rounded-xl bg-alert-wash p-4 font-semibold text-alert">
					{failure(again.error)}
				</p>
			)}
			<button type="button" disabled={again.isPending} onClick={() => again.mutate()} className="button">
				{t("again")}
			</button>
			<a href={seats} className="button button-plain">
				{t("change")}
			</a>
		</div>
	);
}
