"use client";

import { useLocale, useTranslations } from "next-intl";
import type { Schemas } from "@/lib/api/client";
import { dayOf, timeOf } from "@/lib/format";

type Entry = Schemas["booking.v1.TimelineEntry"];

const isStep = (step: string): step is "hold_seats" =>
	/^(hold_seats|quote|authorise|check_compliance|confirm_seats|capture)$/.test(step);

/** All that happened to a booking, with times: for who wants to know. */
export function Timeline({ entries, zone }: { entries: Entry[]; zone: string }) {
	const locale = useLocale();
	const [t, step, happening] = [useTranslations("booking"), useTranslations("step"), useTranslations("happening")];
	return (
		<details className="panel p-5">
			<summary className="flex min-h-8 items-center justify-between gap-3 font-bold text-lg">
				{t("timeline")}
				<span aria-hidden="true">⌄</span>
			</summary>
			<ol className="mt-3 grid gap-2 border-line border-l-2 pl-4">
				{entries.map((entry) => (
					<li key={`${entry.at} ${entry.step} ${entry.what}`}>
						<time dateTime={entry.at} className="text-soft text-sm tabular-nums">
							{dayOf(locale, entry.at, zone)}, {timeOf(locale, entry.at, zone)}
						</time>
						<p>
							{isStep(entry.step) ? step(entry.step) : step("booking")}: {happening(entry.what)}
							{entry.detail && <span className="block text-soft text-sm">{entry.detail}</span>}
						</p>
					</li>
				))}
			</ol>
		</details>
	);
}
