"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { setNonce } from "get-nonce";
import { type ReactNode, useState } from "react";

/** What the pages of one's own share; public pages do without. */
export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
	const [client] = useState(() => {
		if (nonce) setNonce(nonce); /* dialogs keep the page behind them still by a style of their own */
		return new QueryClient({
			defaultOptions: { queries: { retry: 2, staleTime: 5000, refetchOnWindowFocus: true } },
		});
	});
	return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
