// The core as WebAssembly under Node: a few statements of each kind, the deepest nesting, size and speed.
// usage: node smoke.mjs thalweg.wasm

import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { kernel } from "./kernel.mjs";

const path = process.argv[2];
const run = await kernel(path);

const [certified] = run("minimum x*cos(x) over -10..10");
assert.equal(certified.kind, "minimum");
assert.match(certified.text, /certified/);

const [descent] = run("descend x^2 + 4x + 9 from x = 7 rate 0.1 steps 9");
assert.equal(descent.verdict, "descending");
assert.equal(descent.steps, 9);

const [plot] = run("plot x^2 over -1..1");
assert.match(plot.files[0].content, /^<svg/);

const [sweep] = run("descend x^2 from x = 1 rate [0.1, 0.2, 0.3]");
assert.equal(sweep.runs.length, 3);

const [failed, after] = run("1/0\n1/2 + 1/3");
assert.equal(failed.kind, "error");
assert.match(after.text, /^5\/6/);

for (const nested of ["(".repeat(200) + "x" + ")".repeat(200), "sin(".repeat(199) + "x" + ")".repeat(199)]) {
    assert.notEqual(run(nested)[0].text, "");
}

const seconds = (text) => {
    run(text);
    const start = performance.now();
    run(text);
    return (performance.now() - start) / 1000;
};
const bytes = (await stat(path)).size;
const minimum = seconds("minimum x*cos(x) over -10..10");
const steps = seconds("descend x^4 + x^2 from x = 1 rate 1e-5 steps 10000");
console.log(`${bytes} bytes; a certified minimum ${minimum.toFixed(3)} s, 10,000 steps ${steps.toFixed(3)} s`);
assert.ok(bytes < 5_000_000, "the kernel is too large");
