import { getTranslations } from "next-intl/server";
import { EveningCard } from "@/components/evening-card";
import { type Found, type Search, searchHref } from "@/lib/search";

type Condition = Exclude<NonNullable<Found["alternatives"]>[number]["without"], "CONDITION_UNSPECIFIED">;

/** The search without one of its conditions. */
const relaxed: Record<Condition, Partial<Search>> = {
	CONDITION_WORDS: { q: undefined },
	CONDITION_CITY: { city: undefined },
	CONDITION_RADIUS: {},
	CONDITION_FIXTURE: {},
	CONDITION_COMPETITION: { competition: undefined },
	CONDITION_TEAM: {},
	CONDITION_TIME: { day: undefined },
	CONDITION_PRICE: { max: undefined },
	CONDITION_SEATS: { seats: undefined },
	CONDITION_HOUSE_RULES: { flags: [] },
	CONDITION_LANGUAGE: { language: undefined },
};

type Props = { result: Found | null; search: Search; base: string; sports: Map<string, string>; now: number };

/** What to do when nothing was found: which condition is in the way, and what there is without it. */
export async function NothingFound({ result, search, base, sports, now }: Props) {
	const t = await getTranslations("home");
	const alternatives = (result?.alternatives ?? []).filter(({ count }) => count > 0);
	const best = alternatives[0]?.items ?? [];
	return (
		<div>
			<div className="panel p-6">
				<p className="font-bold text-lg">{t("empty")}</p>
				{alternatives.length > 0 && <p className="mt-1 text-soft">{t("emptyHint")}</p>}
				<ul className="mt-4 flex flex-wrap gap-2">
					{alternatives.map(({ without, count }) => {
						const condition = without as Condition;
						const name = condition.replace("CONDITION_", "") as "WORDS";
						return (
							<li key={condition}>
								<a href={searchHref(base, search, relaxed[condition])} className="chip">
									{t("without", { what: t(`condition.${name}`), count })}
								</a>
							</li>
						);
					})}
					<li>
						<a href={base} className="chip">
							{t("clear")}
						</a>
					</li>
				</ul>
			</div>
			{best.length > 0 && (
				<section aria-labelledby="alternatives" className="mt-8">
					<h3 id="alternatives" className="font-bold text-xl">
						{t("alternatives")}
					</h3>
					<ul className="mt-4 grid grid-cols-1 gap-x-6 gap-y-9 sm:grid-cols-2 xl:grid-cols-3">
						{best.map((hit) => (
							<li key={hit.session_id}>
								<EveningCard hit={hit} sport={sports.get(hit.competition) ?? ""} now={now} />
							</li>
						))}
					</ul>
				</section>
			)}
		</div>
	);
}
