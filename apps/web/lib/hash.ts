/** FNV-1a: the same picture for the same id, today and tomorrow. */
export function hash(text: string): number {
	let value = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
	return value >>> 0;
}

export function pick<T>(list: readonly T[], number: number): T {
	return list[number % list.length] as T;
}
