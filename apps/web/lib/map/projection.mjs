/** Mercator, cut to where evenings are: millionths of a degree to the map's own units. */
export const MAP_WIDTH = 640;
export const MAP_HEIGHT = 560;
const WEST = 11.6;
const EAST = 27.6;
const NORTH = 56.3;

const mercator = (latitude) => (Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) * 180) / Math.PI;
const unit = MAP_WIDTH / (EAST - WEST);

/** @param {number} longitude @param {number} latitude */
export function project(longitude, latitude) {
	return { x: (longitude - WEST) * unit, y: (mercator(NORTH) - mercator(latitude)) * unit };
}
