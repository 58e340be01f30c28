import { hash, pick } from "@/lib/hash";

/** What is on: the picture on the screen, 160 by 90. */
function screen(sport: string): string {
	switch (sport) {
		case "motor-racing":
		case "speedway":
			return `<path fill="#3b3f46" d="M0 0h160v90H0z"/><g fill="none"><path d="M-8 78C40 20 60 96 96 48s46-30 76-34" stroke="#6b7078" stroke-width="22"/><path d="M-8 78C40 20 60 96 96 48s46-30 76-34" stroke="#f5efe3" stroke-width="1.5" stroke-dasharray="7 6"/></g><path d="M58 62l12-4 5 5-13 5z" fill="#e4572e"/>`;
		case "ski-jumping":
			return `<path fill="#9cc7e8" d="M0 0h160v90H0z"/><path d="M0 20c40 6 60 50 96 58 26 6 46 4 64 0v12H0z" fill="#f7fbff"/><path d="M92 34l16 3-16 3 4-3z" fill="#16324f"/>`;
		case "basketball":
		case "volleyball":
			return `<path fill="#d98f4e" d="M0 0h160v90H0z"/><g fill="none" stroke="#fff" stroke-width="2" opacity=".85"><path d="M12 12h136v66H12zM80 12v66"/><circle cx="80" cy="45" r="13"/></g><circle cx="103" cy="34" r="5" fill="#fff3d6"/>`;
		case "tennis":
			return `<path fill="#2f6f9f" d="M0 0h160v90H0z"/><path d="M24 14h112v62H24zM24 26h112M24 64h112M80 14v62M52 26v38M108 26v38" fill="none" stroke="#fff" stroke-width="1.6" opacity=".9"/><circle cx="98" cy="40" r="3" fill="#e6f26b"/>`;
		case "esports":
			return `<path fill="#2a1a4a" d="M0 0h160v90H0z"/><path d="M0 66h160M0 54h160M30 90l30-44M130 90l-30-44M80 90V46" stroke="#8b5cf6" stroke-width="1.2" opacity=".8"/><path d="M64 28h12v12H64zM88 20h8v20h-8z" fill="#22d3ee"/>`;
		default:
			return `<path fill="#2f8f4e" d="M0 0h160v90H0z"/><path d="M0 0h20v90H0zM40 0h20v90H40zM80 0h20v90H80zM120 0h20v90h-20z" fill="#37a35a"/><g fill="none" stroke="#fff" stroke-width="1.8" opacity=".9"><path d="M10 10h140v70H10zM80 10v70M10 28h20v34H10M150 28h-20v34h20"/><circle cx="80" cy="45" r="13"/></g><circle cx="92" cy="36" r="3" fill="#fff"/>`;
	}
}

const WALLS = ["#32405c", "#45364f", "#2f4a46", "#54403a", "#3d3a5c", "#4a4636"];
const SOFAS = ["#c9673f", "#2f7f79", "#b58a2f", "#7a4f8c", "#8a3f4a", "#4f6fa8"];
const HAIR = ["#2b1d14", "#5a3a22", "#1a1a1a", "#8a5a2b", "#3b2a3f", "#c9a26a"];
const SCARVES = ["#e4572e", "#ffd166", "#62d9a8", "#f5efe3", "#6ca8ff"];
const PLACES_MAX = 7;
const SPAN = 330;
const LEFT = (400 - SPAN) / 2;

function lamp(x: number): string {
	return `<circle cx="${x}" cy="104" r="58" fill="#ffd98a" opacity=".12"/><path d="M${x - 2} 112h4v98h-4z" fill="#1b1a17"/><path d="M${x - 15} 114l7-26h16l7 26z" fill="#ffd98a"/>`;
}

function plant(x: number): string {
	return `<path d="M${x} 196c-20-20-22-44-14-62 10 14 14 36 14 62zm2 0c18-16 26-36 22-58-14 10-22 32-22 58zm-1 0c-4-30-1-54 6-70 8 20 5 46-6 70z" fill="#5fa777"/><path d="M${x - 14} 192h30l-5 24h-20z" fill="#b86b45"/>`;
}

function window(x: number): string {
	return `<path d="M${x} 44h56v74h-56z" fill="#141c33"/><circle cx="${x + 38}" cy="64" r="9" fill="#f7efd2"/><path d="M${x} 44h56v74h-56zM${x + 28} 44v74M${x} 80h56" fill="none" stroke="#e9e2d4" stroke-width="4" opacity=".75"/>`;
}

function head(x: number, number: number): string {
	return `<g transform="translate(${x.toFixed(1)} ${218 - (number % 5) * 3})"><path d="M-17 44c0-18 8-26 17-26s17 8 17 26z" fill="${pick(SCARVES, number >>> 3)}"/><circle r="14" cy="8" fill="${pick(HAIR, number >>> 6)}"/></g>`;
}

function cat(x: number): string {
	return `<g transform="translate(${x} 226)" fill="#201a17"><path d="M-10 22c-4-16 2-24 10-24s14 8 10 24zM-8-4l-2-9 6 4h8l6-4-2 9z"/><path d="M10 20c14 0 14-10 10-16" fill="none" stroke="#201a17" stroke-width="4" stroke-linecap="round"/></g>`;
}

export type SceneFacts = {
	/** Decides wall, sofa and what stands there: the home's id. */
	id: string;
	sport: string;
	seats: number;
	free: number;
	inches: number;
	pets: boolean;
};

/** On a sofa of at most seven places: somebody is missing as long as a seat is free. */
function sitting({ seats, free }: SceneFacts, places: number): number {
	const taken = seats > 0 ? Math.round(((seats - free) / seats) * places) : 0;
	return free > 0 ? Math.min(taken, places - 1) : places;
}

function sofa(places: number, start: number, width: number, colour: string): string {
	const seams = Array.from(
		{ length: Math.max(0, places - 1) },
		(_, i) => `M${(start + width * (i + 1)).toFixed(1)} 250v50`,
	).join("");
	const right = LEFT + SPAN;
	return `<path fill="${colour}" d="M${LEFT - 16} 252c0-14 26-14 26 0v48H${LEFT - 16}zM${right - 10} 252c0-14 26-14 26 0v48h-26zM${LEFT + 4} 246h${SPAN - 8}v54H${LEFT + 4}z"/><path d="${seams}" stroke="#000" stroke-width="2" opacity=".18"/><path fill="#fff" opacity=".12" d="M${LEFT + 4} 246h${SPAN - 8}v5H${LEFT + 4}z"/>`;
}

/** The evening as it looks from behind the sofa: who is there has a head, and what is free is free. */
export function drawScene(facts: SceneFacts): string {
	const number = hash(facts.id);
	const places = Math.max(1, Math.min(facts.seats, PLACES_MAX));
	const scale = Math.min(1.25, 0.72 + facts.inches / 190);
	const width = SPAN / Math.max(places, 3);
	const start = 200 - (width * places) / 2;
	const onLeft = (number >>> 3) % 2 === 0;
	const aside = onLeft ? 354 : 44;
	const heads = Array.from({ length: sitting(facts, places) }, (_, i) =>
		head(start + width * (i + 0.5), hash(`${facts.id}${i}`)),
	);
	return [
		'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300" width="400" height="300" preserveAspectRatio="xMidYMid slice">',
		`<path fill="${pick(WALLS, number)}" d="M-400 0H800v216H-400z"/><path fill="#1f1a17" d="M-400 210H800v90H-400z"/>`,
		'<circle cx="200" cy="110" r="150" fill="#dff3ff" opacity=".07"/><circle cx="200" cy="110" r="110" fill="#dff3ff" opacity=".09"/>',
		window(onLeft ? 24 : 320),
		(number >>> 7) % 3 === 0 ? lamp(aside) : plant(aside),
		`<g transform="translate(${200 - 80 * scale} ${112 - 48 * scale}) scale(${scale.toFixed(2)})"><path fill="#0c0c0d" d="M-5-5h170V95H-5z"/><svg width="160" height="90">${screen(facts.sport)}</svg></g>`,
		...heads,
		sofa(places, start, width, pick(SOFAS, number >>> 12)),
		facts.pets ? cat(onLeft ? 300 : 96) : "",
		"</svg>",
	].join("");
}
