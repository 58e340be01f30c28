import { getLocale, getTranslations } from "next-intl/server";
import { Scene } from "@/components/art/scene";
import { dayOf, daysAway, distance, isFree, money, timeOf } from "@/lib/format";
import type { Hit } from "@/lib/search";

/** "Today, 20:45", or the day. */
export async function whenText(at: string, zone: string, now: number): Promise<string> {
	const locale = await getLocale();
	const t = await getTranslations("card");
	const days = daysAway(at, now, zone);
	const day = days === 0 ? t("today") : days === 1 ? t("tomorrow") : dayOf(locale, at, zone);
	return `${day}, ${timeOf(locale, at, zone)}`;
}

export const FEW_LEFT = 3;

/** An evening in a list.  Its heading is the link; the whole card can be pressed. */
export async function EveningCard({ hit, sport, now }: { hit: Hit; sport: string; now: number }) {
	const locale = await getLocale();
	const t = await getTranslations("card");
	const few = hit.seats_free <= FEW_LEFT;
	return (
		<article className="group relative" data-pin={hit.session_id}>
			<div className="relative overflow-hidden rounded-card bg-sunk">
				<Scene
					id={hit.home_id}
					sport={sport}
					seats={hit.seats_total}
					free={hit.seats_free}
					inches={hit.diagonal_inches}
					pets={hit.pets}
					className="aspect-[4/3] w-full transition-transform duration-300 group-hover:scale-[1.03] motion-reduce:transition-none"
				/>
				<span
					className={`absolute top-3 left-3 rounded-full px-2.5 py-1 font-bold text-sm ${few ? "bg-warm-wash text-warm" : "bg-card text-ink"}`}
				>
					{few ? t("left", { count: hit.seats_free }) : t("free", { count: hit.seats_free })}
				</span>
			</div>
			<div className="pt-3">
				<p className="font-semibold text-soft text-sm">
					<time dateTime={hit.starts_at}>{await whenText(hit.starts_at, hit.time_zone, now)}</time>
					<span aria-hidden="true"> · </span>
					{hit.city}
					{hit.distance_m !== undefined && ` · ${t("away", { distance: distance(locale, hit.distance_m) })}`}
				</p>
				<h3 className="mt-0.5 font-bold text-lg">
					<a
						href={`/${locale}/sessions/${hit.session_id}`}
						className="after:absolute after:inset-0 after:rounded-card group-hover:underline focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-brand focus-visible:after:outline-offset-4"
					>
						{hit.fixture_title}
					</a>
				</h3>
				<p className="truncate text-soft">
					{hit.title}
					{hit.host_name && ` · ${t("at", { host: hit.host_name })}`}
				</p>
				<p className="mt-1.5">
					{hit.price_from ? (
						isFree(hit.price_from) ? (
							<strong className="text-brand">{t("gratis")}</strong>
						) : (
							<>
								<strong>{t("from", { price: money(locale, hit.price_from) })}</strong>{" "}
								<span className="text-soft text-sm">{t("perSeat")}</span>
							</>
						)
					) : (
						<span className="text-soft">{t("priceUnknown")}</span>
					)}
				</p>
			</div>
		</article>
	);
}
