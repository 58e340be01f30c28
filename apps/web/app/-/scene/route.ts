import { drawScene } from "@/lib/art/scene";

function whole(text: string | null, max: number, fallback: number): number {
	const number = Number(text);
	return text && Number.isInteger(number) && number >= 0 ? Math.min(number, max) : fallback;
}

/** The picture of an evening.  Its address says all that is in it, so it never changes. */
export function GET(request: Request) {
	const query = new URL(request.url).searchParams;
	const seats = whole(query.get("seats"), 120, 0);
	const picture = drawScene({
		id: query.get("id")?.slice(0, 40) ?? "",
		sport: query.get("sport")?.slice(0, 40) ?? "",
		seats,
		free: whole(query.get("free"), seats, 0),
		inches: whole(query.get("inches"), 400, 55),
		pets: query.get("pets") === "1",
	});
	return new Response(picture, {
		headers: {
			"Content-Type": "image/svg+xml",
			"Cache-Control": "public, max-age=31536000, immutable",
			"Content-Security-Policy": "default-src 'none'; sandbox",
			"X-Content-Type-Options": "nosniff",
		},
	});
}
