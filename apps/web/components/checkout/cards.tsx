"use client";

import { useTranslations } from "next-intl";

/** The payment sandbox's cards: each shows another thing that a bank may do. */
export const cards = [
	{ method: "pm_card_visa", name: "visa", hint: "visaHint" },
	{ method: "pm_card_threeDSecure", name: "threeD", hint: "threeDHint" },
	{ method: "pm_card_chargeDeclined", name: "declined", hint: "declinedHint" },
	{ method: "pm_card_insufficientFunds", name: "poor", hint: "poorHint" },
	{ method: "pm_card_expired", name: "expired", hint: "expiredHint" },
] as const;

export function CardChoice({ value, onChange }: { value: string; onChange: (method: string) => void }) {
	const t = useTranslations("checkout");
	return (
		<fieldset>
			<legend className="font-bold text-xl">{t("pay")}</legend>
			<p className="mt-1 text-soft">{t("cardHint")}</p>
			<div className="mt-3 grid gap-2">
				{cards.map(({ method, name, hint }) => (
					<label
						key={method}
						htmlFor={method}
						className="panel flex min-h-14 items-center gap-3 px-4 py-2 has-checked:border-brand has-checked:bg-brand-wash"
					>
						<input
							id={method}
							type="radio"
							name="card"
							value={method}
							checked={value === method}
							onChange={() => onChange(method)}
							className="size-5 accent-brand"
						/>
						<span className="flex-1">
							<span className="block font-semibold">{t(name)}</span>
							<span className="block text-soft text-sm">{t(hint)}</span>
						</span>
					</label>
				))}
			</div>
			<p className="mt-3 text-soft text-sm">{t("secure")}</p>
		</fieldset>
	);
}
