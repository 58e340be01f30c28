import { redirect } from "next/navigation";
import type { Locale } from "@/i18n/locales";
import { currentSession } from "./current";
import type { Session } from "./seal";

/** Who is signed in; who is not is led to sign in, and back afterwards. */
export async function requireSession(locale: Locale, here: string): Promise<Session> {
	const session = await currentSession();
	if (!session) redirect(`/${locale}/sign-in?next=${encodeURIComponent(here)}`);
	return session;
}
