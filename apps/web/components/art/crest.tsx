import { hash, pick } from "@/lib/hash";

const COLOURS = ["#16324f", "#8c1d2f", "#0b6b4b", "#c2410c", "#5b2a86", "#0e7490", "#7a4b00", "#1f2937"];
const SECONDS = ["#f5efe3", "#ffd166", "#e6f1ff", "#ffffff"];
const SHIELD = "M4 3h24v13c0 7-5.5 11.5-12 13.5C9.5 27.5 4 23 4 16z";
const FIELDS = [
	"M16 3h12v13c0 7-5.5 11.5-12 13.5z",
	"M4 3h8v25.2A16 16 0 0 1 4 16zM20 3h8v13a16 16 0 0 1-8 12.2z",
	"M4 12h24v6H4z",
	"M4 3l24 18v-5.5L11 3z",
];

/** "Czarni Warta": CW. */
function initials(name: string): string {
	const words = name.split(/\s+/).filter((word) => /\p{L}/u.test(word));
	return words
		.slice(0, 2)
		.map((word) => [...word][0]?.toUpperCase() ?? "")
		.join("");
}

/** An invented club's invented crest: decoration, its name stands beside it. */
export function Crest({ name, size = 40 }: { name: string; size?: number }) {
	const number = hash(name);
	const colour = pick(COLOURS, number);
	const second = pick(SECONDS, number >>> 5);
	return (
		<svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" className="shrink-0">
			<path d={SHIELD} fill={colour} />
			<path d={pick(FIELDS, number >>> 9)} fill={second} opacity="0.28" />
			<path d={SHIELD} fill="none" stroke={second} strokeWidth="1.5" />
			<text x="16" y="19.5" textAnchor="middle" fontSize="10" fontWeight="800" fill="#fff">
				{initials(name)}
			</text>
		</svg>
	);
}

/** A person's picture: their initials on a pattern of their own. */
export function Avatar({ name, size = 48 }: { name: string; size?: number }) {
	const number = hash(name);
	return (
		<svg viewBox="0 0 48 48" width={size} height={size} aria-hidden="true" className="shrink-0 rounded-full">
			<rect width="48" height="48" fill={pick(COLOURS, number)} />
			<circle cx={(number >>> 4) % 48} cy={(number >>> 10) % 48} r="20" fill="#fff" opacity="0.12" />
			<circle cx={(number >>> 16) % 48} cy={(number >>> 21) % 48} r="12" fill="#fff" opacity="0.12" />
			<text x="24" y="30" textAnchor="middle" fontSize="17" fontWeight="700" fill="#fff">
				{initials(name)}
			</text>
		</svg>
	);
}
