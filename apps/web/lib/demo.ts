import { env } from "./env";
import type { Session } from "./session/seal";
import { redeem } from "./session/tokens";

/** Whom one can be in the demo, as `couchannel demo` makes them. */
export const personas = [
	{ role: "guest", name: "Ola", email: "guest-0@couchannel.example" },
	{ role: "host", name: "Marek", email: "host-0@couchannel.example" },
	{ role: "admin", name: "Ewa", email: "ewa@couchannel.example" },
] as const;

/** Signs in as one of them, by a one-time link like anybody's. */
export async function becomePersona(role: string): Promise<Session | null> {
	const persona = personas.find((one) => one.role === role);
	if (!persona || !env.demoToken) return null;
	const answer = await fetch(`${env.api}/v1/login-links`, {
		method: "POST",
		headers: { "Content-Type": "application/json", Authorization: `Bearer ${env.demoToken}` },
		body: JSON.stringify({ email: persona.email }),
		cache: "no-store",
		signal: AbortSignal.timeout(5000),
	});
	if (!answer.ok) return null;
	const { code } = (await answer.json()) as { code: string };
	return redeem(code);
}
