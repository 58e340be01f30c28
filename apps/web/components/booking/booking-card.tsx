import { getLocale, getTranslations } from "next-intl/server";
import { Crest } from "@/components/art/crest";
import { whenText } from "@/components/evening-card";
import type { Schemas } from "@/lib/api/client";
import { money } from "@/lib/format";
import { HOME_ZONE } from "@/lib/search";

type Card = Schemas["bff_web.v1.BookingCard"];

const looks: Partial<Record<Card["next_step"], string>> = {
	NEXT_STEP_WAIT: "bg-warm-wash text-warm",
	NEXT_STEP_CONFIRM_PAYMENT: "bg-warm-wash text-warm",
	NEXT_STEP_FIND_ANOTHER: "bg-alert-wash text-alert",
	NEXT_STEP_REVIEW: "",
};

/** A booking in the list, and the one thing to do about it. */
export async function BookingCard({ card, now }: { card: Card; now: number }) {
	const locale = await getLocale();
	const t = await getTranslations("bookings");
	const { booking, session, fixture_title: fixture, home_name: home, city, next_step: next } = card;
	const cancelled = booking.state === "BOOKING_STATE_CANCELLED";
	const title = fixture ?? session?.title ?? "";
	return (
		<article className="panel relative flex flex-wrap items-center gap-x-5 gap-y-3 p-4 hover:border-edge sm:p-5">
			<Crest name={title} size={48} />
			<div className="min-w-0 flex-1 basis-52">
				<p className={`tag ${cancelled ? "" : (looks[next] ?? "bg-brand-wash")}`}>
					{cancelled ? t("state.cancelled") : t(`state.${next}`)}
				</p>
				<h3 className="mt-1 font-bold text-lg">{title}</h3>
				<p className="text-soft">
					{booking.starts_at && (await whenText(booking.starts_at, HOME_ZONE, now))}
					{[home, city].filter(Boolean).map((part) => ` · ${part}`)}
				</p>
				<p className="text-soft text-sm">
					{[booking.labels.join(", "), booking.total && money(locale, booking.total)].filter(Boolean).join(" · ")}
				</p>
			</div>
			<a
				href={`/${locale}/bookings/${booking.booking_id}`}
				className="button button-plain button-small w-full after:absolute after:inset-0 after:rounded-card sm:w-auto"
			>
				{t(`next.${next}`)}
				<span className="sr-only">: {title}</span>
			</a>
		</article>
	);
}
