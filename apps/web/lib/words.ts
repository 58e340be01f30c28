"use client";

import { useTranslations } from "next-intl";
import { Failure } from "./api/browser";

/** A refusal in words: ours where there are any, else the server's own sentence. */
export function useReason(): (reason: string, detail?: string) => string {
	const t = useTranslations("problem");
	return (reason, detail) => {
		if (t.has(reason as "unavailable")) return t(reason as "unavailable");
		return detail || t("unavailable");
	};
}

export function useFailure(): (error: unknown) => string {
	const words = useReason();
	return (error) => (error instanceof Failure ? words(error.reason, error.message) : words("unavailable"));
}
