// together.mjs - the server, the web application and the gateway live and die together.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { bringUp } from "./support.mjs";

export const togetherTests = [
	{
		name: "when one of the three ends, the others do, and nothing is left behind",
		run: async () => {
			const up = await bringUp();
			const children = execFileSync("pgrep", ["-P", String(up.pid)], { encoding: "utf8" })
				.trim()
				.split("\n")
				.map(Number);
			assert.equal(children.length, 3);
			process.kill(children[1], "SIGKILL");
			assert.equal(await up.ended, 1);
			assert.match(up.said(), /ended \(exit status -9\), so all of it does/);
			for (const child of children) assert.ok(!existsSync(`/proc/${child}`), `process ${child} is left`);
		},
	},
];
