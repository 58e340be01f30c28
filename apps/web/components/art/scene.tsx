type Props = {
	/** The home's id. */
	id: string;
	sport: string;
	seats: number;
	free: number;
	inches?: number | undefined;
	pets?: boolean | undefined;
	/** Of what is seen first: fetched at once. */
	first?: boolean;
	className?: string;
};

/** How many of the seats of a picture are taken shows in sevenths: more pictures than that are not needed. */
const PLACES = 7;

/** The evening as it looks from behind the sofa; what it says stands beside it as well. */
export function Scene({ id, sport, seats, free, inches = 55, pets = false, first = false, className }: Props) {
	const places = Math.min(seats, PLACES);
	const open = free > 0 ? Math.max(1, Math.round((free / seats) * places)) : 0;
	const query = new URLSearchParams({ id, sport, seats: String(places), free: String(open), inches: String(inches) });
	if (pets) query.set("pets", "1");
	return (
		// biome-ignore lint/performance/noImgElement: a drawing, which there is nothing to optimise about
		<img
			src={`/-/scene?${query}`}
			alt=""
			width="400"
			height="300"
			loading={first ? "eager" : "lazy"}
			fetchPriority={first ? "high" : undefined}
			decoding="async"
			className={`object-cover object-bottom ${className}`}
		/>
	);
}
