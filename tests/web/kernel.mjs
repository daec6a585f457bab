// The kernel in a page, as a page loads it: text in, an array of objects out.

import { readFile } from "node:fs/promises";

/** Functions that the module names but never calls answer with an error. */
function imports(module) {
    const object = {};
    for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
        if (kind !== "function") throw new Error(`the kernel wants the ${kind} ${from}.${name}`);
        object[from] ??= {};
        object[from][name] = () => {
            throw new Error(`the kernel called ${from}.${name}`);
        };
    }
    return object;
}

/** A new notebook: a function from the text of statements to their answers. */
export async function kernel(path) {
    const module = await WebAssembly.compile(await readFile(path));
    const { exports } = await WebAssembly.instantiate(module, imports(module));
    return (text) => {
        const bytes = new TextEncoder().encode(text);
        const room = exports.thalweg_room(bytes.length);
        new Uint8Array(exports.memory.buffer, room, bytes.length).set(bytes);
        const answer = exports.thalweg_eval();
        const json = new Uint8Array(exports.memory.buffer, answer, exports.thalweg_length());
        return JSON.parse(new TextDecoder().decode(json));
    };
}
