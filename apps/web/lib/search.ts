import type { Schemas } from "./api/client";

export type Hit = Schemas["search.v1.Hit"];
export type Found = Schemas["search.v1.FindSessionsResponse"];

const FLAGS = ["no_smoking", "no_pets", "kids_welcome", "wheelchair"] as const;
export type Flag = (typeof FLAGS)[number];
const SORTS = ["best", "soonest", "cheapest"] as const;

/** What is looked for, as the address says it: the only state a search has. */
export type Search = {
	q?: string;
	city?: string;
	day?: string;
	competition?: string;
	seats?: number;
	max?: number;
	language?: string;
	sort?: (typeof SORTS)[number];
	cursor?: string;
	flags: Flag[];
};

type Params = Record<string, string | string[] | undefined>;

function first(value: string | string[] | undefined): string | undefined {
	const text = (Array.isArray(value) ? value[0] : value)?.trim();
	return text ? text.slice(0, 200) : undefined;
}

function whole(value: string | undefined, max: number): number | undefined {
	const number = Number(value);
	return value && Number.isInteger(number) && number >= 1 && number <= max ? number : undefined;
}

/** Whatever is not understood is left out. */
export function readSearch(params: Params): Search {
	const day = first(params.day);
	const sort = SORTS.find((one) => one === first(params.sort));
	const language = first(params.language);
	return {
		q: first(params.q),
		city: first(params.city)?.slice(0, 100),
		day: day && /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : undefined,
		competition: first(params.competition)?.match(/^[a-z0-9-]{1,60}$/)?.[0],
		seats: whole(first(params.seats), 8),
		max: whole(first(params.max), 100_000),
		language: language?.match(/^[a-z]{2}$/)?.[0],
		sort: sort === "best" ? undefined : sort,
		cursor: first(params.cursor),
		flags: FLAGS.filter((flag) => first(params[flag]) === "1"),
	};
}

export function isNarrowed(search: Search): boolean {
	const { flags, ...rest } = search;
	return flags.length > 0 || Object.values(rest).some((value) => value !== undefined);
}

/** The address of a search, or of a neighbour of it: undefined takes a condition away. */
export function searchHref(base: string, search: Search, changes: Partial<Search> = {}): string {
	const { flags, ...rest } = { ...search, cursor: undefined, ...changes };
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(rest)) if (value !== undefined) query.set(name, String(value));
	for (const flag of flags) query.set(flag, "1");
	const text = query.toString();
	return text ? `${base}?${text}` : base;
}

export function toggled(search: Search, flag: Flag): Flag[] {
	return search.flags.includes(flag) ? search.flags.filter((one) => one !== flag) : [...search.flags, flag];
}

/** How far a zone's clock is ahead of UTC then. */
export function offsetMinutes(zone: string, at: number): number {
	const name = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" })
		.formatToParts(at)
		.find(({ type }) => type === "timeZoneName")?.value;
	const [, sign, hours, minutes] = name?.match(/GMT([+-])(\d\d):(\d\d)/) ?? [];
	return hours ? (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
}

/** Days are counted where most of the audience is. */
export const HOME_ZONE = "Europe/Warsaw";

/** The search as the API wants it. */
export function searchQuery(search: Search, now: number) {
	const { day, sort, max, flags, ...rest } = search;
	const midnight = day ? Date.parse(`${day}T00:00:00Z`) : now;
	const offset = offsetMinutes(HOME_ZONE, midnight);
	const from = midnight - offset * 60_000;
	return {
		...rest,
		...Object.fromEntries(flags.map((flag) => [flag, true])),
		...(day ? { from: new Date(from).toISOString(), to: new Date(from + 86_400_000).toISOString() } : {}),
		...(max ? { price_max_minor: String(max * 100), currency: "PLN" } : {}),
		...(sort ? { sort: sort === "soonest" ? ("SORT_SOONEST" as const) : ("SORT_CHEAPEST" as const) } : {}),
		utc_offset_minutes: offset,
		limit: 24,
	};
}
