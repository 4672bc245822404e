/** Undefined for a text that is no JSON: no schema takes it, but one that takes anything. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
