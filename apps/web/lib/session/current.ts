import { cookies } from "next/headers";
import { cache } from "react";
import { SESSION_COOKIE, type Session, unseal } from "./seal";

/** Who is signed in, for a page that is being rendered.  proxy.ts has freshened it already. */
export const currentSession = cache(async (): Promise<Session | null> => {
	return unseal((await cookies()).get(SESSION_COOKIE)?.value);
});
