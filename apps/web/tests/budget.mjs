// budget.mjs - what a page makes a phone fetch before it can be used.
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { become, evening, openPage } from "./support.mjs";

const KIB = 1024;

/** The scripts that a page names itself, compressed. */
async function firstLoad(base, path, headers = {}) {
	const html = await (await fetch(base + path, { headers })).text();
	const names = new Set(
		[...html.matchAll(/<script[^>]*\ssrc="(\/_next\/[^"]+)"[^>]*>/g)]
			.filter(([tag]) => !/nomodule/i.test(tag))
			.map(([, src]) => src),
	);
	let bytes = 0;
	for (const name of names)
		bytes += gzipSync(Buffer.from(await (await fetch(base + name)).arrayBuffer()), { level: 9 }).length;
	return { scripts: bytes, html: gzipSync(html).length };
}

async function within(base, path, most, headers) {
	const { scripts, html } = await firstLoad(base, path, headers);
	assert.ok(scripts > 0, `${path} names no script`);
	assert.ok(scripts <= most * KIB, `${path} loads ${(scripts / KIB).toFixed(1)} KiB of scripts, and may load ${most}`);
	assert.ok(html <= 25 * KIB, `${path} is ${(html / KIB).toFixed(1)} KiB of HTML, and may be 25`);
}

export const budgetTests = [
	{
		name: "public pages load 142 KiB of scripts at most",
		run: async ({ base }) => {
			const hit = await evening(base);
			await within(base, "/pl", 142);
			await within(base, `/pl/fixtures/${hit.fixture_id}`, 142);
			await within(base, `/en/sessions/${hit.session_id}`, 142);
		},
	},
	{
		name: "pages of one's own load 175 KiB of scripts at most",
		run: async ({ base, browser }) => {
			const hit = await evening(base);
			const { page, context } = await openPage(browser, base);
			await become(page, base, "guest");
			const Cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
			await within(base, `/pl/sessions/${hit.session_id}/seats`, 175, { Cookie });
			await within(base, "/pl/bookings", 175, { Cookie });
			const own = await fetch(`${base}/api/v1/web/bookings`, { headers: { Cookie } });
			const { items } = await own.json();
			await within(base, `/pl/bookings/${items[0].booking.booking_id}`, 175, { Cookie });
		},
	},
	{
		name: "fonts take 30 KiB at most, and what never changes is kept for ever",
		run: async ({ base }) => {
			const html = await (await fetch(`${base}/pl`)).text();
			const fonts = new Set(html.match(/\/_next\/static\/media\/[^"\\]+\.woff2/g));
			assert.equal(fonts.size, 2);
			let bytes = 0;
			for (const font of fonts) {
				const answer = await fetch(base + font);
				assert.match(answer.headers.get("cache-control"), /immutable/);
				bytes += (await answer.arrayBuffer()).byteLength;
			}
			assert.ok(bytes <= 30 * KIB, `${bytes} bytes of fonts`);
		},
	},
	{
		name: "text is compressed, and streams are not held up by it",
		run: async ({ base }) => {
			const hit = await evening(base);
			const page = await fetch(`${base}/pl`, { headers: { "Accept-Encoding": "gzip" } });
			assert.equal(page.headers.get("content-encoding"), "gzip");
			await page.text();
			const stream = await fetch(`${base}/v1/sessions/${hit.session_id}/availability/stream`, {
				headers: { "Accept-Encoding": "gzip" },
			});
			assert.equal(stream.headers.get("content-encoding"), null);
			const begun = performance.now();
			const reader = stream.body.getReader();
			const first = new TextDecoder().decode((await reader.read()).value);
			await reader.cancel();
			assert.match(first, /retry|event|:/);
			assert.ok(performance.now() - begun < 1000);
		},
	},
];
