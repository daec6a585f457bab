// The cases of the language under WebAssembly: every answer is the one that stands beside them.
// usage: node cases.mjs thalweg.wasm

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { kernel } from "./kernel.mjs";

const folder = new URL("../cases/", import.meta.url);
const indented = (text) => text.split("\n").map((line) => (line === "" ? "" : `    ${line}`)).join("\n");

let answers = 0;
for (const script of (await readdir(folder)).filter((name) => name.endsWith(".gd")).sort()) {
    const run = await kernel(process.argv[2]);
    const shown = await readFile(new URL(script.replace(/gd$/, "out"), folder), "utf8");
    let place = 0;
    for (const answer of run(await readFile(new URL(script, folder), "utf8"))) {
        if (answer.kind === "error" || answer.text === "") continue;
        const at = shown.indexOf(`${indented(answer.text)}\n`, place);
        assert.notEqual(at, -1, `${script}: not among what is shown there:\n${answer.text}`);
        place = at;
        answers += 1;
    }
}
console.log(`${answers} answers are the same`);
assert.ok(answers > 500);
