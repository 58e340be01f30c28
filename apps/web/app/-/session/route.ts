import { localeOf, ownPath, refererPath, remember, seeOther } from "@/lib/session/respond";
import { redeem } from "@/lib/session/tokens";

/** Signs in with a one-time link's code, at the press of a button: who checks mails for viruses opens links. */
export async function POST(request: Request) {
	const form = await request.formData();
	const locale = localeOf(refererPath(request), request);
	const session = await redeem(String(form.get("code") ?? "").slice(0, 64));
	if (!session) return seeOther(`/${locale}/sign-in?problem=link`);
	await remember(session);
	return seeOther(ownPath(form.get("next")) ?? `/${locale}/bookings`);
}
