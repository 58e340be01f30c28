"use client";

import { useEffect, useState } from "react";
import type { Schemas } from "@/lib/api/client";

export type Availability = Schemas["inventory.v1.Availability"];
export type Connection = "connecting" | "live" | "lost";

const FIRST_RETRY_MS = 1000;
const RETRY_MAX_MS = 15_000;

/** After the page has settled; a stream at its start would hold up what is seen. */
function whenIdle(run: () => void): () => void {
	if ("requestIdleCallback" in window) {
		const id = window.requestIdleCallback(run, { timeout: 2000 });
		return () => window.cancelIdleCallback(id);
	}
	const id = setTimeout(run, 200);
	return () => clearTimeout(id);
}

/**
 * Follows a stream of states: each message is all there is to know, so whatever was missed does not matter.
 * It is closed while the page is hidden in the back-forward cache, and opened again when it comes back.
 */
export function follow<T>(
	url: string,
	event: string,
	heard: (state: T) => void,
	changed: (connection: Connection) => void,
) {
	let source: EventSource | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let wait = FIRST_RETRY_MS;
	const open = () => {
		clearTimeout(timer);
		source?.close();
		source = new EventSource(url);
		source.addEventListener("open", () => {
			wait = FIRST_RETRY_MS;
			changed("live");
		});
		source.addEventListener(event, (message) => heard(JSON.parse((message as MessageEvent<string>).data) as T));
		source.addEventListener("error", () => {
			changed("lost");
			if (source?.readyState !== EventSource.CLOSED) return; /* it tries again by itself */
			timer = setTimeout(open, wait);
			wait = Math.min(wait * 2, RETRY_MAX_MS);
		});
	};
	const close = () => {
		clearTimeout(timer);
		source?.close();
		source = null;
	};
	const shown = (page: PageTransitionEvent) => page.persisted && open();
	const cancel = whenIdle(open);
	window.addEventListener("pagehide", close);
	window.addEventListener("pageshow", shown);
	return () => {
		cancel();
		close();
		window.removeEventListener("pagehide", close);
		window.removeEventListener("pageshow", shown);
	};
}

/** Which seats are free, as long as somebody looks. */
export function useAvailability(sessionId: string): { availability: Availability | null; connection: Connection } {
	const [availability, setAvailability] = useState<Availability | null>(null);
	const [connection, setConnection] = useState<Connection>("connecting");
	useEffect(
		() =>
			follow<Availability>(
				`/v1/sessions/${sessionId}/availability/stream`,
				"availability",
				setAvailability,
				setConnection,
			),
		[sessionId],
	);
	return { availability, connection };
}
