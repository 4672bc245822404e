import { allChecks } from './checks/allChecks.ts'
import { type Check, type Finding, LEVELS, unknown, type Words } from './checks/Check.ts'
import type { Scene } from './scene/Scene.ts'

export type Result = Finding & { readonly check: string; readonly title: Words }

/** A check that takes longer says nothing that anybody would wait for. */
const MOST_MS = 8000

/**
 * Looks at everything at once.
 * @returns the worst first; of the same level that first which may be the cause of the others, as the checks are ordered
 */
export async function diagnose(scene: Scene, checks: readonly Check[] = allChecks): Promise<Result[]> {
  const found = await Promise.all(
    checks.map(async (check) =>
      (await look(check, scene)).map((finding) => ({ check: check.id, title: check.title, ...finding })),
    ),
  )
  return found.flat().toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))
}

async function look(check: Check, scene: Scene): Promise<readonly Finding[]> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer within ${MOST_MS / 1000} s`)), MOST_MS)
  try {
    return await Promise.race([check.look(scene), late])
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return [unknown(`Không kiểm tra được: ${why}`, `It could not be looked at: ${why}`)]
  } finally {
    clearTimeout(timer)
  }
}
