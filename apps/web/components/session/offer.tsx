import { getTranslations } from "next-intl/server";
import { PriceLines, WhyFee } from "@/components/price-lines";
import type { Locale } from "@/i18n/locales";
import type { Schemas } from "@/lib/api/client";
import { isFree, money } from "@/lib/format";

type Page = Schemas["bff_web.v1.SessionPage"];

/** What it costs, all in, and the way to have it; or why there is none. */
export async function Offer({ page, locale }: { page: Page; locale: Locale }) {
	const [t, card] = await Promise.all([getTranslations("session"), getTranslations("card")]);
	const { session, fixture, quote } = page;
	if (!quote) return <NoOffer page={page} locale={locale} />;
	return (
		<section aria-label={t("price")} className="panel p-5 shadow-card">
			<p className="flex items-baseline justify-between gap-3">
				<span>
					<strong className="font-extrabold text-2xl">
						{isFree(quote.total) ? card("gratis") : money(locale, quote.total)}
					</strong>
					{!isFree(quote.total) && <span className="text-soft"> {t("each")}</span>}
				</span>
				<span className="tag">{card("free", { count: session.seats_free })}</span>
			</p>
			<a href={`/${locale}/sessions/${session.session_id}/seats`} className="button mt-4 mb-4 w-full text-lg">
				{t("choose")}
				<span className="sr-only">: {fixture.title}</span>
			</a>
			<PriceLines quote={quote} total={t("total", { count: quote.seats.length })} />
			{!isFree(quote.total) && <WhyFee />}
			<p className="mt-3 text-soft text-sm">{t("cancelFree")}</p>
		</section>
	);
}

async function NoOffer({ page, locale }: { page: Page; locale: Locale }) {
	const t = await getTranslations("session");
	const reasons: Record<string, string> = {
		sold_out: t("soldOut"),
		session_cancelled: t("cancelled"),
		session_started: t("over"),
		tariff_not_found: t("noPrice"),
	};
	return (
		<section aria-label={t("price")} className="panel p-5 shadow-card">
			<p className="font-bold text-xl">{reasons[page.no_quote ?? ""] ?? t("noPrice")}</p>
			{page.no_quote === "sold_out" && <p className="mt-2 text-soft">{t("soldOutHint")}</p>}
			<a href={`/${locale}/fixtures/${page.fixture.fixture_id}`} className="button button-plain mt-4 w-full">
				{t("otherRooms")}
			</a>
		</section>
	);
}
