import { env } from "@/lib/env";
import { localeOf, refererPath, seeOther } from "@/lib/session/respond";

/** Asks for a link by mail.  Whether the address is a user's is told to nobody. */
export async function POST(request: Request) {
	const form = await request.formData();
	const page = `/${localeOf(refererPath(request), request)}/sign-in`;
	const answer = await fetch(`${env.api}/v1/login-links/request`, {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify({ email: String(form.get("email") ?? "").trim() }),
		cache: "no-store",
		signal: AbortSignal.timeout(5000),
	});
	if (answer.status === 429) return seeOther(`${page}?problem=often`);
	return seeOther(answer.ok ? `${page}?sent=1` : `${page}?problem=email`);
}
