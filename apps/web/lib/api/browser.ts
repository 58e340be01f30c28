import type { Problem } from "./client";

/** What went wrong, as the server said it, or "unavailable" if it said nothing. */
export class Failure extends Error {
	constructor(
		readonly reason: string,
		detail: string,
		readonly reference?: string,
	) {
		super(detail);
	}
}

export type Answer<T> = { data: T /** When it was given, by the server's clock. */; at: number };

/** Asks from a page, as whoever is signed in: the gateway turns the cookie into a token. */
export async function ask<T>(path: string, init: RequestInit = {}): Promise<Answer<T>> {
	const answer = await fetch(path, { ...init, cache: "no-store" }).catch(() => null);
	if (!answer) throw new Failure("unavailable", "");
	const body = await answer.json().catch(() => null);
	if (answer.ok && body) return { data: body as T, at: Date.parse(answer.headers.get("date") ?? "") || Date.now() };
	const problem = (body ?? {}) as Partial<Problem>;
	throw new Failure(problem.reason ?? "unavailable", problem.detail ?? "", problem.instance);
}

/** Changes something: asking twice with the same key is asking once. */
export function change<T>(method: "POST" | "DELETE", path: string, body?: unknown, key?: string): Promise<Answer<T>> {
	const headers: Record<string, string> = {};
	if (body) headers["Content-Type"] = "application/json";
	if (key) headers["Idempotency-Key"] = key;
	return ask<T>(path, { method, headers, body: body ? JSON.stringify(body) : undefined });
}

/** A UUID of version 7 (RFC 9562 section 5.7): ids of one time lie side by side. */
export function newId(now = Date.now()): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff;
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
