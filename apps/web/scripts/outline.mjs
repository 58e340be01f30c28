// Draws the countries that the map shows, once: public/map.svg.  Data: world-atlas (Natural Earth, public domain).
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { feature } from "topojson-client";
import { MAP_HEIGHT, MAP_WIDTH, project } from "../lib/map/projection.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const atlas = JSON.parse(await readFile(join(root, "node_modules/world-atlas/countries-50m.json"), "utf8"));
const MARGIN = 60;
const STEP = 1.6; // what is nearer than this to the point before is not seen

/** Sutherland and Hodgman: what of a ring lies on one side of a line. */
function clip(ring, axis, limit, sign) {
	const inside = (point) => sign * (point[axis] - limit) <= 0;
	return ring.flatMap((point, i) => {
		const before = ring.at(i - 1);
		const part = (limit - before[axis]) / (point[axis] - before[axis]);
		const cut = { x: before.x + (point.x - before.x) * part, y: before.y + (point.y - before.y) * part };
		if (inside(point) !== inside(before)) return inside(point) ? [cut, point] : [cut];
		return inside(point) ? [point] : [];
	});
}

function path(ring) {
	let points = ring.map(([longitude, latitude]) => project(longitude, Math.min(latitude, 80)));
	points = clip(points, "x", -MARGIN, -1);
	points = clip(points, "x", MAP_WIDTH + MARGIN, 1);
	points = clip(points, "y", -MARGIN, -1);
	points = clip(points, "y", MAP_HEIGHT + MARGIN, 1);
	let last = null;
	points = points.filter((point) => {
		const far = !last || Math.hypot(point.x - last.x, point.y - last.y) >= STEP;
		if (far) last = point;
		return far;
	});
	return points.length > 3 ? `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}z` : "";
}

function outline(country) {
	const { type, coordinates } = country.geometry;
	return (type === "Polygon" ? [coordinates] : coordinates).map(([ring]) => path(ring)).join("");
}

const countries = feature(atlas, atlas.objects.countries).features;
const poland = outline(countries.find(({ properties }) => properties.name === "Poland"));
const others = countries
	.filter(({ properties }) => properties.name !== "Poland")
	.map(outline)
	.join("");
await writeFile(
	join(root, "public/map.svg"),
	`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${MAP_WIDTH} ${MAP_HEIGHT}"><style>
.sea{fill:#dfeaf0}.land{fill:#f2eee7;stroke:#d6cfc2}.home{fill:#fffdf9;stroke:#b9b0a0}
@media(prefers-color-scheme:dark){.sea{fill:#10191f}.land{fill:#1d1b18;stroke:#35312b}.home{fill:#2a2622;stroke:#5b544a}}
</style><path class="sea" d="M0 0h${MAP_WIDTH}v${MAP_HEIGHT}H0z"/><path class="land" d="${others}"/><path class="home" stroke-width="1.5" d="${poland}"/></svg>\n`,
);
