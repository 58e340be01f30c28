"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { change, Failure } from "@/lib/api/browser";
import type { Schemas } from "@/lib/api/client";
import { clockText, useTimeLeft } from "./countdown";

type Props = { bookingId: string; leftMs: number; onExtended: (leftMs: number) => void; onOver: () => void };

const MINUTE_MS = 60_000;

/** What is said aloud, and when: three times, and not six hundred. */
const warnings = [
	{ below: MINUTE_MS / 2, key: "warn0" },
	{ below: 2 * MINUTE_MS, key: "warn2" },
	{ below: 5 * MINUTE_MS, key: "warn5" },
] as const;

/** How long the seats are held, and more time for who needs it (WCAG 2.2.1). */
export function HoldBar({ bookingId, leftMs, onExtended, onOver }: Props) {
	const t = useTranslations("checkout");
	const left = useTimeLeft(leftMs);
	const [said, setSaid] = useState("");
	const over = left <= 0;
	useEffect(() => {
		if (over) onOver();
	}, [over, onOver]);
	const warning = warnings.find(({ below }) => left <= below && left > 0)?.key;
	const extend = useMutation({
		mutationFn: () => change<Schemas["inventory.v1.Hold"]>("POST", `/api/v1/holds/${bookingId}/extend`),
		onSuccess: ({ data, at }) => {
			setSaid(t("extended"));
			onExtended(Date.parse(data.expires_at ?? "") - at);
		},
		onError: (error) =>
			setSaid(
				error instanceof Failure && error.reason === "extended_to_the_full" ? t("extendedFull") : t("errorTitle"),
			),
	});
	return (
		<div
			className={`flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl px-4 py-2 ${warning ? "bg-warm-wash text-warm" : "bg-brand-wash"}`}
		>
			<p className="flex-1">
				<span className="font-semibold">{t("held")}</span>
				{" · "}
				<span role="timer" className="tabular-nums">
					{t("left", { time: clockText(left) })}
				</span>
			</p>
			<p role="status" className="text-sm">
				{warning ? t(warning) : said}
			</p>
			<button
				type="button"
				disabled={extend.isPending}
				onClick={() => extend.mutate()}
				className="button button-plain button-small"
			>
				{t("extend")}
			</button>
		</div>
	);
}
