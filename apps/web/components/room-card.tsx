import { getLocale, getTranslations } from "next-intl/server";
import type { Schemas } from "@/lib/api/client";
import { isFree, money } from "@/lib/format";
import { Scene } from "./art/scene";
import { FEW_LEFT, whenText } from "./evening-card";

type Props = { room: Schemas["bff_web.v1.RoomCard"]; sport: string; zone: string; now: number };

/** A living room that shows a fixture. */
export async function RoomCard({ room, sport, zone, now }: Props) {
	const locale = await getLocale();
	const t = await getTranslations("card");
	const { session, home, host, price_from: price } = room;
	const free = session.seats_free;
	const few = free <= FEW_LEFT;
	return (
		<article className="group relative">
			<div className="relative overflow-hidden rounded-card bg-sunk">
				<Scene
					id={session.home_id}
					sport={sport}
					seats={session.seats_total}
					free={free}
					inches={home?.diagonal_inches}
					pets={home?.rules?.pets}
					className="aspect-[4/3] w-full"
				/>
				<span
					className={`absolute top-3 left-3 rounded-full px-2.5 py-1 font-bold text-sm ${few ? "bg-warm-wash text-warm" : "bg-card text-ink"}`}
				>
					{few ? t("left", { count: free }) : t("free", { count: free })}
				</span>
			</div>
			<div className="pt-3">
				<p className="font-semibold text-soft text-sm">
					<time dateTime={session.starts_at}>{await whenText(session.starts_at, home?.time_zone ?? zone, now)}</time>
					{home && ` · ${home.city}`}
				</p>
				<h3 className="mt-0.5 font-bold text-lg">
					<a
						href={`/${locale}/sessions/${session.session_id}`}
						className="after:absolute after:inset-0 after:rounded-card group-hover:underline focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-brand focus-visible:after:outline-offset-4"
					>
						{session.title}
					</a>
				</h3>
				<p className="truncate text-soft">
					{[
						host && t("at", { host: host.name }),
						home?.diagonal_inches && t("inches", { inches: String(home.diagonal_inches) }),
					]
						.filter(Boolean)
						.join(" · ")}
				</p>
				<p className="mt-1.5">
					{price ? (
						isFree(price) ? (
							<strong className="text-brand">{t("gratis")}</strong>
						) : (
							<>
								<strong>{t("from", { price: money(locale, price) })}</strong>{" "}
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
