// pages.mjs - every screen in both languages, on a phone and on a desk, by day and by night.
import assert from "node:assert/strict";
import { evening, layoutShift, openPage, violations } from "./support.mjs";

const CLS_MAX = 0.02;
const SETTLED_MS = 150;

/** Where the screens are; `as` signs in first. */
export const screens = [
	{ name: "home", path: async () => "" },
	{ name: "search", path: async () => "?city=Warszawa&seats=2" },
	{ name: "nothing found", path: async () => "?q=curling&city=Warszawa" },
	{ name: "fixture", path: async (base) => `/fixtures/${(await evening(base)).fixture_id}` },
	{ name: "session", path: async (base) => `/sessions/${(await evening(base)).session_id}` },
	{ name: "sign in", path: async () => "/sign-in?problem=link" },
	{ name: "link", path: async () => "/d/AAAAAAAAAAAAAAAAAAAAAA" },
	{ name: "not found", path: async () => "/nowhere" },
];

/** One load for each language and width; night falls on the page that is there. */
async function look(page, troubles, url, what) {
	await page.emulateMedia({ colorScheme: "light" });
	await page.goto(url, { waitUntil: "load" });
	await page.waitForTimeout(SETTLED_MS);
	assert.deepEqual(await violations(page), [], `${what} by day: axe`);
	assert.ok((await layoutShift(page)) <= CLS_MAX, `${what}: layout shift of ${await layoutShift(page)}`);
	const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	assert.ok(over <= 0, `${what}: scrolls sideways by ${over}`);
	assert.equal(await page.locator("h1").count(), 1, `${what}: headings of the first level`);
	await page.emulateMedia({ colorScheme: "dark" });
	assert.deepEqual(await violations(page), [], `${what} by night: axe`);
	assert.deepEqual(troubles.splice(0), [], what);
}

export const pageTests = [
	...screens.map(({ name, path }) => ({
		name: `${name}: no barrier, no shift, no foreign request, no violated policy`,
		run: async ({ base, browser }) => {
			const rest = await path(base);
			for (const width of [390, 1280]) {
				const { page, context, troubles } = await openPage(browser, base, { width, reducedMotion: "reduce" });
				for (const locale of ["pl", "en"]) await look(page, troubles, `${base}/${locale}${rest}`, `${locale} ${width}`);
				await context.close();
			}
		},
	})),
	{
		name: "public pages work without a script",
		run: async ({ base, browser }) => {
			const hit = await evening(base);
			const { page } = await openPage(browser, base, { javaScriptEnabled: false });
			await page.goto(base);
			await page.waitForURL(`${base}/pl`);
			await page.fill("#q", hit.fixture_title.split(" ")[0]);
			await page.locator("search button").click();
			await page.waitForURL(/q=/);
			await page.locator("article h3 a").first().click();
			await page.waitForURL(/sessions/);
			assert.ok((await page.locator("#plan li").count()) > 0);
			assert.match(await page.locator("h1").innerText(), /\S/);
		},
	},
	{
		name: "the language of the browser is spoken, and the other one is a link away",
		run: async ({ base, browser }) => {
			const { page } = await openPage(browser, base, { locale: "en-GB" });
			await page.goto(`${base}/?city=Gda%C5%84sk`);
			await page.waitForURL(/\/en\?city=/);
			assert.equal(await page.getAttribute("html", "lang"), "en");
			await page.locator("a[hreflang=pl]").click();
			await page.waitForURL(/\/pl\?city=/);
			assert.equal(await page.getAttribute("html", "lang"), "pl");
		},
	},
	{
		name: "nothing scrolls sideways at 320 px, as at 400 % zoom",
		run: async ({ base, browser }) => {
			const hit = await evening(base);
			const { page } = await openPage(browser, base, { width: 320 });
			for (const path of ["/pl", `/pl/sessions/${hit.session_id}`, `/pl/fixtures/${hit.fixture_id}`, "/pl/sign-in"]) {
				await page.goto(base + path);
				assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, path);
			}
		},
	},
];
