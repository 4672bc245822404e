/**
 * `npm run test:causes -- [--json] [--only WORDS]` (root): things go wrong by script with real rooms in a real meeting, and each time the office is asked
 * why. Told is how many were staged and for how many the right cause was first within 20 s; exit code 1 when more than one was not.
 */
import { SetupError } from '../../infra/bootstrap/SetupError.mjs'
import { endWhenAsked } from '../support/endWhenAsked.ts'
import { readOptions } from '../support/readOptions.ts'
import { deviceFaults } from './faults/deviceFaults.ts'
import { lineFaults } from './faults/lineFaults.ts'
import { serverFaults } from './faults/serverFaults.ts'
import { stageFaults } from './stageFaults.ts'

const ALL = [...deviceFaults, ...lineFaults, ...serverFaults]
/** So many of all may be wrong. */
const MAY_BE_WRONG = 1

endWhenAsked()
const { json, only } = readOptions('npm run test:causes --', {
  only: { takes: 'words of the faults to stage', fallback: undefined, read: (text) => text || undefined },
})

try {
  const faults = ALL.filter(({ name, expects }) => only === null || `${name} ${expects}`.includes(only))
  if (faults.length === 0) throw new SetupError(`No fault has "${only}" in its name.`)
  const staged = await stageFaults(faults, (what) => console.error(what))
  const rightFirst = staged.filter(({ afterMs }) => afterMs !== null).length
  if (json) console.log(JSON.stringify({ staged: staged.length, rightFirst, faults: staged }))
  else console.log(`${rightFirst} of ${staged.length} faults were found first within 20 s`)
  if (staged.length - rightFirst > MAY_BE_WRONG) process.exitCode = 1
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
process.disconnect?.()
