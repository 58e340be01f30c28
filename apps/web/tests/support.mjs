// support.mjs - the demo, the web application and the gateway for the tests, and a browser that looks at them.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const READY_MS = 60_000;

/** Runs scripts/up on a free port; the end of it is `stop`. */
export async function bringUp() {
	const up = spawn(
		join(here, "../../../scripts/up"),
		["--listen", "127.0.0.1:0", "--crowd", "0", "--log-style", "json"],
		{
			stdio: ["ignore", "pipe", "pipe"],
		},
	);
	let said = "";
	const ended = new Promise((resolve) => up.once("exit", resolve));
	const base = await new Promise((resolve, reject) => {
		const timer = setTimeout(() => reject(new Error(`not up after ${READY_MS} ms:\n${said}`)), READY_MS);
		let url = null;
		let seeded = false;
		const hear = (text) => {
			said += text;
			url ??= said.match(/^ready (\S+)/m)?.[1] ?? null;
			seeded ||= said.includes('"event":"listening"');
			if (!url || !seeded) return;
			clearTimeout(timer);
			resolve(url);
		};
		up.stdout.on("data", hear);
		up.stderr.on("data", hear);
		up.once("exit", () => reject(new Error(`scripts/up ended:\n${said}`)));
	});
	return {
		base,
		pid: up.pid,
		ended,
		said: () => said,
		stop: async () => {
			up.kill("SIGTERM");
			return ended;
		},
	};
}

export async function openBrowser() {
	return chromium.launch({
		executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
		args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
	});
}

/** A page that remembers what went wrong on it: policy violations, errors, requests to anybody else. */
export async function openPage(browser, base, options = {}) {
	const { width = 1280, scheme = "light", locale = "pl-PL", ...rest } = options;
	const context = await browser.newContext({
		viewport: { width, height: width < 600 ? 844 : 900 },
		colorScheme: scheme,
		locale,
		hasTouch: width < 600,
		...rest,
	});
	const page = await context.newPage();
	page.setDefaultTimeout(20_000);
	const troubles = [];
	page.on("pageerror", (error) => troubles.push(`error: ${error}`));
	page.on("console", (message) => {
		if (message.type() === "error" && !/status of (4\d\d|503)/.test(message.text()))
			troubles.push(`console: ${message.text()}`);
	});
	page.on("request", (request) => {
		const url = new URL(request.url());
		if (url.origin !== new URL(base).origin && url.protocol.startsWith("http"))
			troubles.push(`foreign: ${request.url()}`);
	});
	return { page, context, troubles };
}

/** What axe has to say against the page as it stands; its script comes in by the debugger, which no policy holds up. */
export async function violations(page) {
	await page.evaluate(axe);
	return page.evaluate(async () => {
		const { violations: found } = await window.axe.run(document, {
			runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
		});
		return found.map(
			({ id, nodes }) =>
				`${id}: ${nodes
					.slice(0, 3)
					.map(({ html }) => html.slice(0, 160))
					.join(" | ")}`,
		);
	});
}

/** The layout shift so far. */
export async function layoutShift(page) {
	return page.evaluate(
		() =>
			new Promise((resolve) => {
				let sum = 0;
				new PerformanceObserver((list) => {
					for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
				}).observe({ type: "layout-shift", buffered: true });
				setTimeout(() => resolve(sum), 50);
			}),
	);
}

export async function become(page, base, who, locale = "pl") {
	await page.goto(`${base}/${locale}/sign-in`);
	await page.locator(`main button[value=${who}]`).click();
	await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
}

/**
 * An evening with at least so many free seats, that begins in more than two days; by the API, as anybody sees it.
 * Another `index` is another evening: a guest may only have so many seats of one.
 */
export async function evening(base, { free = 4, index = 0 } = {}) {
	const answer = await fetch(`${base}/v1/search?limit=50&seats=${free}`);
	const { items } = await answer.json();
	const soon = Date.now() + 49 * 3600_000;
	const found = items.filter((hit) => Date.parse(hit.starts_at) > soon && hit.price_from?.minor > 0);
	if (found.length === 0) throw new Error("the demo has no such evening");
	return found[index % found.length];
}
