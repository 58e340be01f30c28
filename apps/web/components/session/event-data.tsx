import type { Schemas } from "@/lib/api/client";
import { isFree } from "@/lib/format";

/** The evening for search engines (schema.org), without what only guests are told. */
export function EventData({ page, locale }: { page: Schemas["bff_web.v1.SessionPage"]; locale: string }) {
	const { session, fixture, home, host, quote } = page;
	const data = {
		"@context": "https://schema.org",
		"@type": "SportsEvent",
		name: `${fixture.title}: ${session.title}`,
		startDate: session.starts_at,
		endDate: session.ends_at,
		inLanguage: locale,
		eventStatus: `https://schema.org/Event${session.state === "SESSION_STATE_CANCELLED" ? "Cancelled" : "Scheduled"}`,
		eventAttendanceMode: "https://schema.org/OfflineEventAttendanceMode",
		maximumAttendeeCapacity: session.seats_total,
		remainingAttendeeCapacity: session.seats_free,
		...(home && {
			location: {
				"@type": "Place",
				name: home.name,
				address: { "@type": "PostalAddress", addressLocality: home.city, addressCountry: home.country },
			},
		}),
		...(host && { organizer: { "@type": "Person", name: host.name } }),
		...(quote && {
			isAccessibleForFree: isFree(quote.total),
			offers: {
				"@type": "Offer",
				price: Number(quote.total.minor) / 100,
				priceCurrency: quote.total.currency,
				availability: "https://schema.org/InStock",
			},
		}),
	};
	const text = JSON.stringify(data).replaceAll("<", "\\u003c");
	// biome-ignore lint/security/noDangerouslySetInnerHtml: JSON, in which no tag can end
	return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: text }} />;
}
