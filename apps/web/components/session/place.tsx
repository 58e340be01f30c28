import { getTranslations } from "next-intl/server";
import type { Schemas } from "@/lib/api/client";
import { MAP_HEIGHT, MAP_WIDTH, project } from "@/lib/map/projection.mjs";

const MILLION = 1e6;
const WINDOW_W = 460;
const WINDOW_H = 230;

/** Where a home is, as far as everybody may know: a circle, and where that is in the country. */
export async function Place({ home }: { home: Schemas["hosting.v1.Home"] }) {
	const t = await getTranslations("session");
	const { x, y } = project(home.circle.longitude_microdegrees / MILLION, home.circle.latitude_microdegrees / MILLION);
	const left = Math.min(Math.max(0, x - WINDOW_W / 2), MAP_WIDTH - WINDOW_W);
	const top = Math.min(Math.max(0, y - WINDOW_H / 2), MAP_HEIGHT - WINDOW_H);
	return (
		<figure className="panel overflow-hidden">
			<svg
				viewBox={`${left.toFixed(1)} ${top.toFixed(1)} ${WINDOW_W} ${WINDOW_H}`}
				className="w-full"
				aria-hidden="true"
			>
				<image href="/map.svg" width={MAP_WIDTH} height={MAP_HEIGHT} />
				<circle cx={x} cy={y} r="22" className="fill-brand opacity-20" />
				<circle cx={x} cy={y} r="8" className="fill-brand stroke-card" strokeWidth="3" />
				<text x={x} y={y + 38} textAnchor="middle" fontSize="16" fontWeight="700" className="fill-ink">
					{home.city}
				</text>
			</svg>
			<figcaption className="border-line border-t p-4 text-soft">
				{t("placeHint", { radius: String(home.circle.radius_m), city: home.city })}
			</figcaption>
		</figure>
	);
}
