import { headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTimeZone, setRequestLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { Providers } from "@/components/providers";
import type { Locale } from "@/i18n/locales";

type Props = { children: ReactNode; params: Promise<{ locale: string }> };

/** Pages that live in the browser: they know the messages that they need, and no others. */
export default async function AppLayout({ children, params }: Props) {
	const locale = (await params).locale as Locale;
	setRequestLocale(locale);
	const { picker, seat, price, checkout, booking, step, happening, problem, session, card } = await getMessages();
	const messages = { picker, seat, price, checkout, booking, step, happening, problem, session, card };
	const nonce = (await headers()).get("x-nonce") ?? undefined;
	return (
		<NextIntlClientProvider locale={locale} messages={messages} timeZone={await getTimeZone()}>
			<Providers nonce={nonce}>{children}</Providers>
		</NextIntlClientProvider>
	);
}
