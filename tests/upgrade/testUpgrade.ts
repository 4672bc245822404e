/**
 * `npm run test:upgrade -- [--json] [--rooms 85] [--browsers 0] [--nodes 3] [--workers 2] [--picture FILE]`: a meeting of so many rooms on a whole office (two signaling processes,
 * PostgreSQL, Redis, several media nodes) lives through an upgrade of every process to a next version, whose schema has one more step, and back. Told is
 * each room's longest time without sound, who joined anew, and what of the commands that were acknowledged is not on record; the browsers watch, and the
 * picture is a plot of who had what when. Ends with 1 when somebody needed a hand or something was lost.
 */
import { writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { SetupError } from '../../infra/bootstrap/SetupError.mjs'
import { fromHere } from '../../infra/store/fromHere.ts'
import { plotOfWatch } from '../chaos/watched/plotOfWatch.ts'
import { endWhenAsked } from '../support/endWhenAsked.ts'
import { file, readOptions, whole } from '../support/readOptions.ts'
import { measureUpgrade } from './measureUpgrade.ts'

endWhenAsked()
const { json, rooms, browsers, nodes, workers, picture } = readOptions('npm run test:upgrade --', {
  rooms: whole(85, 5),
  browsers: whole(0, 0),
  nodes: whole(3, 2),
  workers: whole(2, 1),
  picture: file,
})

try {
  const { timeline, marks, ...result } = await measureUpgrade({ rooms, browsers, nodes, workers }, (what) =>
    console.error(what),
  )
  if (picture !== null) await writeFile(fromHere(picture), plotOfWatch(timeline, marks))
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version }
  const loadAverage = Math.round((loadavg()[0] ?? 0) * 10) / 10
  const { soundGapMs, rejoined, lost, doubled, needHand, ways } = result
  if (json) console.log(JSON.stringify({ ...result, rooms, nodes, workers, loadAverage, machine }))
  else {
    const way = ({ case: name, soundGapMs: gap, commandsBackMs: back, moved, mendedMs }: (typeof ways)['up']) =>
      `${name}: sound gap p50 ${gap.p50} ms, p95 ${gap.p95} ms; commands answered within ${back ?? '-'} ms; ${moved} moved; ${Math.round(mendedMs / 1000)} s`
    console.log(
      [
        way(ways.up),
        way(ways.back),
        `both: sound gap p50 ${soundGapMs.p50} ms, p95 ${soundGapMs.p95} ms; ${rejoined} rejoined, ${lost} lost, ${doubled} doubled, ${needHand} needed a hand (load average ${loadAverage})`,
      ].join('\n'),
    )
  }
  if (rejoined + lost + doubled + needHand > 0) process.exitCode = 1
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
process.disconnect?.()
