import { becomePersona } from "@/lib/demo";
import { currentSession } from "@/lib/session/current";
import { localeOf, ownPath, refererPath, remember, seeOther } from "@/lib/session/respond";
import { revoke } from "@/lib/session/tokens";

/** Becomes one of the demo's people, and stays on the page. */
export async function POST(request: Request) {
	const form = await request.formData();
	const from = refererPath(request);
	const locale = localeOf(from, request);
	const before = await currentSession();
	const session = await becomePersona(String(form.get("persona") ?? ""));
	if (!session) return seeOther(`/${locale}/sign-in?problem=demo`);
	if (before) await revoke(before);
	await remember(session);
	const next = ownPath(form.get("next"));
	const stay = from && !from.includes("/sign-in") && !from.includes("/d/") ? from : null;
	return seeOther(next ?? stay ?? `/${locale}`);
}
