"use client";

import { useParams } from "next/navigation";

const words = {
	pl: {
		title: "Coś poszło nie tak po naszej stronie",
		text: "Nic Twojego nie przepadło. Ponowna próba często pomaga.",
		retry: "Spróbuj ponownie",
		id: "Numer zgłoszenia",
	},
	en: {
		title: "Something went wrong on our side",
		text: "Nothing of yours was lost. Trying again often helps.",
		retry: "Try again",
		id: "Reference",
	},
};

/** When a page cannot be made: what happened, what to do, and what support can look for. */
export default function Failed({ error }: { error: Error & { digest?: string } }) {
	const t = useParams().locale === "en" ? words.en : words.pl;
	return (
		<div role="alert" className="wrap max-w-xl pt-16 text-center">
			<h1 className="font-extrabold text-3xl">{t.title}</h1>
			<p className="mt-3 text-soft">{t.text}</p>
			<button type="button" onClick={() => location.reload()} className="button mt-6">
				{t.retry}
			</button>
			{error.digest && (
				<p className="mt-6 text-soft text-sm">
					{t.id}: <code>{error.digest}</code>
				</p>
			)}
		</div>
	);
}
