"use client";

import { useLocale, useTranslations } from "next-intl";
import type { Notice } from "./draft";

type Props = { notice: Notice | null; limit: number; canUndo: boolean; onUndo: () => void };

/** What just happened to the choice, and the way back. */
export function NoticeBar({ notice, limit, canUndo, onUndo }: Props) {
	const t = useTranslations("picker");
	const list = new Intl.ListFormat(useLocale(), { type: "conjunction" });
	const text = (one: Notice): string => {
		switch (one.kind) {
			case "picked":
				return t("picked", { labels: list.format(one.labels) });
			case "dropped":
				return t("dropped", { labels: list.format(one.labels) });
			case "noTogether":
				return t("noTogether", { count: String(one.count) });
			case "limit":
				return t("limit", { count: limit });
			case "taken":
				return t("taken", { label: one.label });
			case "replaced":
				return t("replaced", { label: one.label, other: one.other });
		}
	};
	const urgent = notice && notice.kind !== "picked" && notice.kind !== "dropped";
	return (
		<div
			className={`flex min-h-12 items-center gap-3 rounded-xl px-4 ${urgent ? "bg-warm-wash text-warm" : "bg-sunk"}`}
		>
			<p role="status" className="flex-1 py-2">
				{notice ? text(notice) : t("planHelp")}
			</p>
			{notice && canUndo && (
				<button type="button" onClick={onUndo} className="link min-h-11 px-2">
					{t("undo")}
				</button>
			)}
		</div>
	);
}
