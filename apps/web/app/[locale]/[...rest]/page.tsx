import { notFound } from "next/navigation";

/** What no other page answers: so that "not found" is said in the page's language. */
export default function Rest(): never {
	notFound();
}
