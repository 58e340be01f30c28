import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { Scene } from "@/components/art/scene";
import { Checkout } from "@/components/checkout/checkout";
import { whenText } from "@/components/evening-card";
import type { Locale } from "@/i18n/locales";
import { loadCheckout } from "@/lib/api/session";
import { HOME_ZONE } from "@/lib/search";
import { requireSession } from "@/lib/session/require";

type Props = { params: Promise<{ locale: Locale; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	const t = await getTranslations({ locale: (await params).locale, namespace: "checkout" });
	return { title: t("title"), robots: { index: false } };
}

export default async function CheckoutPage({ params }: Props) {
	const { locale, id } = await params;
	setRequestLocale(locale);
	await requireSession(locale, `/${locale}/checkout/${id}`);
	const loaded = await loadCheckout(id);
	if (!loaded) notFound();
	const { page, now } = loaded;
	const { hold, session, fixture, home } = page;
	if (hold.state === "HOLD_STATE_CONFIRMED") redirect(`/${locale}/bookings/${id}`);
	const t = await getTranslations("checkout");
	/* the price was made when the page was: to the millisecond, where a Date header is to the second */
	const madeAt = page.quote ? Date.parse(page.quote.issued_at) : now;
	const zone = home?.time_zone ?? fixture?.time_zone ?? HOME_ZONE;
	const summary = (
		<div className="grid gap-3">
			<div className="flex gap-4">
				<Scene
					id={session.home_id}
					sport={fixture?.sport ?? ""}
					seats={session.seats_total}
					free={session.seats_free}
					className="h-20 w-28 rounded-xl"
				/>
				<div>
					<p className="font-bold">{fixture?.title ?? session.title}</p>
					<p className="text-soft text-sm">{await whenText(session.starts_at, zone, now)}</p>
					<p className="text-soft text-sm">{[session.title, home?.city].filter(Boolean).join(" · ")}</p>
				</div>
			</div>
			<p className="flex flex-wrap items-center gap-2 border-line border-t pt-3">
				<span className="font-semibold">{t("seats")}</span>
				{hold.labels.map((label) => (
					<span key={label} className="tag bg-brand-wash">
						{label}
					</span>
				))}
				<span className="flex-1" />
				<a
					href={`/${locale}/sessions/${session.session_id}/seats?${new URLSearchParams(hold.labels.map((label) => ["s", label]))}`}
					className="link"
				>
					{t("change")}
				</a>
			</p>
		</div>
	);
	return (
		<div className="wrap pt-6">
			<h1 className="mb-6 font-extrabold text-3xl">{t("title")}</h1>
			<Checkout
				page={page}
				leftMs={Math.max(0, Date.parse(hold.expires_at ?? "") - madeAt) || 0}
				zone={zone}
				summary={summary}
			/>
		</div>
	);
}
