import { getLocale, getTranslations } from "next-intl/server";
import { isFree, money } from "@/lib/format";
import { MAP_HEIGHT, MAP_WIDTH, project } from "@/lib/map/projection.mjs";
import { type Hit, type Search, searchHref } from "@/lib/search";

const MILLION = 1e6;
const METRES_PER_DEGREE = 111_320;
const CLOSE_SIZE = 400;

type Place = { city: string; hits: Hit[]; x: number; y: number };

function places(hits: Hit[]): Place[] {
	const by = new Map<string, Hit[]>();
	for (const hit of hits) by.set(hit.city, [...(by.get(hit.city) ?? []), hit]);
	return [...by].map(([city, there]) => {
		const mean = (of: (hit: Hit) => number) => there.reduce((sum, hit) => sum + of(hit), 0) / there.length / MILLION;
		const at = project(
			mean((hit) => hit.longitude_microdegrees),
			mean((hit) => hit.latitude_microdegrees),
		);
		return { city, hits: there, ...at };
	});
}

/** All cities: how many evenings each has, and the way there. */
async function Country({ hits, search, base }: { hits: Hit[]; search: Search; base: string }) {
	const t = await getTranslations("home");
	return (
		<svg viewBox={`0 0 ${MAP_WIDTH} ${MAP_HEIGHT}`} className="w-full" role="group" aria-label={t("mapTitle")}>
			<image href="/map.svg" width={MAP_WIDTH} height={MAP_HEIGHT} />
			{places(hits).map(({ city, hits: there, x, y }) => (
				<a
					key={city}
					href={searchHref(base, search, { city })}
					aria-label={t("mapCity", { city, count: there.length })}
					className="group outline-none"
				>
					<circle cx={x} cy={y} r="26" className="fill-brand opacity-15 group-hover:opacity-30" />
					<circle
						cx={x}
						cy={y}
						r="17"
						className="fill-brand stroke-card group-focus-visible:stroke-ink"
						strokeWidth="2.5"
					/>
					<text
						x={x}
						y={y + 38}
						textAnchor="middle"
						fontSize="15"
						fontWeight="600"
						className="fill-ink stroke-paper [paint-order:stroke]"
						strokeWidth="3"
					>
						{city}
					</text>{" "}
					<text x={x} y={y + 5.5} textAnchor="middle" fontSize="16" fontWeight="700" className="fill-on-brand">
						{there.length}
					</text>
				</a>
			))}
		</svg>
	);
}

/** One city: each living room somewhere in its circle. */
async function City({ hits }: { hits: Hit[] }) {
	const locale = await getLocale();
	const t = await getTranslations("home");
	const first = hits[0] as Hit;
	const squeeze = Math.cos((first.latitude_microdegrees / MILLION / 180) * Math.PI);
	const metres = (hit: Hit) => ({
		x: (hit.longitude_microdegrees / MILLION) * METRES_PER_DEGREE * squeeze,
		y: (-hit.latitude_microdegrees / MILLION) * METRES_PER_DEGREE,
	});
	const homes = [...new Map(hits.map((hit) => [hit.home_id, hit])).values()].map((hit) => ({ hit, at: metres(hit) }));
	const middle = (of: (at: { x: number; y: number }) => number) => {
		const all = homes.map(({ at }) => of(at));
		return (Math.min(...all) + Math.max(...all)) / 2;
	};
	const centre = { x: middle((at) => at.x), y: middle((at) => at.y) };
	const reach = Math.max(1500, ...homes.map(({ at }) => Math.hypot(at.x - centre.x, at.y - centre.y))) * 1.25;
	const scale = CLOSE_SIZE / 2 / reach;
	const place = (at: { x: number; y: number }) => ({
		x: CLOSE_SIZE / 2 + (at.x - centre.x) * scale,
		y: CLOSE_SIZE / 2 + (at.y - centre.y) * scale,
	});
	return (
		<svg viewBox={`0 0 ${CLOSE_SIZE} ${CLOSE_SIZE}`} className="w-full" role="group" aria-label={t("mapTitle")}>
			<path d={`M0 0h${CLOSE_SIZE}v${CLOSE_SIZE}H0z`} className="fill-sunk" />
			{[0.25, 0.5, 0.75, 1].map((part) => (
				<circle
					key={part}
					cx={CLOSE_SIZE / 2}
					cy={CLOSE_SIZE / 2}
					r={(CLOSE_SIZE / 2) * part}
					fill="none"
					className="stroke-line"
					strokeWidth="1.5"
				/>
			))}
			<text x="12" y="24" fontSize="15" fontWeight="700" className="fill-ink">
				{first.city}
			</text>
			<text x={CLOSE_SIZE / 2 + 4} y={CLOSE_SIZE / 4 - 4} fontSize="11" className="fill-soft">
				{(reach / 2000).toFixed(1)} km
			</text>
			{homes.map(({ hit, at }) => {
				const { x, y } = place(at);
				const price = hit.price_from ? (isFree(hit.price_from) ? "0 zł" : money(locale, hit.price_from, true)) : "?";
				const width = price.length * 7.5 + 18;
				return (
					<a
						key={hit.home_id}
						href={`/${locale}/sessions/${hit.session_id}`}
						aria-label={`${hit.fixture_title}, ${hit.home_name}, ${price}`}
						className="group outline-none"
					>
						<circle cx={x} cy={y} r={Math.max(10, hit.circle_radius_m * scale)} className="fill-brand opacity-15" />
						<rect
							x={x - width / 2}
							y={y - 14}
							width={width}
							height="28"
							rx="14"
							className="fill-card stroke-edge group-hover:fill-brand group-focus-visible:stroke-brand"
							strokeWidth="1.5"
						/>
						<text
							x={x}
							y={y + 5}
							textAnchor="middle"
							fontSize="13"
							fontWeight="700"
							className="fill-ink group-hover:fill-on-brand"
						>
							{price}
						</text>
					</a>
				);
			})}
		</svg>
	);
}

/** Where the evenings are: drawn here, without anybody's tiles.  The list beside it says the same. */
export async function EveningMap({ hits, search, base }: { hits: Hit[]; search: Search; base: string }) {
	const t = await getTranslations("home");
	const near = search.city !== undefined && hits.length > 0;
	return (
		<section id="map" aria-label={t("map")} className="panel overflow-hidden">
			{near ? <City hits={hits} /> : <Country hits={hits} search={search} base={base} />}
			<div className="flex flex-wrap gap-x-4 gap-y-1 border-line border-t p-4 text-soft text-sm">
				<p className="flex-1 basis-56">{t("mapHint")}</p>
				{near && (
					<a href={searchHref(base, search, { city: undefined })} className="link">
						{t("wholeMap")}
					</a>
				)}
			</div>
		</section>
	);
}
