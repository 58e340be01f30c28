import { getTranslations } from "next-intl/server";
import { isNarrowed, type Search, searchHref, toggled } from "@/lib/search";

const CHEAP = 25;

/** Links, each of which is the search with one condition more or less. */
export async function Filters({ search, base }: { search: Search; base: string }) {
	const t = await getTranslations("home");
	const links = [
		{ name: t("cheap"), on: search.max !== undefined, change: { max: search.max === undefined ? CHEAP : undefined } },
		{ name: t("noSmoking"), on: search.flags.includes("no_smoking"), change: { flags: toggled(search, "no_smoking") } },
		{ name: t("kids"), on: search.flags.includes("kids_welcome"), change: { flags: toggled(search, "kids_welcome") } },
		{
			name: t("wheelchair"),
			on: search.flags.includes("wheelchair"),
			change: { flags: toggled(search, "wheelchair") },
		},
		{ name: t("noPets"), on: search.flags.includes("no_pets"), change: { flags: toggled(search, "no_pets") } },
		{
			name: t("english"),
			on: search.language === "en",
			change: { language: search.language === "en" ? undefined : "en" },
		},
	];
	const sorts = [
		{ name: t("sortBest"), sort: undefined },
		{ name: t("sortSoonest"), sort: "soonest" as const },
		{ name: t("sortCheapest"), sort: "cheapest" as const },
	];
	return (
		<div className="mt-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
			<nav aria-label={t("filters")} className="max-w-full">
				<ul className="-mx-5 flex gap-2 overflow-x-auto px-5 py-1 sm:mx-0 sm:flex-wrap sm:px-0">
					{links.map(({ name, on, change }) => (
						<li key={name}>
							<a href={searchHref(base, search, change)} aria-current={on ? "true" : undefined} className="chip">
								{name}
							</a>
						</li>
					))}
					{isNarrowed(search) && (
						<li>
							<a href={base} className="link flex min-h-10 items-center px-2">
								{t("clear")}
							</a>
						</li>
					)}
				</ul>
			</nav>
			<nav aria-label={t("sort")}>
				<ul className="flex flex-wrap rounded-2xl border border-line bg-card p-1 sm:rounded-full">
					{sorts.map(({ name, sort }) => (
						<li key={name}>
							<a
								href={searchHref(base, search, { sort })}
								aria-current={search.sort === sort ? "true" : undefined}
								className="flex min-h-8 items-center rounded-full px-3 font-medium text-sm aria-[current]:bg-brand-wash aria-[current]:font-bold"
							>
								{name}
							</a>
						</li>
					))}
				</ul>
			</nav>
		</div>
	);
}
