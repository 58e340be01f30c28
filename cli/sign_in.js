"use strict";
const at = (id) => document.getElementById(id);
const code = decodeURIComponent(location.pathname.split("/").pop());
const show = (id, text) => { at(id).textContent = text; };

async function ask(method, path, token, body) {
	const headers = {};
	if (token) headers.Authorization = "Bearer " + token;
	if (body) headers["Content-Type"] = "application/json";
	const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body), cache: "no-store" });
	const json = await answer.json();
	if (!answer.ok) throw new Error(json.detail || json.title);
	return json;
}

/* The code has done its work: neither the history nor a reload needs it. */
function forget() {
	history.replaceState(null, "", "/d/used");
	at("go").parentElement.hidden = true;
	at("what").hidden = true;
}

async function signIn() {
	at("go").disabled = true;
	try {
		const tokens = await ask("POST", "/v1/token", null, { grant_type: "one_time_link", code });
		forget();
		const me = await ask("GET", "/v1/me", tokens.access_token);
		show("who", "You are " + me.name);
		show("roles", me.roles.map((role) => role.replace("ROLE_", "").toLowerCase()).join(", ") + " - " + me.email);
		at("token").value = tokens.access_token;
		show("call", "curl -H \"Authorization: Bearer $TOKEN\" " + location.origin + "/v1/bookings");
		at("signed-in").hidden = false;
		at("copy").focus();
	} catch (failure) {
		show("failure", failure.message + " A new demo prints new links.");
		at("go").disabled = false;
	}
}

at("go").addEventListener("click", signIn);
at("copy").addEventListener("click", async () => {
	at("token").select();
	await navigator.clipboard.writeText(at("token").value);
	show("copied", "Copied.");
});
