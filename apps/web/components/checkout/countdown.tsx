"use client";

import { useEffect, useState } from "react";

const TICK_MS = 250;

/**
 * How long a promise still stands.  `leftMs` is by the server's clock, at the moment of `since` on the browser's
 * steady one: what the wall clock of the guest says does not matter.
 */
export function useTimeLeft(leftMs: number): number {
	const [since, setSince] = useState<{ at: number; left: number } | null>(null);
	const [left, setLeft] = useState(leftMs);
	useEffect(() => {
		setSince({ at: performance.now(), left: leftMs });
		setLeft(leftMs);
	}, [leftMs]);
	useEffect(() => {
		if (!since) return;
		const timer = setInterval(() => setLeft(Math.max(0, since.left - (performance.now() - since.at))), TICK_MS);
		return () => clearInterval(timer);
	}, [since]);
	return left;
}

/** "9:07" */
export function clockText(ms: number): string {
	const seconds = Math.ceil(ms / 1000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
