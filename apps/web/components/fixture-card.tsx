import { getLocale } from "next-intl/server";
import type { Schemas } from "@/lib/api/client";
import { Crest } from "./art/crest";
import { whenText } from "./evening-card";

type Fixture = Schemas["inventory.v1.Fixture"];

/** Two crests, or one of the competition. */
export function Badges({ fixture, size = 36 }: { fixture: Fixture; size?: number }) {
	const { home_team_name: home, away_team_name: away } = fixture;
	if (!home || !away) return <Crest name={fixture.competition_name} size={size} />;
	return (
		<span className="flex">
			<Crest name={home} size={size} />
			<span className="-ml-1.5">
				<Crest name={away} size={size} />
			</span>
		</span>
	);
}

export async function FixtureCard({ fixture, zone, now }: { fixture: Fixture; zone: string; now: number }) {
	const locale = await getLocale();
	return (
		<article className="panel relative flex h-full w-64 shrink-0 flex-col gap-2.5 p-4 hover:border-edge">
			<div className="flex items-start justify-between gap-2">
				<Badges fixture={fixture} />
				<time dateTime={fixture.kicks_off_at} className="font-semibold text-sm">
					{await whenText(fixture.kicks_off_at, zone, now)}
				</time>
			</div>
			<div>
				<h3 className="line-clamp-2 font-bold">
					<a
						href={`/${locale}/fixtures/${fixture.fixture_id}`}
						className="after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-brand focus-visible:after:outline-offset-2"
					>
						{fixture.title}
					</a>
				</h3>
				<p className="mt-0.5 truncate text-soft text-sm">{fixture.competition_name}</p>
			</div>
		</article>
	);
}
