// guest.mjs - an evening from the search to the cancellation, as a guest goes through it.
import assert from "node:assert/strict";
import { become, evening, layoutShift, openPage, violations } from "./support.mjs";

/** Chooses so many seats side by side, and goes on to pay. */
async function reserve(page, base, locale, sessionId, count) {
	await page.goto(`${base}/${locale}/sessions/${sessionId}/seats`);
	const stepper = page.locator("output");
	while (Number(await stepper.textContent()) < count) await page.locator("output + button").click();
	while (Number(await stepper.textContent()) > count) await page.locator("button:has(+ output)").click();
	await page.locator("[role=group] ~ button.button-small").first().click();
	await page.waitForFunction((n) => document.querySelectorAll("[aria-pressed=true][id^=seat]").length === n, count);
	await page.locator("dl .text-lg dd").waitFor();
	await page.locator("aside button.button").click();
	await page.waitForURL(/\/checkout\//);
}

async function check(page, troubles, what) {
	assert.deepEqual(await violations(page), [], `${what}: axe`);
	assert.ok((await layoutShift(page)) <= 0.02, `${what}: layout shift of ${await layoutShift(page)}`);
	const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	assert.ok(over <= 0, `${what}: scrolls sideways by ${over}`);
	assert.deepEqual(troubles.splice(0), [], what);
}

/** From the search to the ticket and back, looking at every screen on the way. */
async function wholeEvening({ base, browser }, { locale, width, scheme, count }) {
	const hit = await evening(base, { free: count + 1 });
	const { page, troubles } = await openPage(browser, base, {
		locale: locale === "pl" ? "pl-PL" : "en-GB",
		width,
		scheme,
	});
	await become(page, base, "guest", locale);

	await page.goto(`${base}/${locale}?q=${encodeURIComponent(hit.fixture_title)}&seats=${count}`);
	await page.locator(`a[href$="/sessions/${hit.session_id}"]`).first().click();
	await page.waitForURL(/\/sessions\//);
	await page.locator("a[href$='/seats']:visible").first().click();
	await page.waitForURL(/\/seats/);
	await check(page, troubles, "seats");

	await reserve(page, base, locale, hit.session_id, count);
	const seats = await page.locator("aside .tag").allTextContents();
	assert.equal(seats.length, count);
	await check(page, troubles, "checkout");
	const price = (await page.locator("dl .text-lg dd").textContent()).trim();
	assert.ok(
		(await page.locator("button[type=submit]:visible").last().textContent()).includes(price),
		"the button says what is paid",
	);

	await page.locator("main button[type=submit]").dblclick();
	await page.waitForURL(/\/bookings\//);
	await page.locator("#ticket").waitFor();
	await check(page, troubles, "ticket");
	const id = page.url().split("/").pop();
	const [calendar, ticket, booking] = await page.evaluate(async (one) => {
		const get = async (path) => (await fetch(`/api/v1/bookings/${one}${path}`)).text();
		return [await get("/calendar.ics"), await get("/ticket.svg"), JSON.parse(await get(""))];
	}, id);
	assert.match(calendar, /BEGIN:VEVENT[\s\S]*UID:/);
	assert.match(ticket, /<svg/);
	assert.equal(booking.state, "BOOKING_STATE_CONFIRMED");
	assert.deepEqual(booking.labels.toSorted(), seats.map((label) => label.trim()).toSorted());
	assert.equal(booking.timeline.filter(({ step, what }) => step === "capture" && what === "HAPPENING_DONE").length, 1);

	await page.locator("main details summary").click();
	await page.locator("button[aria-haspopup=dialog]").click();
	await page.locator("[role=dialog]").waitFor();
	assert.deepEqual(await violations(page), [], "cancellation: axe");
	await page.locator("[role=dialog] button").last().click();
	await page.waitForFunction(() => !document.querySelector("#ticket"));
	await check(page, troubles, "cancelled");

	await page.goto(`${base}/${locale}/bookings`);
	await check(page, troubles, "bookings");
	assert.ok((await page.locator(`a[href$="/bookings/${id}"]`).count()) === 1);
}

export const guestTests = [
	{
		name: "an evening in Polish on a phone by night: found, chosen, paid once, with ticket and calendar, and cancelled",
		run: (world) => wholeEvening(world, { locale: "pl", width: 390, scheme: "dark", count: 2 }),
	},
	{
		name: "an evening in English on a desk by day: found, chosen, paid once, with ticket and calendar, and cancelled",
		run: (world) => wholeEvening(world, { locale: "en", width: 1280, scheme: "light", count: 3 }),
	},
	{
		name: "with the keyboard alone one gets from the search to a paid seat",
		run: async ({ base, browser }) => {
			const hit = await evening(base, { free: 2 });
			const { page } = await openPage(browser, base, { locale: "en-GB" });
			await become(page, base, "guest", "en");
			await page.goto(`${base}/en/sessions/${hit.session_id}`);
			await tabTo(page, "a[href$='/seats']");
			await page.keyboard.press("Enter");
			await page.waitForURL(/\/seats/);
			await tabTo(page, "button[id^=seat]");
			const first = await page.evaluate(() => document.activeElement.id);
			await page.keyboard.press("ArrowRight");
			assert.notEqual(await page.evaluate(() => document.activeElement.id), first);
			await page.keyboard.press("End");
			for (let i = 0; i < 60; i++) {
				if (await page.evaluate(() => document.activeElement.getAttribute("aria-disabled") === "false")) break;
				const before = await page.evaluate(() => document.activeElement.id);
				await page.keyboard.press("ArrowLeft");
				if ((await page.evaluate(() => document.activeElement.id)) === before) await page.keyboard.press("ArrowUp");
			}
			await page.keyboard.press("Space");
			assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-pressed")), "true");
			await page.locator("dl .text-lg dd").waitFor();
			await tabTo(page, "aside button.button");
			await page.keyboard.press("Enter");
			await page.waitForURL(/\/checkout\//);
			await tabTo(page, "main button[type=submit]");
			await page.keyboard.press("Enter");
			await page.waitForURL(/\/bookings\//);
			await page.locator("#ticket").waitFor();
		},
	},
	{
		name: "a card that is declined is said in words, and nothing stays paid",
		run: async ({ base, browser }) => {
			const hit = await evening(base, { free: 2 });
			const { page, troubles } = await openPage(browser, base, { width: 390 });
			await become(page, base, "guest");
			await reserve(page, base, "pl", hit.session_id, 1);
			await page.locator("#pm_card_insufficientFunds").check();
			await page.locator("main button[type=submit]").click();
			await page.waitForURL(/\/bookings\//);
			await page.getByText("Na karcie jest za mało pieniędzy").waitFor();
			await check(page, troubles, "refused");
		},
	},
	{
		name: "a bank that asks is answered in another tab, and the page goes on by itself",
		run: async ({ base, browser }) => {
			const hit = await evening(base, { free: 2, index: 1 });
			const { page, context, troubles } = await openPage(browser, base);
			await become(page, base, "guest");
			await reserve(page, base, "pl", hit.session_id, 1);
			await page.locator("#pm_card_threeDSecure").check();
			await page.locator("main button[type=submit]").click();
			await page.waitForURL(/\/bookings\//);
			const link = page.locator("header a[target=_blank]");
			await link.waitFor();
			await check(page, troubles, "bank");
			const [bank] = await Promise.all([context.waitForEvent("page"), link.click()]);
			await bank.locator("button[value=approve]").click();
			await page.locator("#ticket").waitFor();
		},
	},
	{
		name: "who loses a seat to somebody else is told so, and offered the next best one",
		run: async ({ base, browser }) => {
			const hit = await evening(base, { free: 4 });
			const one = await openPage(browser, base);
			const two = await openPage(browser, base);
			await become(one.page, base, "guest");
			await become(two.page, base, "host");
			const seats = `${base}/pl/sessions/${hit.session_id}/seats`;
			await one.page.goto(seats);
			const free = one.page.locator("button[id^=seat][aria-disabled=false]");
			await free.first().click();
			const wanted = await one.page.evaluate(
				() => document.querySelector("[id^=seat][aria-pressed=true]").getAttribute("aria-label").split(",")[0],
			);
			await two.page.goto(`${seats}?s=${wanted}`);
			await two.page.locator("dl .text-lg dd").waitFor();
			await two.page.locator("aside button.button").click();
			await two.page.waitForURL(/\/checkout\//);
			await one.page
				.locator("[role=status]", { hasText: `Miejsce ${wanted} zostało właśnie zajęte; wybraliśmy` })
				.waitFor();
			assert.equal(await one.page.locator("[id^=seat][aria-pressed=true]").count(), 1);
			assert.equal(await one.page.locator(`[id^=seat][aria-pressed=true][aria-label^="${wanted},"]`).count(), 0);
		},
	},
	{
		name: "a clock that is wrong by ten minutes counts down what the server promised, and can have more",
		run: async ({ base, browser }) => {
			const hit = await evening(base, { free: 2, index: 1 });
			const { page } = await openPage(browser, base);
			await become(page, base, "guest");
			await reserve(page, base, "pl", hit.session_id, 1);
			await page.addInitScript(() => {
				const now = Date.now;
				Date.now = () => now() + 600_000;
			});
			await page.reload();
			const minutes = async () => Number((await page.locator("[role=timer]").textContent()).match(/(\d+):\d\d/)[1]);
			await page.waitForTimeout(600);
			assert.ok((await minutes()) === 9 || (await minutes()) === 10, "ten minutes are left, by the server's clock");
			const seconds = async () => {
				const [, m, s] = (await page.locator("[role=timer]").textContent()).match(/(\d+):(\d\d)/);
				return Number(m) * 60 + Number(s);
			};
			await page.waitForTimeout(2000);
			const before = await seconds();
			await page.getByRole("button", { name: "Znowu 10 min" }).click();
			await page.getByText("Znowu masz dziesięć minut.").waitFor();
			assert.ok((await seconds()) > before, "there is more time than before");
		},
	},
	{
		name: "who goes back from paying finds their seats as they chose them",
		run: async ({ base, browser }) => {
			const hit = await evening(base, { free: 3, index: 2 });
			const { page } = await openPage(browser, base);
			await become(page, base, "guest");
			await reserve(page, base, "pl", hit.session_id, 2);
			const paying = page.url();
			await page.goBack();
			await page.waitForURL(/\/seats/);
			await page.waitForTimeout(800);
			assert.equal(await page.locator("[id^=seat][aria-pressed=true]").count(), 2);
			await page.locator("dl .text-lg dd").waitFor();
			await page.locator("aside button.button").click();
			await page.waitForURL(/\/checkout\//);
			assert.equal(page.url(), paying);
		},
	},
	{
		name: "who is not signed in chooses first, signs in, and finds the seats chosen",
		run: async ({ base, browser }) => {
			const hit = await evening(base, { free: 2 });
			const { page } = await openPage(browser, base);
			await page.goto(`${base}/pl/sessions/${hit.session_id}/seats`);
			await page.locator("button[id^=seat][aria-disabled=false]").first().click();
			await page.locator("aside button.button").click();
			await page.waitForURL(/\/sign-in/);
			await page.locator("main button[value=guest]").click();
			await page.waitForURL(/\/seats\?s=/);
			assert.equal(await page.locator("[id^=seat][aria-pressed=true]").count(), 1);
			await page.goto(`${base}/pl/bookings`);
			assert.equal(await page.locator("h1").textContent(), "Moje rezerwacje");
		},
	},
];

/** Presses Tab until such an element has the focus. */
async function tabTo(page, selector) {
	for (let i = 0; i < 60; i++) {
		await page.keyboard.press("Tab");
		if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
	}
	throw new Error(`no Tab leads to ${selector}`);
}
