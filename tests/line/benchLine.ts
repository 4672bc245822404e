/**
 * `npm run bench:line -- [--json] [--only WORDS]` (root): a ward in its meeting over lines that are narrow, that lose packets or that let little
 * through: real browsers on computers of their own, the chair's and the ward's. Told for each line is how long it takes to be in, how much of
 * the sound is missing, how large the picture is meanwhile, and how soon all of it is back; of lines that let little through, which way it came.
 */
import { cpus, loadavg } from 'node:os'
import { SetupError } from '../../infra/bootstrap/SetupError.mjs'
import { endWhenAsked } from '../support/endWhenAsked.ts'
import { readOptions } from '../support/readOptions.ts'
import { allCases } from './cases/allCases.ts'
import { measureCases } from './measureCases.ts'
import { measurePaths } from './paths/measurePaths.ts'
import { PATH_CASES } from './paths/pathCases.ts'

endWhenAsked()
const { json, only } = readOptions('npm run bench:line --', {
  only: { takes: 'words of the lines to try', fallback: undefined, read: (text) => text || undefined },
})

try {
  const chosen = allCases.filter(({ name }) => only === null || name.includes(only))
  const paths = PATH_CASES.filter(({ case: name }) => only === null || name.includes(only))
  if (chosen.length + paths.length === 0) throw new SetupError(`No line has "${only}" in its name.`)
  const say = (what: string) => console.error(what)
  const cases = [...(chosen.length === 0 ? [] : await measureCases(chosen, say)), ...(await measurePaths(paths, say))]
  const machine = { cpu: cpus()[0]?.model ?? '', cores: cpus().length, load: Number((loadavg()[0] ?? 0).toFixed(1)) }
  if (json) console.log(JSON.stringify({ cases, machine }))
  if (cases.some((one) => 'failed' in one)) process.exitCode = 1
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
process.disconnect?.()
