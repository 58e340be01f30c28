"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { Suspense } from "react";
import type { Locale } from "@/i18n/locales";

type Props = { locale: Locale; name: string };

function Link({ locale, name }: Props) {
	const path = usePathname();
	const query = useSearchParams().toString();
	const other = locale === "pl" ? "en" : "pl";
	const href = `/${other}${path.slice(locale.length + 1)}${query ? `?${query}` : ""}`;
	return (
		<a
			href={href}
			lang={other}
			hrefLang={other}
			className="flex min-h-11 items-center rounded-lg px-2 font-medium text-soft hover:bg-sunk sm:px-3"
		>
			<span aria-hidden="true" className="sm:hidden">
				{other.toUpperCase()}
			</span>
			<span className="sr-only sm:not-sr-only">{name}</span>
		</a>
	);
}

/** The same page in the other language. */
export function LanguageLink(props: Props) {
	return (
		<Suspense>
			<Link {...props} />
		</Suspense>
	);
}
