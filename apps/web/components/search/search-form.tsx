import { Search as SearchIcon } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import type { Schemas } from "@/lib/api/client";
import { dayOf } from "@/lib/format";
import type { Search } from "@/lib/search";

type Facets = Schemas["search.v1.Facets"];
type Props = { search: Search; facets: Facets | null; locale: Locale; now: number };

const PEOPLE_MAX = 8;
const label = "block px-3.5 pt-2 font-bold text-xs";
const control = "w-full bg-transparent px-3.5 pb-2 pt-0.5 min-h-7 rounded-b-xl text-ink [&>option]:bg-card";
const box = "relative rounded-xl focus-within:bg-sunk";

/** A form that the browser sends by itself: its address is the search. */
export async function SearchForm({ search, facets, locale }: Props) {
	const t = await getTranslations("home");
	const cities = [...(facets?.cities ?? [])].sort((a, b) => a.label.localeCompare(b.label, locale));
	if (search.city && !cities.some(({ value }) => value === search.city)) {
		cities.unshift({ value: search.city, label: search.city, count: 0 });
	}
	return (
		<search>
			<form
				action={`/${locale}`}
				className="panel mt-6 grid max-w-5xl gap-1 p-1.5 shadow-card sm:grid-cols-2 md:grid-cols-[1.7fr_1.2fr_1.3fr_1fr_auto] md:items-center"
			>
				<div className={box}>
					<label htmlFor="q" className={label}>
						{t("what")}
					</label>
					<input
						id="q"
						name="q"
						type="search"
						defaultValue={search.q}
						placeholder={t("whatHint")}
						autoComplete="off"
						className={`${control} placeholder:text-soft`}
					/>
				</div>
				<div className={box}>
					<label htmlFor="city" className={label}>
						{t("where")}
					</label>
					<select id="city" name="city" defaultValue={search.city ?? ""} className={control}>
						<option value="">{t("anywhere")}</option>
						{cities.map(({ value, label: name }) => (
							<option key={value} value={value}>
								{name}
							</option>
						))}
					</select>
				</div>
				<div className={box}>
					<label htmlFor="day" className={label}>
						{t("when")}
					</label>
					<select id="day" name="day" defaultValue={search.day ?? ""} className={control}>
						<option value="">{t("anyDay")}</option>
						{(facets?.days ?? []).map(({ value }) => (
							<option key={value} value={value}>
								{dayOf(locale, `${value}T12:00:00Z`, "UTC")}
							</option>
						))}
					</select>
				</div>
				<div className={box}>
					<label htmlFor="seats" className={label}>
						{t("people")}
					</label>
					<select id="seats" name="seats" defaultValue={search.seats ?? ""} className={control}>
						{Array.from({ length: PEOPLE_MAX }, (_, i) => i + 1).map((count) => (
							<option key={count} value={count === 1 ? "" : count}>
								{t("count", { count })}
							</option>
						))}
					</select>
				</div>
				<button type="submit" className="button sm:col-span-2 md:col-span-1">
					<SearchIcon size={20} aria-hidden="true" />
					{t("go")}
				</button>
			</form>
		</search>
	);
}
