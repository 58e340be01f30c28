"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { change } from "@/lib/api/browser";
import type { Schemas } from "@/lib/api/client";
import { isFree, money } from "@/lib/format";
import { useFailure } from "@/lib/words";

type Cancellation = Schemas["booking.v1.Cancellation"];
type Props = { cancellation: Cancellation; onCancelled: (booking: Schemas["booking.v1.Booking"]) => void };

/** Money is at stake, so it is asked; what goes back is said before. */
export function Cancel({ cancellation, onCancelled }: Props) {
	const locale = useLocale();
	const t = useTranslations("booking");
	const failure = useFailure();
	const [open, setOpen] = useState(false);
	const { booking_id: id, refund_percent: percent, refund, total } = cancellation;
	const cancel = useMutation({
		mutationFn: () =>
			change<Schemas["booking.v1.Booking"]>("POST", `/api/v1/bookings/${id}/cancel`, undefined, `cancel-${id}`),
		onSuccess: ({ data }) => {
			setOpen(false);
			onCancelled(data);
		},
	});
	const consequence = () => {
		if (!total || !refund || isFree(total)) return t("cancelFree");
		if (percent === 0) return t("cancelNone", { total: money(locale, total) });
		return t("cancelBack", { percent: String(percent), price: money(locale, refund), total: money(locale, total) });
	};
	return (
		<Dialog.Root open={open} onOpenChange={setOpen}>
			<Dialog.Trigger className="button button-plain">{t("cancel")}</Dialog.Trigger>
			<Dialog.Portal>
				<Dialog.Overlay className="fixed inset-0 z-50 bg-ink/60" />
				<Dialog.Content className="panel fixed inset-x-4 bottom-4 z-50 mx-auto grid max-w-md gap-4 p-6 shadow-card sm:top-1/2 sm:bottom-auto sm:-translate-y-1/2">
					<Dialog.Title className="font-bold text-xl">{t("cancelTitle")}</Dialog.Title>
					<Dialog.Description className="text-lg">{consequence()}</Dialog.Description>
					{cancel.error && (
						<p role="alert" className="rounded-xl bg-alert-wash p-3 font-semibold text-alert">
							{failure(cancel.error)}
						</p>
					)}
					<div className="grid gap-2 sm:grid-cols-2">
						<Dialog.Close className="button button-plain">{t("cancelNo")}</Dialog.Close>
						<button type="button" disabled={cancel.isPending} onClick={() => cancel.mutate()} className="button">
							{cancel.isPending ? t("cancelling") : t("cancelYes")}
						</button>
					</div>
				</Dialog.Content>
			</Dialog.Portal>
		</Dialog.Root>
	);
}
