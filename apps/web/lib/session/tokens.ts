import { env } from "@/lib/env";
import type { Session } from "./seal";

type Tokens = { access_token: string; refresh_token: string; expires_in: number };
type Me = { user_id: string; name: string; roles: string[] };

/** A refresh token works once, and whoever shows a used one ends the sign-in: so all who come with it share one rotation. */
const KEPT_MS = 60_000;
const EARLY_S = 60;

const shared = globalThis as typeof globalThis & { rotations?: Map<string, Promise<Session | null>> };
shared.rotations ??= new Map();
const rotations = shared.rotations;

async function ask<T>(path: string, body: unknown, token?: string): Promise<T | null> {
	const headers: Record<string, string> = { "Content-Type": "application/json" };
	if (token) headers.Authorization = `Bearer ${token}`;
	const answer = await fetch(env.api + path, {
		method: body ? "POST" : "GET",
		headers,
		body: body ? JSON.stringify(body) : undefined,
		cache: "no-store",
		signal: AbortSignal.timeout(5000),
	});
	if (answer.ok) return (await answer.json()) as T;
	if (answer.status < 500) return null;
	throw new Error(`${path} answered ${answer.status}`);
}

function until(tokens: Tokens): number {
	return Math.floor(Date.now() / 1000) + tokens.expires_in;
}

/** Signs in with a one-time link's code; null if it is none, or was used. */
export async function redeem(code: string): Promise<Session | null> {
	const tokens = await ask<Tokens>("/v1/token", { grant_type: "one_time_link", code });
	if (!tokens) return null;
	const me = await ask<Me>("/v1/me", undefined, tokens.access_token);
	if (!me) return null;
	return {
		access: tokens.access_token,
		refresh: tokens.refresh_token,
		expiresAt: until(tokens),
		user: { id: me.user_id, name: me.name, roles: me.roles },
	};
}

export async function revoke(session: Session): Promise<void> {
	await ask("/v1/token/revoke", { token: session.refresh }).catch(() => null);
}

async function rotate(session: Session): Promise<Session | null> {
	const tokens = await ask<Tokens>("/v1/token", { grant_type: "refresh_token", refresh_token: session.refresh });
	if (!tokens) return null;
	return { ...session, access: tokens.access_token, refresh: tokens.refresh_token, expiresAt: until(tokens) };
}

export function isStale(session: Session): boolean {
	return session.expiresAt - EARLY_S < Date.now() / 1000;
}

/** The session with an access token that is still good; null if the sign-in has ended.  Throws if nobody can tell now. */
export function freshen(session: Session): Promise<Session | null> {
	if (!isStale(session)) return Promise.resolve(session);
	const running = rotations.get(session.refresh);
	if (running) return running;
	const rotation = rotate(session);
	rotations.set(session.refresh, rotation);
	rotation.then(
		() => setTimeout(() => rotations.delete(session.refresh), KEPT_MS).unref(),
		() => rotations.delete(session.refresh),
	);
	return rotation;
}
