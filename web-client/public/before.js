// zod asks the browser whether it may compile code, and the security policy reports the question. Parsing is quick
// enough without. It must stand before the first schema is made, so before any module.
// oxlint-disable-next-line no-underscore-dangle -- the name is zod's
globalThis.__zod_globalConfig = { jitless: true }
