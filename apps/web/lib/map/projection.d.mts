export const MAP_WIDTH: number;
export const MAP_HEIGHT: number;
export function project(longitude: number, latitude: number): { x: number; y: number };
