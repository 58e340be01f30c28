import { getTranslations } from "next-intl/server";
import { env } from "@/lib/env";

export async function Footer() {
	const t = await getTranslations("site");
	return (
		<footer className="mt-16 border-line border-t bg-sunk">
			<div className="wrap flex flex-wrap items-center gap-x-6 gap-y-2 py-6 text-soft text-sm">
				<p className="flex-1 basis-60">{t("footer")}</p>
				{env.demoToken && (
					<a href="/outbox" className="flex min-h-8 items-center underline underline-offset-4">
						{t("mail")}
					</a>
				)}
				<a href="/docs" className="flex min-h-8 items-center underline underline-offset-4">
					{t("api")}
				</a>
			</div>
		</footer>
	);
}
