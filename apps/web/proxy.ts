import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { isLocale, preferredLocale } from "@/i18n/locales";
import { env } from "@/lib/env";
import { cookieOptions, SESSION_COOKIE, type Session, seal, unseal } from "@/lib/session/seal";
import { freshen } from "@/lib/session/tokens";

/** A page runs the scripts and styles that carry this answer's nonce, and nothing else. */
function policyOf(nonce: string): string {
	const development = env.production ? "" : " 'unsafe-eval'";
	const styles = env.production ? `'self' 'nonce-${nonce}'` : "'self' 'unsafe-inline'";
	return [
		"default-src 'none'",
		`script-src 'nonce-${nonce}' 'strict-dynamic'${development}`,
		`style-src ${styles}`,
		"img-src 'self' data:",
		"font-src 'self'",
		"connect-src 'self'",
		"manifest-src 'self'",
		"form-action 'self'",
		"base-uri 'none'",
		"frame-ancestors 'none'",
	].join("; ");
}

const guarded = {
	"Referrer-Policy": "same-origin",
	"X-Content-Type-Options": "nosniff",
	"Permissions-Policy": "camera=(self), geolocation=(self), microphone=()",
	"Cross-Origin-Opener-Policy": "same-origin",
};

/** Whoever changes something must come from our own pages: a cookie alone proves nothing (CSRF). */
export function comesFromElsewhere(method: string, headers: Headers): boolean {
	if (method === "GET" || method === "HEAD") return false;
	const origin = headers.get("origin");
	if (!origin) return headers.get("sec-fetch-site") !== "same-origin";
	const host = headers.get("x-forwarded-host") ?? headers.get("host");
	return URL.parse(origin)?.host !== host;
}

type Outcome = { session: Session | null; changed: boolean };

/** What became of the session: tokens are rotated here, where a cookie can still be set. */
async function settle(request: NextRequest): Promise<Outcome> {
	const before = unseal(request.cookies.get(SESSION_COOKIE)?.value);
	if (!before) return { session: null, changed: request.cookies.has(SESSION_COOKIE) };
	try {
		const session = await freshen(before);
		return { session, changed: session !== before };
	} catch {
		return { session: before, changed: false }; /* the server does not answer: later, then */
	}
}

function keep(response: NextResponse, { session, changed }: Outcome): NextResponse {
	if (!changed) return response;
	if (session) response.cookies.set(SESSION_COOKIE, seal(session), cookieOptions);
	else response.cookies.set(SESSION_COOKIE, "", { ...cookieOptions, maxAge: 0 });
	return response;
}

/** For the gateway alone: whose token a request of the browser's is to be made with. */
function tokenFor(request: NextRequest, outcome: Outcome): NextResponse {
	const original = request.headers.get("x-original-method") ?? "GET";
	if (comesFromElsewhere(original, request.headers)) return new NextResponse(null, { status: 403 });
	const headers: Record<string, string> = { "Cache-Control": "no-store" };
	if (outcome.session) headers["X-Authorization"] = `Bearer ${outcome.session.access}`;
	return keep(new NextResponse(null, { status: 204, headers }), outcome);
}

export async function proxy(request: NextRequest) {
	const { pathname } = request.nextUrl;
	const outcome = await settle(request);
	if (pathname === "/-/token") return tokenFor(request, outcome);
	if (comesFromElsewhere(request.method, request.headers)) return new NextResponse(null, { status: 403 });

	const first = pathname.split("/")[1];
	if (!isLocale(first) && first !== "-") {
		const url = request.nextUrl.clone();
		const kept = request.cookies.get("locale")?.value;
		const locale = isLocale(kept) ? kept : preferredLocale(request.headers.get("accept-language"));
		url.pathname = `/${locale}${pathname === "/" ? "" : pathname}`;
		return NextResponse.redirect(url, 307);
	}

	const nonce = randomBytes(16).toString("base64");
	const headers = new Headers(request.headers);
	headers.set("x-nonce", nonce);
	headers.set("content-security-policy", policyOf(nonce));
	if (outcome.changed) {
		const cookies = request.cookies;
		if (outcome.session) cookies.set(SESSION_COOKIE, seal(outcome.session));
		else cookies.delete(SESSION_COOKIE);
		headers.set("cookie", cookies.toString());
	}
	const response = NextResponse.next({ request: { headers } });
	response.headers.set("Content-Security-Policy", policyOf(nonce));
	for (const [name, value] of Object.entries(guarded)) response.headers.set(name, value);
	return keep(response, outcome);
}

export const config = {
	matcher: ["/((?!_next/|-/scene|favicon.ico|icon.svg|map.svg|robots.txt|manifest.webmanifest|sw.js).*)"],
};
