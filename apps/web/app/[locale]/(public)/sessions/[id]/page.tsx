import { ShieldCheck } from "lucide-react";
import type { Metadata } from "next";
import { headers as requestHeaders } from "next/headers";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { Avatar } from "@/components/art/crest";
import { Scene } from "@/components/art/scene";
import { whenText } from "@/components/evening-card";
import { Badges } from "@/components/fixture-card";
import { LiveRoom } from "@/components/room/live-room";
import { EventData } from "@/components/session/event-data";
import { Equipment, HouseRules } from "@/components/session/facts";
import { Offer } from "@/components/session/offer";
import { Place } from "@/components/session/place";
import type { Locale } from "@/i18n/locales";
import { loadSession } from "@/lib/api/session";
import { dayOf, timeOf } from "@/lib/format";
import { pluralForms } from "@/lib/plural";
import { planOf } from "@/lib/room/layout";
import { screenWords, seatNames } from "@/lib/room/words";

type Props = { params: Promise<{ locale: Locale; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	const { id } = await params;
	const loaded = await loadSession(id);
	if (!loaded) return {};
	const { session, fixture, home } = loaded.page;
	return { title: [fixture.title, session.title, home?.city].filter(Boolean).join(" · ") };
}

function languageNames(locale: Locale, languages: string[]): string {
	const names = new Intl.DisplayNames([locale], { type: "language" });
	return languages.map((language) => names.of(language) ?? language).join(", ");
}

export default async function SessionPage({ params }: Props) {
	const { locale, id } = await params;
	setRequestLocale(locale);
	const loaded = await loadSession(id);
	if (!loaded) notFound();
	const { page, now } = loaded;
	const { session, fixture, host, home } = page;
	const [t, card, picker] = await Promise.all([
		getTranslations("session"),
		getTranslations("card"),
		getTranslations("picker"),
	]);
	const nonce = (await requestHeaders()).get("x-nonce") ?? undefined;
	const plan = planOf(page.seats, home?.room?.room);
	const zone = home?.time_zone ?? fixture.time_zone;
	const words = {
		live: t("live"),
		reconnecting: t("reconnecting"),
		screen: await screenWords(plan),
		room: picker("plan"),
		left: pluralForms(locale, (count) => card("free", { count })),
		none: card("free", { count: 0 }),
		names: await seatNames(plan),
	};
	return (
		<article className="wrap pt-6">
			<EventData page={page} locale={locale} />
			<p className="text-soft">
				<a href={`/${locale}/fixtures/${fixture.fixture_id}`} className="link">
					{fixture.competition_name}
				</a>
			</p>
			<div className="mt-2 flex items-center gap-4">
				<Badges fixture={fixture} size={52} />
				<h1 className="font-extrabold text-3xl sm:text-4xl">{fixture.title}</h1>
			</div>
			<p className="mt-2 text-lg">
				<time dateTime={session.starts_at} className="font-semibold">
					{await whenText(session.starts_at, zone, now)}
				</time>
				<span className="text-soft">
					{` · ${session.title}`}
					{home && ` · ${home.city}`}
				</span>
			</p>
			<div className="mt-5 grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
				<div className="grid grid-cols-[minmax(0,1fr)] content-start gap-10">
					<Scene
						first
						id={session.home_id}
						sport={fixture.sport}
						seats={session.seats_total}
						free={session.seats_free}
						inches={home?.diagonal_inches}
						pets={home?.rules?.pets}
						className="aspect-[4/3] w-full rounded-card sm:aspect-[2/1]"
					/>
					<div className="lg:hidden">
						<Offer page={page} locale={locale} />
					</div>
					{host && (
						<section aria-labelledby="host" className="flex items-start gap-4 border-line border-b pb-8">
							<Avatar name={host.name} size={60} />
							<div>
								<h2 id="host" className="font-bold text-xl">
									{t("hostedBy", { name: host.name })}
								</h2>
								<p className="text-soft">
									{t("since", { date: dayOf(locale, host.host_since, zone, "long").replace(/^\S+ /, "") })}
									{host.languages.length > 0 &&
										` · ${t("speaks", { languages: languageNames(locale, host.languages) })}`}
								</p>
								{host.about && <p className="mt-2">{host.about}</p>}
							</div>
						</section>
					)}
					<section aria-labelledby="room">
						<h2 id="room" className="font-bold text-2xl">
							{t("room")}
						</h2>
						<p className="mt-1 mb-4 text-soft">{t("roomHint")}</p>
						<LiveRoom
							sessionId={session.session_id}
							plan={plan}
							free={session.seats_free}
							nonce={nonce}
							locale={locale}
							words={words}
						/>
					</section>
					{home?.rules && (
						<section aria-labelledby="rules">
							<h2 id="rules" className="mb-4 font-bold text-2xl">
								{t("rules")}
							</h2>
							<HouseRules home={home} />
						</section>
					)}
					{home && (
						<section aria-labelledby="equipment">
							<h2 id="equipment" className="mb-4 font-bold text-2xl">
								{t("equipment")}
							</h2>
							<Equipment home={home} />
							<p className="mt-4 text-soft">{t("extraTime")}</p>
						</section>
					)}
					{home && (
						<section aria-labelledby="place">
							<h2 id="place" className="mb-4 font-bold text-2xl">
								{t("place")}
							</h2>
							<Place home={home} />
						</section>
					)}
					{page.licence?.permitted && (
						<p className="flex items-center gap-3 text-soft">
							<ShieldCheck size={24} strokeWidth={1.75} aria-hidden="true" className="shrink-0 text-brand" />
							{t("licence", { heads: page.licence.heads })}
						</p>
					)}
					<p className="text-soft text-sm">
						{t("package", { name: session.package })} · {timeOf(locale, session.starts_at, zone)}–
						{timeOf(locale, session.ends_at, zone)}
					</p>
				</div>
				<aside className="hidden lg:sticky lg:top-24 lg:block lg:self-start">
					<Offer page={page} locale={locale} />
				</aside>
			</div>
		</article>
	);
}
