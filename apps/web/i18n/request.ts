import { getRequestConfig } from "next-intl/server";
import { defaultLocale, isLocale } from "./locales";

export default getRequestConfig(async ({ requestLocale }) => {
	const wanted = await requestLocale;
	const locale = isLocale(wanted) ? wanted : defaultLocale;
	const messages = (await import(`../messages/${locale}.json`)).default;
	return { locale, messages, timeZone: "Europe/Warsaw" };
});
