import { getLocale, getTranslations } from "next-intl/server";
import type { Schemas } from "@/lib/api/client";
import { isFree, money } from "@/lib/format";

type Quote = Schemas["pricing.v1.Quote"];

/** What the price is made of, each part by its kind; the last line is all there is to pay. */
export async function PriceLines({ quote, total }: { quote: Quote; total: string }) {
	const locale = await getLocale();
	const t = await getTranslations("price");
	if (isFree(quote.total)) return <p className="text-soft">{t("gratis")}</p>;
	return (
		<dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-2">
			{quote.components.map(({ kind, amount }) => {
				const name = kind.replace("COMPONENT_KIND_", "") as "COST_SHARE";
				return (
					<div key={kind} className="contents">
						<dt className="text-soft">{t(name)}</dt>
						<dd className="text-right tabular-nums">{money(locale, amount)}</dd>
					</div>
				);
			})}
			<div className="col-span-2 grid grid-cols-subgrid border-line border-t pt-3 font-bold text-lg">
				<dt>{total}</dt>
				<dd className="text-right tabular-nums">{money(locale, quote.total)}</dd>
			</div>
		</dl>
	);
}

/** Why there is a fee, and why there is no more of it: one press away from the lines. */
export async function WhyFee() {
	const t = await getTranslations("price");
	return (
		<details className="mt-3 text-sm">
			<summary className="inline-flex min-h-8 items-center font-semibold text-soft underline underline-offset-4">
				{t("whyFee")}
			</summary>
			<p className="mt-1 text-soft">{t("feeFormula")}</p>
			<p className="mt-1 text-soft">{t("shareFormula")}</p>
		</details>
	);
}
