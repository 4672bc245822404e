// zod asks the browser whether it may compile code, and the security policy reports the question. Parsing is quick
// enough without. It must stand before the first schema is made, so before any module.
globalThis.__zod_globalConfig = { jitless: true }
