import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { whenText } from "@/components/evening-card";
import { SeatPicker } from "@/components/picker/seat-picker";
import { Offer } from "@/components/session/offer";
import type { Locale } from "@/i18n/locales";
import { loadSession } from "@/lib/api/session";
import { planOf } from "@/lib/room/layout";
import { screenWords, seatNames } from "@/lib/room/words";
import { currentSession } from "@/lib/session/current";

type Props = { params: Promise<{ locale: Locale; id: string }>; searchParams: Promise<{ s?: string | string[] }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	const { locale } = await params;
	const t = await getTranslations({ locale, namespace: "picker" });
	return { title: t("title"), robots: { index: false } };
}

export default async function SeatsPage({ params, searchParams }: Props) {
	const { locale, id } = await params;
	setRequestLocale(locale);
	const loaded = await loadSession(id);
	if (!loaded) notFound();
	const { page, now } = loaded;
	const { session, fixture, home } = page;
	const t = await getTranslations("picker");
	const chosen = [(await searchParams).s ?? []].flat();
	const plan = planOf(page.seats, home?.room?.room);
	const bookable = page.quote !== undefined || page.no_quote === "sold_out";
	return (
		<div className="wrap pt-6">
			<p>
				<a href={`/${locale}/sessions/${id}`} className="link">
					{t("back")}
				</a>
			</p>
			<h1 className="mt-2 font-extrabold text-3xl">{t("title")}</h1>
			<p className="mt-1 mb-6 text-soft">
				{fixture.title} · {await whenText(session.starts_at, home?.time_zone ?? fixture.time_zone, now)}
				{home && ` · ${home.city}`}
			</p>
			{bookable ? (
				<SeatPicker
					sessionId={id}
					plan={plan}
					limit={session.seats_per_guest}
					initial={chosen}
					signedIn={(await currentSession()) !== null}
					nonce={(await headers()).get("x-nonce") ?? undefined}
					screen={await screenWords(plan)}
					names={await seatNames(plan)}
				/>
			) : (
				<div className="max-w-md">
					<Offer page={page} locale={locale} />
				</div>
			)}
		</div>
	);
}
