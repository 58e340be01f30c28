// run.mjs - the tests of the web application, in a real browser against the real server:
//   run.mjs [--log FILE] [PATTERN]
// --log writes a line of JSON for each, as Meson does; PATTERN runs those whose name matches it.
import { appendFileSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { budgetTests } from "./budget.mjs";
import { guestTests } from "./guest.mjs";
import { pageTests } from "./pages.mjs";
import { sessionTests } from "./session.mjs";
import { bringUp, openBrowser } from "./support.mjs";
import { togetherTests } from "./together.mjs";

const TEST_MS = 120_000;

const { values, positionals } = parseArgs({ options: { log: { type: "string" } }, allowPositionals: true });
const pattern = positionals[0] ? new RegExp(positionals[0]) : null;
const tests = [...togetherTests, ...sessionTests, ...budgetTests, ...guestTests, ...pageTests].filter(
	({ name }) => !pattern || pattern.test(name),
);

function inTime(promise) {
	let timer;
	const late = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error(`not done after ${TEST_MS} ms`)), TEST_MS);
	});
	return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function report(name, failure, ms) {
	console.log(`${failure ? "FAIL" : "ok  "} ${name} (${(ms / 1000).toFixed(1)} s)${failure ? `\n${failure}` : ""}`);
	if (!values.log) return;
	const line = { name, result: failure ? "FAIL" : "OK", duration: ms / 1000, stdout: failure ?? "", stderr: "" };
	appendFileSync(values.log, `${JSON.stringify(line)}\n`);
}

if (values.log) rmSync(values.log, { force: true });
const up = await bringUp();
const browser = await openBrowser();
let failed = 0;
for (const { name, run } of tests) {
	const begun = performance.now();
	const failure = await inTime(run({ base: up.base, browser })).then(
		() => null,
		(error) => error.stack ?? String(error),
	);
	failed += failure ? 1 : 0;
	report(name, failure, performance.now() - begun);
	for (const context of browser.contexts()) await context.close();
}
await browser.close();
const begun = performance.now();
const code = await up.stop();
const stopped = code === 0 ? null : `scripts/up ended with ${code}:\n${up.said()}`;
failed += stopped ? 1 : 0;
report("the server, the web application and the gateway stop together", stopped, performance.now() - begun);
console.log(`${tests.length + 1 - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
