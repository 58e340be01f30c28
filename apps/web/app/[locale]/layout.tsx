import type { Metadata, Viewport } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { DemoBar } from "@/components/site/demo-bar";
import { Footer } from "@/components/site/footer";
import { Header } from "@/components/site/header";
import { isLocale } from "@/i18n/locales";
import { figtree, figtreePolish } from "@/styles/font";
import "@/styles/app.css";

type Props = { params: Promise<{ locale: string }> };

export const viewport: Viewport = {
	themeColor: [
		{ media: "(prefers-color-scheme: light)", color: "#faf8f4" },
		{ media: "(prefers-color-scheme: dark)", color: "#131210" },
	],
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	const { locale } = await params;
	if (!isLocale(locale)) return {};
	const t = await getTranslations({ locale, namespace: "site" });
	return {
		title: { default: `${t("tagline")} · ${t("name")}`, template: `%s · ${t("name")}` },
		description: t("description"),
		icons: { icon: { url: "/icon.svg", type: "image/svg+xml" } },
	};
}

export default async function Layout({ children, params }: Props & { children: ReactNode }) {
	const { locale } = await params;
	if (!isLocale(locale)) notFound();
	setRequestLocale(locale);
	const t = await getTranslations("site");
	return (
		<html lang={locale} className={`${figtree.variable} ${figtreePolish.variable}`}>
			<body className="flex min-h-screen flex-col">
				<a href="#main" className="button fixed top-2 left-2 z-50 -translate-y-20 focus:translate-y-0">
					{t("skip")}
				</a>
				<DemoBar />
				<Header locale={locale} />
				<main id="main" tabIndex={-1} className="flex-1 focus:outline-none">
					{children}
				</main>
				<Footer />
			</body>
		</html>
	);
}
