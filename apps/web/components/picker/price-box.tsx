"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { ask, Failure } from "@/lib/api/browser";
import type { Schemas } from "@/lib/api/client";
import { isFree, money } from "@/lib/format";

type Quote = Schemas["pricing.v1.Quote"];

/** What the chosen seats cost now. */
export function useQuote(sessionId: string, labels: string[], bookingId: string | undefined) {
	const query = new URLSearchParams([["seats", String(labels.length)], ...labels.map((label) => ["labels", label])]);
	if (bookingId) query.set("booking_id", bookingId);
	return useQuery({
		queryKey: ["quote", sessionId, query.toString()],
		queryFn: async () => (await ask<Quote>(`/v1/sessions/${sessionId}/quote?${query}`)).data,
		enabled: labels.length > 0,
		placeholderData: labels.length > 0 ? keepPreviousData : undefined,
		retry: (count, error) => count < 2 && error instanceof Failure && error.reason === "unavailable",
	});
}

/** The parts of a price, and what they come to. */
export function PriceList({ quote }: { quote: Quote }) {
	const locale = useLocale();
	const t = useTranslations("price");
	const checkout = useTranslations("checkout");
	if (isFree(quote.total)) return <p className="text-soft">{t("gratis")}</p>;
	return (
		<dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-2">
			{quote.components.map(({ kind, amount }) => (
				<div key={kind} className="contents">
					<dt className="text-soft">{t(kind.replace("COMPONENT_KIND_", "") as "COST_SHARE")}</dt>
					<dd className="text-right tabular-nums">{money(locale, amount)}</dd>
				</div>
			))}
			<div className="col-span-2 grid grid-cols-subgrid border-line border-t pt-3 font-bold text-lg">
				<dt>{checkout("total")}</dt>
				<dd className="text-right tabular-nums">{money(locale, quote.total)}</dd>
			</div>
		</dl>
	);
}
