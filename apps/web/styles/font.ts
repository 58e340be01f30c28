import localFont from "next/font/local";

/** Cut by scripts/fonts.mjs.  SIL Open Font License 1.1 (node_modules/@fontsource-variable/figtree/LICENSE). */
export const figtree = localFont({
	src: "./fonts/figtree.woff2",
	weight: "300 900",
	variable: "--font-figtree-latin",
	display: "swap",
	preload: true,
});

export const figtreePolish = localFont({
	src: "./fonts/figtree-pl.woff2",
	weight: "300 900",
	variable: "--font-figtree-polish",
	display: "swap",
	preload: true,
	adjustFontFallback: false,
	declarations: [{ prop: "unicode-range", value: "U+104-107, U+118-119, U+141-144, U+15A-15B, U+179-17C" }],
});
