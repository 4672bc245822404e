import type { UnitCode } from '@diem-cau/signaling-contract'
import type { ImportProblem } from '@diem-cau/signaling-contract/office'
import type { Steps } from '../tables/steps.ts'
import { codesOfPath, MAX_PATH } from '../../db/sql/unitPath.ts'
import { importProblem } from '../tables/importProblem.ts'
import type { BadUnitRow, UnitRow } from './readUnitRows.ts'

export type KnownUnit = {
  readonly code: UnitCode
  readonly parentCode: UnitCode | null
  readonly kind: string
  readonly name: string
  readonly path: string
  readonly region: string
  readonly open: boolean
}

/** The units that an import may touch. */
export type ImportReach = {
  /** @param path codes of the unit's ancestors and itself */
  mayManage(path: readonly UnitCode[]): boolean
  readonly mayAddRoots: boolean
}

type PlannedUnit = Pick<UnitRow, 'line' | 'code' | 'parentCode' | 'kind' | 'name'> & {
  readonly path: string
  readonly region: string
}

export type ImportPlan = {
  readonly problems: readonly ImportProblem[]
  /** Parents before their children. */
  readonly created: readonly PlannedUnit[]
  readonly updated: readonly { readonly line: number; readonly before: KnownUnit; readonly after: PlannedUnit }[]
  /** Units that come to another place with an ancestor. */
  readonly carried: readonly { readonly code: UnitCode; readonly path: string }[]
  readonly unchanged: number
}

type Text = { readonly vi: string; readonly en: string }
const texts = {
  closed: {
    vi: 'Đơn vị này đã ngừng hoạt động nên không nhập lại được.',
    en: 'This unit is closed and cannot be imported.',
  },
  parentClosed: { vi: 'Đơn vị cấp trên này đã ngừng hoạt động.', en: 'This parent is closed.' },
  parentUnknown: {
    vi: 'Không có đơn vị cấp trên này, cả trong tệp lẫn trong hệ thống.',
    en: 'There is no such parent, neither in the file nor in the system.',
  },
  loop: {
    vi: 'Đơn vị trở thành cấp trên của chính nó: kiểm tra lại mã cấp trên của các dòng này.',
    en: 'The unit becomes its own ancestor: check the parent codes of these rows.',
  },
  outside: { vi: 'Đơn vị này ngoài phạm vi quản trị của bạn.', en: 'This unit is outside of what you administer.' },
  parentOutside: {
    vi: 'Đơn vị cấp trên này ngoài phạm vi quản trị của bạn.',
    en: 'This parent is outside of what you administer.',
  },
  root: {
    vi: 'Chỉ quản trị viên của đơn vị cao nhất mới được thêm đơn vị không có cấp trên.',
    en: 'Only an administrator of a topmost unit may have units without a parent.',
  },
  deep: { vi: 'Cây đơn vị quá sâu.', en: 'The tree of units is too deep.' },
} satisfies Record<string, Text>

/** Finds what sound rows change in the units that there are, or the problems of the rows. Pure. */
export function* planImport(
  rows: readonly UnitRow[],
  known: ReadonlyMap<UnitCode, KnownUnit>,
  reach: ImportReach,
  { badCodes, badRows }: { readonly badCodes: ReadonlySet<UnitCode>; readonly badRows: readonly BadUnitRow[] } = {
    badCodes: new Set(),
    badRows: [],
  },
): Steps<ImportPlan> {
  const problems: ImportProblem[] = []
  const inFile = new Map(rows.map((row) => [row.code, row]))
  const wrong = (row: UnitRow, column: 'code' | 'parent_code', { vi, en }: Text) =>
    problems.push(importProblem(row.line, column, (column === 'code' ? row.code : row.parentCode) ?? '', vi, en))
  const wrongParent = ({ line, parentCode }: BadUnitRow, { vi, en }: Text) =>
    problems.push(importProblem(line, 'parent_code', parentCode ?? '', vi, en))
  const tree = new CombinedTree(inFile, known)

  for (const row of rows) {
    yield
    const before = known.get(row.code)
    if (before && !before.open) wrong(row, 'code', texts.closed)
    else if (before && !reach.mayManage(codesOfPath(before.path))) {
      if (differs(row, before)) wrong(row, 'code', texts.outside)
    } else if (before?.parentCode !== row.parentCode || !before) checkParent(row)
    if (tree.isInLoop(row.code)) wrong(row, 'parent_code', texts.loop)
  }
  // All that is wrong in a row is told at once.
  for (const row of badRows) if (row.parentCode !== null) checkParent(row)
  if (problems.length > 0 || badCodes.size > 0 || badRows.length > 0)
    return { problems, created: [], updated: [], carried: [], unchanged: 0 }

  const deep = rows.filter((row) => tree.path(row.code).length > MAX_PATH)
  for (const row of deep) wrong(row, 'parent_code', texts.deep)
  const created: PlannedUnit[] = []
  const updated: ImportPlan['updated'][number][] = []
  for (const { line, code, parentCode, kind, name, region } of rows) {
    yield
    const before = known.get(code)
    const after = { line, code, parentCode, kind, name, path: tree.path(code), region: region ?? before?.region ?? '' }
    if (!before) created.push(after)
    else if (differs(after, before)) updated.push({ line, before, after })
  }
  const changed = new Set(updated.map(({ after }) => after.code))
  const carried = updated.some(({ before, after }) => before.path !== after.path)
    ? [...known.values()].flatMap(({ code, path }) =>
        changed.has(code) || tree.path(code) === path ? [] : [{ code, path: tree.path(code) }],
      )
    : []
  // A parent has a shorter path.
  created.sort((a, b) => a.path.length - b.path.length)
  return { problems, created, updated, carried, unchanged: rows.length - created.length - updated.length }

  function checkParent(row: BadUnitRow): void {
    if (row.parentCode === null) {
      if (!reach.mayAddRoots) wrongParent(row, texts.root)
      return
    }
    const parent = known.get(row.parentCode)
    if (!parent) {
      // A parent in the file is checked at its own row.
      if (!inFile.has(row.parentCode) && !badCodes.has(row.parentCode)) wrongParent(row, texts.parentUnknown)
    } else if (!parent.open) wrongParent(row, texts.parentClosed)
    else if (!reach.mayManage(codesOfPath(parent.path))) wrongParent(row, texts.parentOutside)
  }
}

function differs(row: Pick<UnitRow, 'parentCode' | 'kind' | 'name' | 'region'>, known: KnownUnit): boolean {
  return (
    row.parentCode !== known.parentCode ||
    row.kind !== known.kind ||
    row.name !== known.name ||
    (row.region !== null && row.region !== known.region)
  )
}

/** The tree as it is when the rows of the file have been taken. */
class CombinedTree {
  readonly #inFile: ReadonlyMap<UnitCode, UnitRow>
  readonly #known: ReadonlyMap<UnitCode, KnownUnit>
  readonly #paths = new Map<UnitCode, string>()
  readonly #loops = new Map<UnitCode, boolean>()

  constructor(inFile: ReadonlyMap<UnitCode, UnitRow>, known: ReadonlyMap<UnitCode, KnownUnit>) {
    this.#inFile = inFile
    this.#known = known
  }

  #parent(code: UnitCode): UnitCode | null {
    return (this.#inFile.get(code) ?? this.#known.get(code))?.parentCode ?? null
  }

  /** True if it is its own ancestor; a unit below a loop is not. */
  isInLoop(code: UnitCode): boolean {
    const walked: UnitCode[] = []
    const at = new Map<UnitCode, number>()
    let next: UnitCode | null = code
    while (next !== null && !at.has(next) && !this.#loops.has(next)) {
      at.set(next, walked.length)
      walked.push(next)
      next = this.#parent(next)
    }
    const from = next === null ? undefined : at.get(next)
    for (const [i, step] of walked.entries()) this.#loops.set(step, from !== undefined && i >= from)
    return this.#loops.get(code) ?? false
  }

  /** Callable only where there is no loop. The path is longer than any that is allowed when it is too deep. */
  path(code: UnitCode): string {
    const missing: UnitCode[] = []
    let at: UnitCode | null = code
    while (at !== null && !this.#paths.has(at)) {
      missing.push(at)
      at = this.#parent(at)
    }
    let path = at === null ? '/' : (this.#paths.get(at) ?? '/')
    for (const step of missing.toReversed()) {
      // A path that is too deep already does not grow further: a chain of ten thousand would fill the memory.
      if (path.length <= MAX_PATH) path = `${path}${step}/`
      this.#paths.set(step, path)
    }
    return path
  }
}
