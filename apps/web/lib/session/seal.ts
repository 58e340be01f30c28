import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

/** Who is signed in, as the cookie carries it: encrypted, so that no token is ever seen by a browser's scripts. */
export type Session = {
	access: string;
	refresh: string;
	/** Of the access token, in seconds since 1970. */
	expiresAt: number;
	user: { id: string; name: string; roles: string[] };
};

export const SESSION_COOKIE = "__Host-session";
const CONTEXT = Buffer.from("couchannel session 1");
const IV_BYTES = 12;
const TAG_BYTES = 16;

function key(): Buffer {
	if (env.sessionKey) return Buffer.from(env.sessionKey, "base64url");
	if (env.production) throw new Error("COUCHANNEL_SESSION_KEY is not set: 32 random bytes, base64url.");
	return createHash("sha256").update("development").digest();
}

/** AES-256-GCM: what comes back is what was given, or nothing. */
export function seal(session: Session): string {
	const iv = randomBytes(IV_BYTES);
	const cipher = createCipheriv("aes-256-gcm", key(), iv).setAAD(CONTEXT);
	const body = Buffer.concat([cipher.update(JSON.stringify(session), "utf8"), cipher.final()]);
	return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
}

export function unseal(text: string | undefined): Session | null {
	if (!text) return null;
	const bytes = Buffer.from(text, "base64url");
	if (bytes.length <= IV_BYTES + TAG_BYTES) return null;
	try {
		const decipher = createDecipheriv("aes-256-gcm", key(), bytes.subarray(0, IV_BYTES)).setAAD(CONTEXT);
		decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
		const body = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
		return JSON.parse(body.toString("utf8")) as Session;
	} catch {
		return null; /* another key's, or changed */
	}
}

export const cookieOptions = {
	httpOnly: true,
	secure: true,
	sameSite: "lax",
	path: "/",
	maxAge: 30 * 24 * 3600,
} as const;
