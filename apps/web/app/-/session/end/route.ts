import { currentSession } from "@/lib/session/current";
import { forget, localeOf, refererPath, seeOther } from "@/lib/session/respond";
import { revoke } from "@/lib/session/tokens";

/** Signs out, here and at the server. */
export async function POST(request: Request) {
	const session = await currentSession();
	if (session) await revoke(session);
	await forget();
	return seeOther(`/${localeOf(refererPath(request), request)}`);
}
