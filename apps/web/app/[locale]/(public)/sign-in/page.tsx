import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { personas } from "@/lib/demo";
import { env } from "@/lib/env";
import { ownPath } from "@/lib/session/respond";

type Props = {
	params: Promise<{ locale: Locale }>;
	searchParams: Promise<{ next?: string; problem?: string; sent?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	const t = await getTranslations({ locale: (await params).locale, namespace: "signIn" });
	return { title: t("title"), robots: { index: false } };
}

/** A link by mail; in the demo, one of its people by a click. */
export default async function SignInPage({ params, searchParams }: Props) {
	const { locale } = await params;
	setRequestLocale(locale);
	const { next, problem, sent } = await searchParams;
	const [t, demo] = await Promise.all([getTranslations("signIn"), getTranslations("demo")]);
	const problems: Record<string, string> = {
		link: `${t("failed")} ${t("failedHint")}`,
		often: t("tooMany"),
		email: t("badEmail"),
		demo: t("failed"),
	};
	const target = ownPath(next) ?? undefined;
	return (
		<div className="wrap grid max-w-xl gap-8 pt-10">
			<section>
				<h1 className="font-extrabold text-3xl">{sent ? t("sent") : t("title")}</h1>
				{problem && (
					<p role="alert" className="mt-4 rounded-xl bg-alert-wash p-4 font-semibold text-alert">
						{problems[problem] ?? t("failed")}
					</p>
				)}
				{sent ? (
					<div role="status" className="mt-3 grid gap-2">
						<p>{t("sentText")}</p>
						{env.demoToken && (
							<p>
								{t("sentDemo")}{" "}
								<a href="/outbox" className="link">
									{t("outbox")}
								</a>
							</p>
						)}
					</div>
				) : (
					<>
						<p className="mt-2 text-soft">{t("lead")}</p>
						<form method="post" action="/-/session/link" className="mt-5 grid gap-3">
							<label htmlFor="email" className="font-semibold">
								{t("email")}
							</label>
							<input
								id="email"
								name="email"
								type="email"
								autoComplete="email"
								required
								maxLength={254}
								className="field"
							/>
							<button type="submit" className="button">
								{t("send")}
							</button>
						</form>
					</>
				)}
			</section>
			{env.demoToken && (
				<section aria-labelledby="demo" className="panel p-5">
					<h2 id="demo" className="font-bold text-xl">
						{t("demoTitle")}
					</h2>
					<p className="mt-1 text-soft">{t("demoText")}</p>
					<form method="post" action="/-/demo" className="mt-4 grid gap-2 sm:grid-cols-3">
						{target && <input type="hidden" name="next" value={target} />}
						{personas.map(({ role, name }) => (
							<button key={role} type="submit" name="persona" value={role} className="button button-plain">
								{name} · {demo(role)}
							</button>
						))}
					</form>
				</section>
			)}
		</div>
	);
}
