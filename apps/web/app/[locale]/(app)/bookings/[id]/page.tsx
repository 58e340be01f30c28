import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { BookingView } from "@/components/booking/booking-view";
import type { Locale } from "@/i18n/locales";
import { loadBooking } from "@/lib/api/session";
import { dayOf, timeOf } from "@/lib/format";
import { HOME_ZONE } from "@/lib/search";
import { requireSession } from "@/lib/session/require";

type Props = { params: Promise<{ locale: Locale; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	const t = await getTranslations({ locale: (await params).locale, namespace: "step" });
	return { title: t("booking"), robots: { index: false } };
}

export default async function BookingPage({ params }: Props) {
	const { locale, id } = await params;
	setRequestLocale(locale);
	await requireSession(locale, `/${locale}/bookings/${id}`);
	const loaded = await loadBooking(id);
	if (!loaded) notFound();
	const { session, home, fixture } = loaded.page;
	const t = await getTranslations("bookings");
	const zone = home?.time_zone ?? fixture?.time_zone ?? HOME_ZONE;
	const when = session ? `${dayOf(locale, session.starts_at, zone)}, ${timeOf(locale, session.starts_at, zone)}` : "";
	return (
		<div className="wrap pt-6">
			<p className="mb-4">
				<a href={`/${locale}/bookings`} className="link">
					{t("title")}
				</a>
			</p>
			<BookingView
				page={loaded.page}
				zone={zone}
				when={[when, session?.title, home?.city].filter(Boolean).join(" · ")}
			/>
		</div>
	);
}
