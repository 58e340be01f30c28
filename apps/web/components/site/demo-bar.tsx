import { getTranslations } from "next-intl/server";
import { personas } from "@/lib/demo";
import { env } from "@/lib/env";
import { currentSession } from "@/lib/session/current";

/** In the demo alone: one is somebody else by a click. */
export async function DemoBar() {
	if (!env.demoToken) return null;
	const t = await getTranslations("demo");
	const session = await currentSession();
	return (
		<aside aria-label={t("label")} className="bg-bar text-on-bar">
			<form
				method="post"
				action="/-/demo"
				className="wrap flex min-h-11 flex-wrap items-center gap-x-2 gap-y-1 py-1.5 text-sm"
			>
				<strong className="rounded bg-on-bar px-1.5 font-bold text-bar">{t("label")}</strong>
				<span className="hidden sm:inline">{session ? t("now", { name: session.user.name }) : t("nobody")}</span>
				<span className="hidden flex-1 sm:block" />
				<span className="hidden opacity-80 md:inline">{session ? t("be") : null}</span>
				{personas.map(({ role, name }) => (
					<button
						key={role}
						name="persona"
						value={role}
						type="submit"
						aria-pressed={session?.user.name.startsWith(name) ?? false}
						className="min-h-8 rounded-full border border-on-bar/50 px-3 font-semibold hover:bg-on-bar hover:text-bar aria-pressed:bg-on-bar aria-pressed:text-bar"
					>
						{name} <span className="hidden font-normal sm:inline">· {t(role)}</span>
					</button>
				))}
			</form>
		</aside>
	);
}
