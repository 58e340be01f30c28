// Cuts the fonts down to the letters that English and Polish are written with: 30 KiB instead of 130.
// Other letters, such as those of a guest's name, come from the system's own font.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import subsetFont from "subset-font";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(root, "node_modules/@fontsource-variable/figtree/files");
const target = join(root, "styles/fonts");

const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("");
const cuts = [
	{ from: "figtree-latin-wght-normal.woff2", to: "figtree.woff2", letters: `${ascii}\u00a0ÓóüÜßéè–—’‘„”“…·×•→←°€` },
	{ from: "figtree-latin-ext-wght-normal.woff2", to: "figtree-pl.woff2", letters: "ĄąĆćĘęŁłŃńŚśŹźŻż" },
];

await mkdir(target, { recursive: true });
let bytes = 0;
for (const { from, to, letters } of cuts) {
	const cut = await subsetFont(await readFile(join(source, from)), letters, { targetFormat: "woff2" });
	await writeFile(join(target, to), cut);
	bytes += cut.length;
}
if (bytes > 30 * 1024) throw new Error(`The fonts take ${bytes} bytes, and may take 30 KiB.`);
console.log(`fonts: ${bytes} bytes`);
