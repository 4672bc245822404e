import type { PathCase } from './pathCases.ts'
import { type Joined, PathStage } from './PathStage.ts'

/** How a ward came in over one line; nothing happens to the line after that. */
export interface PathResult extends Joined {
  readonly case: string
}

/** Has a ward come in over one line after the other. */
export async function measurePaths(
  cases: readonly PathCase[],
  say: (what: string) => void,
): Promise<(PathResult | { readonly case: string; readonly failed: string })[]> {
  if (cases.length === 0) return []
  say('an office with a front and TURN starts, as its administrator would start it')
  await using stage = await PathStage.open()
  const results = []
  for (const one of cases) {
    const joined = await stage.join(one).catch((error: unknown) => ({ failed: String(error) }))
    const isOther = 'path' in joined && joined.path !== one.expects
    const result = {
      case: one.case,
      ...(isOther ? { failed: `it came in by ${joined.path}, not by ${one.expects}` } : joined),
    }
    say(JSON.stringify(result))
    results.push(result)
  }
  return results
}
