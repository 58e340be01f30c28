/** A screen with a sofa in front of it. */
export function Logo() {
	return (
		<svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
			<rect x="5" y="4" width="22" height="13" rx="2" fill="var(--brand)" />
			<path d="M13 8l6 2.5-6 2.5z" fill="var(--on-brand)" />
			<path d="M4 19a3 3 0 0 1 6 0v2h12v-2a3 3 0 0 1 6 0v6a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2z" fill="var(--ink)" />
		</svg>
	);
}
