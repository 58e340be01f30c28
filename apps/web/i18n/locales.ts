export const locales = ["pl", "en"] as const;
export type Locale = (typeof locales)[number];
export const defaultLocale: Locale = "pl";

export function isLocale(text: string | undefined): text is Locale {
	return locales.some((locale) => locale === text);
}

/** The first language of the header that there is (RFC 9110 section 12.5.4); weights are in its order in practice. */
export function preferredLocale(acceptLanguage: string | null): Locale {
	for (const range of (acceptLanguage ?? "").split(",")) {
		const language = range.trim().slice(0, 2).toLowerCase();
		if (isLocale(language)) return language;
	}
	return acceptLanguage ? "en" : defaultLocale;
}
