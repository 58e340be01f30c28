// session.mjs - signing in, and what a browser's scripts may know of it.
import assert from "node:assert/strict";
import { become, openPage } from "./support.mjs";

async function cookieOf(context) {
	return (await context.cookies()).find(({ name }) => name === "__Host-session");
}

export const sessionTests = [
	{
		name: "a session is a cookie that scripts cannot read, with no token in sight",
		run: async ({ base, browser }) => {
			const { page, context } = await openPage(browser, base);
			await become(page, base, "guest");
			const cookie = await cookieOf(context);
			assert.ok(cookie.httpOnly && cookie.secure && cookie.sameSite === "Lax" && cookie.path === "/");
			assert.doesNotMatch(cookie.value, /^ey/);
			const seen = await page.evaluate(() => document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage }));
			assert.doesNotMatch(seen, /session|eyJ/);
			assert.doesNotMatch(await page.content(), /eyJhbGciOiJFUzI1NiIs/);
			const me = await page.evaluate(async () => (await fetch("/api/v1/me")).json());
			assert.equal(me.name, "Ola Zielińska");
			await page.locator("summary", { hasText: "Ola" }).click();
			await page.locator("form[action='/-/session/end'] button").click();
			await page.waitForURL(`${base}/pl`);
			assert.equal(await cookieOf(context), undefined);
			assert.equal(await page.evaluate(async () => (await fetch("/api/v1/me")).status), 401);
		},
	},
	{
		name: "a one-time link signs in by a press of its button, once",
		run: async ({ base, browser }) => {
			const { page, context } = await openPage(browser, base, { javaScriptEnabled: false });
			await page.goto(`${base}/en/sign-in`);
			await page.fill("#email", "guest-1@couchannel.example");
			await page.locator("form[action='/-/session/link'] button").click();
			await page.waitForURL(/sent=1/);
			const link = await linkFromOutbox(base);
			await page.goto(base + link);
			assert.equal(await cookieOf(context), undefined);
			await page.locator("form[action='/-/session'] button").click();
			assert.ok(await cookieOf(context));
			await context.clearCookies();
			await page.goto(base + link);
			await page.locator("form[action='/-/session'] button").click();
			await page.waitForURL(/problem=link/);
			assert.equal(await page.locator("[role=alert]").count(), 1);
		},
	},
	{
		name: "who comes from elsewhere changes nothing, whatever cookie they bring",
		run: async ({ base, browser }) => {
			const { page, context } = await openPage(browser, base);
			await become(page, base, "guest");
			const cookie = await cookieOf(context);
			const foreign = {
				Cookie: `__Host-session=${cookie.value}`,
				Origin: "https://elsewhere.example",
				"Content-Type": "application/json",
			};
			for (const path of ["/api/v1/me/sign-out", "/-/session/end", "/-/demo"]) {
				const answer = await fetch(base + path, { method: "POST", headers: foreign, body: "{}", redirect: "manual" });
				assert.equal(answer.status, 403, path);
			}
			assert.equal((await fetch(`${base}/-/token`, { headers: foreign })).status, 404);
			assert.equal(await page.evaluate(async () => (await fetch("/api/v1/me")).status), 200);
		},
	},
	{
		name: "no form leads away from here after signing in",
		run: async ({ base }) => {
			for (const next of [
				"//elsewhere.example/",
				"https://elsewhere.example/",
				"/\\elsewhere.example",
				"javascript:alert(1)",
			]) {
				const body = new URLSearchParams({ persona: "guest", next });
				const answer = await fetch(`${base}/-/demo`, {
					method: "POST",
					body,
					headers: { Origin: base },
					redirect: "manual",
				});
				assert.equal(answer.status, 303);
				assert.match(answer.headers.get("location"), /^\/(pl|en)/, next);
			}
		},
	},
	{
		name: "a host that is none of ours gets no page",
		run: async ({ base }) => {
			const { request } = await import("node:http");
			const status = await new Promise((resolve, reject) => {
				request(`${base}/pl`, { headers: { Host: "elsewhere.example" } }, (answer) =>
					resolve(answer.resume().statusCode),
				)
					.on("error", reject)
					.end();
			});
			assert.equal(status, 421);
		},
	},
];

/** The newest link in the demo's mail. */
async function linkFromOutbox(base) {
	for (let i = 0; i < 50; i++) {
		const list = await (await fetch(`${base}/outbox`)).text();
		for (const [, path] of list.matchAll(/href="(\/outbox\/[^"]+)"/g)) {
			const found = (await (await fetch(base + path)).text()).match(/\/d\/[\w-]{22}/);
			if (found) return found[0];
		}
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error("no link came by mail");
}
