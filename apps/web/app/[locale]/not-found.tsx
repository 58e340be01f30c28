import { getLocale, getTranslations } from "next-intl/server";

export default async function NotFound() {
	const [locale, t] = await Promise.all([getLocale(), getTranslations("problem")]);
	return (
		<div className="wrap max-w-xl pt-16 text-center">
			<h1 className="font-extrabold text-3xl">{t("notFound")}</h1>
			<p className="mt-3 text-soft">{t("notFoundText")}</p>
			<a href={`/${locale}`} className="button mt-6">
				{t("home")}
			</a>
		</div>
	);
}
