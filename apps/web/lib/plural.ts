import type { Locale } from "@/i18n/locales";

/** Numbers that stand for each category of the two languages. */
const SAMPLES = [1, 2, 5];

/** A message's form for each plural category, with # for the number: for who counts in the browser without the messages. */
export function pluralForms(locale: Locale, say: (count: number) => string) {
	const rules = new Intl.PluralRules(locale);
	const forms = Object.fromEntries(
		SAMPLES.map((count) => [rules.select(count), say(count).replace(String(count), "#")]),
	);
	return { other: say(5).replace("5", "#"), ...forms } as { other: string } & Partial<
		Record<Intl.LDMLPluralRule, string>
	>;
}
