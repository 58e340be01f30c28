"use strict";
/* A browser keeps six connections to a server: some are left for other pages. */
const SHOWN = 4;
const list = document.getElementById("evenings");
const say = (text) => { document.getElementById("live").textContent = text; };
const open = new Set();

function priceOf(money) {
	const format = new Intl.NumberFormat(undefined, { style: "currency", currency: money.currency });
	return format.format(Number(money.minor) / 10 ** format.resolvedOptions().maximumFractionDigits);
}

function timeOf(hit) {
	return new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short", hour: "2-digit",
		minute: "2-digit", timeZone: hit.time_zone, timeZoneName: "short" }).format(new Date(hit.starts_at));
}

function add(parent, tag, text) {
	const element = parent.appendChild(document.createElement(tag));
	element.textContent = text;
	return element;
}

/* The stream says the state of the room, now and whenever it changes. */
function follow(hit, seats) {
	const stream = new EventSource(`/v1/sessions/${hit.session_id}/availability/stream`);
	stream.addEventListener("open", () => { open.add(hit.session_id); say("Live."); });
	stream.addEventListener("error", () => {
		open.delete(hit.session_id);
		if (open.size === 0) say("Reconnecting: what is shown may have changed.");
	});
	stream.addEventListener("availability", (event) => {
		const room = JSON.parse(event.data);
		seats.textContent = `${room.seats_free} of ${room.seats_total} seats free`;
	});
}

function show(hit) {
	const item = add(list, "li", "");
	add(item, "strong", hit.fixture_title);
	add(item, "span", `${timeOf(hit)}, ${hit.city}${hit.host_name ? ", with " + hit.host_name : ""}`);
	if (hit.price_from) add(item, "span", `from ${priceOf(hit.price_from)}, all in`);
	follow(hit, add(item, "span", `${hit.seats_free} of ${hit.seats_total} seats free`));
}

async function start() {
	const answer = await fetch(`/v1/search?sort=SORT_SOONEST&limit=${SHOWN}`);
	const found = await answer.json();
	if (!answer.ok) throw new Error(found.detail);
	found.items.forEach(show);
	if (found.items.length === 0) say("Nothing is planned: couchannel demo shows a marketplace full of life.");
}

start().catch((failure) => say(`It cannot be shown: ${failure.message}`));
