import createClient from "openapi-fetch";
import { env } from "@/lib/env";
import { currentSession } from "@/lib/session/current";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];

/** What the server refused, or that it did not answer. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		readonly reason: string,
		detail: string,
		readonly reference?: string,
	) {
		super(detail);
	}
}

const TIMEOUT_MS = 8000;

const client = createClient<paths>({
	baseUrl: env.api,
	fetch: (request) => fetch(new Request(request, { cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) })),
});

/** The API as whoever looks at the page being rendered. */
export async function api() {
	const session = await currentSession();
	return { client, headers: session ? { Authorization: `Bearer ${session.access}` } : {} };
}

type Answer<T> = { data?: T; error?: unknown; response: Response };

function refusalOf(answer: Answer<unknown>): Refusal {
	const problem = (answer.error ?? {}) as Partial<Problem>;
	return new Refusal(
		answer.response.status,
		problem.reason ?? "unavailable",
		problem.detail ?? answer.response.statusText,
		problem.instance,
	);
}

/** The answer's content; a Refusal is thrown for what went wrong. */
export async function found<T>(asked: Promise<Answer<T>>): Promise<T> {
	const answer = await asked;
	if (answer.data === undefined) throw refusalOf(answer);
	return answer.data;
}

/** When the server answered, by its own clock: what is left of a promise is counted from there. */
export function servedAt(response: Response): number {
	return Date.parse(response.headers.get("date") ?? "") || Date.now();
}

/** Null for what is not there (or may not be seen, which is the same to who asks). */
export async function foundOrNull<T>(asked: Promise<Answer<T>>): Promise<T | null> {
	const answer = await asked;
	if (answer.data !== undefined) return answer.data;
	if (answer.response.status === 404 || answer.response.status === 400) return null;
	throw refusalOf(answer);
}
