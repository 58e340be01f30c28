import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import type { Locale } from "@/i18n/locales";

type Props = { params: Promise<{ locale: Locale; code: string }> };

export const metadata: Metadata = { robots: { index: false }, referrer: "same-origin" };

/** Where a one-time link leads: it signs in at the press of a button, and not by being opened. */
export default async function LinkPage({ params }: Props) {
	const { locale, code } = await params;
	setRequestLocale(locale);
	const t = await getTranslations("signIn");
	return (
		<div className="wrap max-w-xl pt-10">
			<h1 className="font-extrabold text-3xl">{t("linkTitle")}</h1>
			<p className="mt-3 text-soft">{t("linkText")}</p>
			<form method="post" action="/-/session" className="mt-6">
				<input type="hidden" name="code" value={code.slice(0, 64)} />
				<button type="submit" className="button w-full">
					{t("linkButton")}
				</button>
			</form>
		</div>
	);
}
