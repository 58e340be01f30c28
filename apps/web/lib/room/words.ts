import { getTranslations } from "next-intl/server";
import type { Plan } from "./layout";

/** What each seat is called aloud: "A3, sofa, great view". */
export async function seatNames(
	plan: Plan,
): Promise<Record<string, { free: string; taken: string; mine: string; what: string }>> {
	const t = await getTranslations("seat");
	return Object.fromEntries(
		plan.seats.map((seat) => {
			const kind = seat.accessible ? `${t(seat.kind)}, ${t("accessible")}` : t(seat.kind);
			const named = (status: string) => t("name", { label: seat.label, kind, view: t(seat.view), status });
			return [
				seat.label,
				{ free: named(t("free")), taken: named(t("taken")), mine: named(t("mine")), what: `${kind}, ${t(seat.view)}` },
			];
		}),
	);
}

export async function screenWords(plan: Plan): Promise<string> {
	const t = await getTranslations("session");
	return `${t("screen")} ${plan.tv.inches}″${plan.tv.projector ? `, ${t("projector")}` : ""}`;
}
