/** Runs a Lua script in Redis as one step; rejects when it cannot. */
export type RunScript = (script: string, keys: readonly string[], args: readonly string[]) => Promise<unknown>
