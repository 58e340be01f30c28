import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { currentSession } from "@/lib/session/current";
import { Avatar } from "../art/crest";
import { LanguageLink } from "./language-link";
import { Logo } from "./logo";

/** Where one goes from anywhere.  It works without a script: the menu is a disclosure, signing out a form. */
export async function Header({ locale }: { locale: Locale }) {
	const t = await getTranslations("site");
	const session = await currentSession();
	const home = `/${locale}`;
	return (
		<header className="sticky top-0 z-40 border-line border-b bg-paper">
			<nav aria-label={t("menu")} className="wrap flex h-16 items-center gap-2 sm:gap-4">
				<a href={home} className="-ml-1 flex min-h-11 items-center gap-2.5 p-1 font-extrabold text-lg tracking-tight">
					<Logo />
					{t("name")}
				</a>
				<span className="flex-1" />
				<LanguageLink locale={locale} name={t("language")} />
				{session ? (
					<>
						<a
							href={`${home}/bookings`}
							className="hidden min-h-11 items-center rounded-lg px-3 font-semibold hover:bg-sunk sm:flex"
						>
							{t("bookings")}
						</a>
						<details className="relative" name="menu">
							<summary className="flex min-h-11 items-center gap-2 rounded-full border border-line bg-card py-1 pr-3 pl-1 font-semibold">
								<Avatar name={session.user.name} size={34} />
								<span className="max-w-32 truncate">{session.user.name.split(" ")[0]}</span>
							</summary>
							<div className="panel absolute right-0 mt-2 grid w-60 gap-1 p-2 shadow-card">
								<p className="truncate px-3 py-1 text-soft text-sm">{session.user.name}</p>
								<a
									href={`${home}/bookings`}
									className="flex min-h-11 items-center rounded-lg px-3 font-semibold hover:bg-sunk"
								>
									{t("bookings")}
								</a>
								<form method="post" action="/-/session/end">
									<button
										type="submit"
										className="flex min-h-11 w-full items-center rounded-lg px-3 font-semibold hover:bg-sunk"
									>
										{t("signOut")}
									</button>
								</form>
							</div>
						</details>
					</>
				) : (
					<a href={`${home}/sign-in`} className="button button-small">
						{t("signIn")}
					</a>
				)}
			</nav>
		</header>
	);
}
