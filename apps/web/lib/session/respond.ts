import { cookies } from "next/headers";
import { isLocale, preferredLocale } from "@/i18n/locales";
import { cookieOptions, SESSION_COOKIE, type Session, seal } from "./seal";

/** A path of ours, whatever a form says. */
export function ownPath(text: unknown): string | null {
	if (typeof text !== "string" || !/^\/[^/\\]/.test(text)) return null;
	const url = URL.parse(text, "http://own.invalid");
	return url?.host === "own.invalid" ? url.pathname + url.search : null;
}

/** The page that a form was sent from, if the browser says. */
export function refererPath(request: Request): string | null {
	const referer = URL.parse(request.headers.get("referer") ?? "");
	return referer ? ownPath(referer.pathname + referer.search) : null;
}

export function localeOf(path: string | null, request: Request) {
	const first = path?.split("/")[1];
	return isLocale(first) ? first : preferredLocale(request.headers.get("accept-language"));
}

export function seeOther(path: string): Response {
	return new Response(null, { status: 303, headers: { Location: path } });
}

export async function remember(session: Session): Promise<void> {
	(await cookies()).set(SESSION_COOKIE, seal(session), cookieOptions);
}

export async function forget(): Promise<void> {
	(await cookies()).set(SESSION_COOKIE, "", { ...cookieOptions, maxAge: 0 });
}
