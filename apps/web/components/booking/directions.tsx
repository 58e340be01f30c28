"use client";

import { useTranslations } from "next-intl";
import type { Schemas } from "@/lib/api/client";

type Address = Schemas["hosting.v1.Address"];

const MILLION = 1e6;

/** The way to the door, from the street to the bell. */
export function Directions({ address }: { address: Address }) {
	const t = useTranslations("booking");
	const at = `${(address.latitude_microdegrees ?? 0) / MILLION},${(address.longitude_microdegrees ?? 0) / MILLION}`;
	const door = [
		address.floor && t("floor", { floor: address.floor }),
		address.intercom && t("intercom", { code: address.intercom }),
	]
		.filter(Boolean)
		.join(" · ");
	return (
		<section aria-labelledby="where" className="panel p-5">
			<h2 id="where" className="font-bold text-xl">
				{t("where")}
			</h2>
			<address className="mt-2 text-lg not-italic">
				<strong>{address.street}</strong>
				<br />
				{address.postal_code} {address.city}
			</address>
			{door && <p className="mt-1">{door}</p>}
			{address.arrival_note && <p className="mt-2 rounded-xl bg-sunk p-3">{address.arrival_note}</p>}
			<a
				href={`geo:${at}?q=${encodeURIComponent(`${address.street}, ${address.city}`)}`}
				className="button button-plain button-small mt-4"
			>
				{t("openMap")}
			</a>
		</section>
	);
}
