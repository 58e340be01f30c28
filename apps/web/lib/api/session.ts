import { cache } from "react";
import { api, found, Refusal, servedAt } from "./client";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether it can be the id of anything: what is not, is not asked for. */
export function isId(text: string): boolean {
	return ID.test(text);
}

async function orNull<T>(asked: Promise<T>): Promise<T | null> {
	try {
		return await asked;
	} catch (refusal) {
		if (refusal instanceof Refusal && refusal.status === 404) return null;
		throw refusal;
	}
}

/** An evening's page, and when the server said so; null if there is none. */
export const loadSession = cache(async (id: string) => {
	if (!isId(id)) return null;
	const { client, headers } = await api();
	const asked = client.GET("/v1/web/sessions/{session_id}", { headers, params: { path: { session_id: id } } });
	const page = await orNull(found(asked));
	return page && { page, now: servedAt((await asked).response) };
});

export const loadFixture = cache(async (id: string, cursor?: string) => {
	if (!isId(id)) return null;
	const { client, headers } = await api();
	const asked = client.GET("/v1/web/fixtures/{fixture_id}", {
		headers,
		params: { path: { fixture_id: id }, query: { limit: 24, ...(cursor && isId(cursor) ? { cursor } : {}) } },
	});
	const page = await orNull(found(asked));
	return page && { page, now: servedAt((await asked).response) };
});

export const loadBooking = cache(async (id: string) => {
	if (!isId(id)) return null;
	const { client, headers } = await api();
	const asked = client.GET("/v1/web/bookings/{booking_id}", { headers, params: { path: { booking_id: id } } });
	const page = await orNull(found(asked));
	return page && { page, now: servedAt((await asked).response) };
});

export const loadCheckout = cache(async (id: string) => {
	if (!isId(id)) return null;
	const { client, headers } = await api();
	const asked = client.GET("/v1/web/checkouts/{booking_id}", { headers, params: { path: { booking_id: id } } });
	const page = await orNull(found(asked));
	return page && { page, now: servedAt((await asked).response) };
});

export const loadBookings = cache(async (cursor?: string) => {
	const { client, headers } = await api();
	const asked = client.GET("/v1/web/bookings", {
		headers,
		params: { query: { limit: 20, ...(cursor && isId(cursor) ? { cursor } : {}) } },
	});
	return { page: await found(asked), now: servedAt((await asked).response) };
});
