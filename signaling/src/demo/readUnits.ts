import { inTurns } from '../office/tables/steps.ts'
import { planImport } from '../office/units/planImport.ts'
import { readUnitRows } from '../office/units/readUnitRows.ts'
import type { Unit } from '../office/units/UnitStore.ts'

/** Every bad row at once, with its line, so that the file is mended in one go. */
export class UnitsFileError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'UnitsFileError'
    this.problems = problems
  }
}

/**
 * The units of a CSV file for a new store, parents before children; the same rules as for the import.
 * @throws UnitsFileError with one problem per bad row
 */
export async function readUnits(csv: string): Promise<Unit[]> {
  const { rows, problems: ofRows, ...bad } = await readUnitRows({ csv })
  const { created, problems: ofTree } = await inTurns(
    planImport(rows, new Map(), { mayManage: () => true, mayAddRoots: true }, bad),
  )
  const problems = [...ofRows, ...ofTree].map(
    ({ line, column, value, en }) => `line ${line}: ${[column, value, en].filter(Boolean).join(': ')}`,
  )
  if (problems.length === 0 && created.length === 0) problems.push('line 1: there is no unit in the file')
  if (problems.length > 0) throw new UnitsFileError(problems)
  return created.map(({ code, parentCode, kind, name }) => ({ code, parentCode, kind, name }))
}
