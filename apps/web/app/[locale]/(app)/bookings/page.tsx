import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { BookingCard } from "@/components/booking/booking-card";
import type { Locale } from "@/i18n/locales";
import { loadBookings } from "@/lib/api/session";
import { requireSession } from "@/lib/session/require";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<{ cursor?: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	const t = await getTranslations({ locale: (await params).locale, namespace: "bookings" });
	return { title: t("title"), robots: { index: false } };
}

const OVER = new Set(["NEXT_STEP_REVIEW", "NEXT_STEP_FIND_ANOTHER"]);

/** The guest's bookings: what is to come first, each with one thing to do. */
export default async function BookingsPage({ params, searchParams }: Props) {
	const { locale } = await params;
	setRequestLocale(locale);
	await requireSession(locale, `/${locale}/bookings`);
	const { page, now } = await loadBookings((await searchParams).cursor);
	const t = await getTranslations("bookings");
	const soonest = (a: (typeof page.items)[number], b: (typeof page.items)[number]) =>
		(a.booking.starts_at ?? "").localeCompare(b.booking.starts_at ?? "");
	const groups = [
		{
			id: "upcoming",
			title: t("upcoming"),
			items: page.items.filter(({ next_step: next }) => !OVER.has(next)).sort(soonest),
		},
		{ id: "past", title: t("past"), items: page.items.filter(({ next_step: next }) => OVER.has(next)) },
	].filter(({ items }) => items.length > 0);
	return (
		<div className="wrap max-w-4xl pt-8">
			<h1 className="font-extrabold text-3xl">{t("title")}</h1>
			{groups.length === 0 && (
				<div className="panel mt-6 p-8 text-center">
					<p className="font-bold text-xl">{t("none")}</p>
					<p className="mt-2 text-soft">{t("noneHint")}</p>
					<a href={`/${locale}`} className="button mt-5">
						{t("find")}
					</a>
				</div>
			)}
			{groups.map(({ id, title, items }) => (
				<section key={id} aria-labelledby={id} className="mt-8">
					<h2 id={id} className="font-bold text-xl">
						{title}
					</h2>
					<ul className="mt-4 grid gap-4">
						{items.map((card) => (
							<li key={card.booking.booking_id}>
								<BookingCard card={card} now={now} />
							</li>
						))}
					</ul>
				</section>
			))}
			{page.next_cursor && (
				<a href={`?cursor=${page.next_cursor}`} className="button button-plain mt-8 w-full">
					{t("more")}
				</a>
			)}
		</div>
	);
}
