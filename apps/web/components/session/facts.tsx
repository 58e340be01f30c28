import {
	Accessibility,
	Baby,
	Beer,
	Cigarette,
	CigaretteOff,
	Footprints,
	Heart,
	type LucideIcon,
	MonitorSpeaker,
	PawPrint,
	SquareParking,
	Trees,
	Tv,
	Volume2,
	Wifi,
	Wind,
} from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Schemas } from "@/lib/api/client";

type Home = Schemas["hosting.v1.Home"];
type Fact = { icon: LucideIcon; text: string };

function Facts({ facts }: { facts: Fact[] }) {
	return (
		<ul className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
			{facts.map(({ icon: Icon, text }) => (
				<li key={text} className="flex items-center gap-3">
					<Icon size={22} strokeWidth={1.75} aria-hidden="true" className="shrink-0 text-brand" />
					{text}
				</li>
			))}
		</ul>
	);
}

/** What guests agree to. */
export async function HouseRules({ home }: { home: Home }) {
	const t = await getTranslations("rule");
	const { rules } = home;
	if (!rules) return null;
	const { smoking } = rules;
	const facts: Fact[] = [
		{ icon: smoking === "SMOKING_NO" ? CigaretteOff : Cigarette, text: t(smoking) },
		{ icon: PawPrint, text: rules.pets_welcome ? t("petsWelcome") : rules.pets ? t("pets") : t("noPets") },
		{ icon: Baby, text: rules.kids_welcome ? t("kids") : t("adults") },
		{ icon: Beer, text: rules.alcohol ? t("alcohol") : t("noAlcohol") },
		{ icon: Footprints, text: t("stairs", { count: rules.stairs ?? 0 }) },
		...(rules.wheelchair ? [{ icon: Accessibility, text: t("wheelchair") }] : []),
		{ icon: Heart, text: rules.cheers_for ? t("cheers", { team: rules.cheers_for }) : t("neutral") },
	];
	return (
		<>
			<Facts facts={facts} />
			{rules.note && <p className="mt-4 text-soft">{rules.note}</p>}
		</>
	);
}

export async function Equipment({ home }: { home: Home }) {
	const t = await getTranslations("rule");
	const { equipment } = home;
	const { sound } = equipment;
	const facts: Fact[] = [
		{ icon: sound === "SOUND_TV" ? Tv : sound === "SOUND_SOUNDBAR" ? MonitorSpeaker : Volume2, text: t(sound) },
		...(equipment.wifi ? [{ icon: Wifi, text: t("wifi") }] : []),
		...(equipment.air_conditioning ? [{ icon: Wind, text: t("air") }] : []),
		...(equipment.balcony ? [{ icon: Trees, text: t("balcony") }] : []),
		...(equipment.second_screen ? [{ icon: Tv, text: t("second") }] : []),
		...(equipment.parking ? [{ icon: SquareParking, text: t("parking") }] : []),
	];
	return <Facts facts={facts} />;
}
