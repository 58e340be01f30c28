import { getTranslations, setRequestLocale } from "next-intl/server";
import { EveningCard } from "@/components/evening-card";
import { EveningMap } from "@/components/evening-map";
import { FixtureCard } from "@/components/fixture-card";
import { Filters } from "@/components/search/filters";
import { NothingFound } from "@/components/search/nothing-found";
import { SearchForm } from "@/components/search/search-form";
import type { Locale } from "@/i18n/locales";
import { api, found, servedAt } from "@/lib/api/client";
import { HOME_ZONE, isNarrowed, offsetMinutes, readSearch, type Search, searchHref, searchQuery } from "@/lib/search";

type Props = {
	params: Promise<{ locale: Locale }>;
	searchParams: Promise<Record<string, string | string[] | undefined>>;
};

async function load(search: Search) {
	const { client, headers } = await api();
	const now = Date.now();
	const asked = client.GET("/v1/web/start", {
		headers,
		params: { query: { utc_offset_minutes: offsetMinutes(HOME_ZONE, now), limit: 50 } },
	});
	const narrowed = isNarrowed(search)
		? found(client.GET("/v1/search", { headers, params: { query: searchQuery(search, now) } }))
		: null;
	const [start, { response }] = await Promise.all([found(asked), asked]);
	return { start, result: (await narrowed) ?? start.found ?? null, now: servedAt(response) };
}

const CARDS = 24;

export default async function Home({ params, searchParams }: Props) {
	const { locale } = await params;
	setRequestLocale(locale);
	const search = readSearch(await searchParams);
	const t = await getTranslations("home");
	const { start, result, now } = await load(search);
	const base = `/${locale}`;
	const sports = new Map(start.competitions.map(({ slug, sport }) => [slug, sport]));
	const narrowed = isNarrowed(search);
	const hits = result?.items ?? [];
	return (
		<div className="wrap">
			<section className={narrowed ? "pt-5" : "pt-8 sm:pt-12"}>
				<h1 className={narrowed ? "sr-only" : "max-w-3xl font-extrabold text-4xl sm:text-5xl"}>{t("title")}</h1>
				{!narrowed && <p className="mt-3 max-w-2xl text-lg text-soft">{t("lead")}</p>}
				<SearchForm search={search} facets={start.found?.facets ?? null} locale={locale} now={now} />
			</section>

			{!narrowed && (
				<section aria-labelledby="fixtures" className="mt-10">
					<h2 id="fixtures" className="font-bold text-2xl">
						{t("fixtures")}
					</h2>
					<ul
						tabIndex={0}
						aria-labelledby="fixtures"
						className="-mx-5 mt-4 flex snap-x gap-3 overflow-x-auto px-5 pt-0.5 pb-3"
					>
						{start.fixtures.map((fixture) => (
							<li key={fixture.fixture_id} className="snap-start scroll-ml-5">
								<FixtureCard fixture={fixture} zone={HOME_ZONE} now={now} />
							</li>
						))}
					</ul>
				</section>
			)}

			<section aria-labelledby="evenings" className="mt-8">
				<div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
					<h2 id="evenings" className="font-bold text-2xl">
						{narrowed ? t("found", { count: result?.total ?? 0 }) : t("evenings")}
					</h2>
					<a href="#map" className="link flex min-h-8 items-center lg:hidden">
						{t("map")}
					</a>
				</div>
				<Filters search={search} base={base} />
				{result?.filling && <p className="mt-3 text-soft">{t("filling")}</p>}
				<div className="mt-6 grid grid-cols-1 gap-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
					{hits.length > 0 ? (
						<div>
							<ul className="grid grid-cols-1 gap-x-6 gap-y-9 sm:grid-cols-2 xl:grid-cols-3">
								{hits.slice(0, CARDS).map((hit) => (
									<li key={hit.session_id}>
										<EveningCard hit={hit} sport={sports.get(hit.competition) ?? ""} now={now} />
									</li>
								))}
							</ul>
							{result?.next_cursor && narrowed && (
								<a
									href={searchHref(base, search, { cursor: result.next_cursor })}
									className="button button-plain mt-8 w-full"
								>
									{t("more")}
								</a>
							)}
							{!narrowed && hits.length > CARDS && (
								<a href={searchHref(base, search, { sort: "soonest" })} className="button button-plain mt-8 w-full">
									{t("more")}
								</a>
							)}
						</div>
					) : (
						<NothingFound result={result} search={search} base={base} sports={sports} now={now} />
					)}
					<aside className="lg:sticky lg:top-20 lg:self-start">
						<EveningMap hits={hits} search={search} base={base} />
					</aside>
				</div>
			</section>
		</div>
	);
}
