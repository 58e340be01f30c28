import type { Locale } from "@/i18n/locales";
import type { Schemas } from "./api/client";

export type Money = Schemas["Money"];

const NUMBERS: Record<Locale, string> = { pl: "pl-PL", en: "en-GB" };
const MINOR_DIGITS = 2;
const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function formatter<T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => T): T {
	const there = kept.get(key) as T | undefined;
	if (there) return there;
	const made = make();
	kept.set(key, made);
	return made;
}

/** "43,20 zł", "PLN 43.20"; whole amounts without a fraction where room is short. */
export function money(locale: Locale, amount: Money, short = false): string {
	const minor = BigInt(amount.minor);
	const whole = short && minor % 100n === 0n;
	return formatter(`money ${locale} ${amount.currency} ${whole}`, () => {
		const digits = whole ? 0 : MINOR_DIGITS;
		return new Intl.NumberFormat(NUMBERS[locale], {
			style: "currency",
			currency: amount.currency,
			minimumFractionDigits: digits,
			maximumFractionDigits: digits,
		});
	}).format(Number(minor) / 100);
}

export function isFree(amount: Money): boolean {
	return BigInt(amount.minor) === 0n;
}

function parts(locale: Locale, at: string | number, zone: string, options: Intl.DateTimeFormatOptions) {
	const format = formatter(`date ${locale} ${zone} ${JSON.stringify(options)}`, () => {
		return new Intl.DateTimeFormat(NUMBERS[locale], { timeZone: zone, ...options });
	}) as Intl.DateTimeFormat;
	return Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
}

export function timeOf(locale: Locale, at: string, zone: string): string {
	const { hour, minute } = parts(locale, at, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
	return `${hour}:${minute}`;
}

/** "śr. 25 listopada", "Wed 25 November": Intl's own pattern has a comma that nobody writes. */
export function dayOf(locale: Locale, at: string, zone: string, weekday: "short" | "long" = "short"): string {
	const found = parts(locale, at, zone, { weekday, day: "numeric", month: "long" });
	const name = found.weekday ?? "";
	return `${name} ${found.day} ${found.month}`;
}

/** "2026-11-25" there. */
export function dateKey(at: string | number, zone: string): string {
	const { year, month, day } = parts("en", at, zone, { year: "numeric", month: "2-digit", day: "2-digit" });
	return `${year}-${month}-${day}`;
}

/** How many days away it is, by the calendar there; 0 is today. */
export function daysAway(at: string, now: number, zone: string): number {
	return Math.round((Date.parse(dateKey(at, zone)) - Date.parse(dateKey(now, zone))) / 86_400_000);
}

export function distance(locale: Locale, metres: number): string {
	if (metres < 1000) return `${Math.max(100, Math.round(metres / 100) * 100)} m`;
	const digits = metres < 10_000 ? 1 : 0;
	const km = new Intl.NumberFormat(NUMBERS[locale], { maximumFractionDigits: digits }).format(metres / 1000);
	return `${km}\u00a0km`;
}
