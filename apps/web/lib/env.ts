/** What the server is told at its start; nothing of it reaches a browser. */
export const env = {
	/** Where the C server listens. */
	api: process.env.COUCHANNEL_API ?? "http://127.0.0.1:8080",
	/** Seals session cookies: 32 bytes, base64url. */
	sessionKey: process.env.COUCHANNEL_SESSION_KEY,
	/** In the demo alone: makes sign-in links, so that one can be its people by a click. */
	demoToken: process.env.COUCHANNEL_DEMO_TOKEN,
	production: process.env.NODE_ENV === "production",
};
