/**
 * `npm run test:upgrade -- [--json] [--rooms 85] [--nodes 3] [--workers 2]`: a meeting of so many rooms on a whole office (two signaling processes,
 * PostgreSQL, Redis, several media nodes) lives through an upgrade of every process to a next version, whose schema has one more step, and back. Told is
 * each room's longest time without sound, who joined anew, and what of the commands that were acknowledged is not on record. Ends with 1 when somebody
 * needed a hand or something was lost.
 */
import { cpus, loadavg } from 'node:os'
import { SetupError } from '../../infra/bootstrap/SetupError.mjs'
import { readOptions, whole } from '../support/readOptions.ts'
import { measureUpgrade } from './measureUpgrade.ts'

const { json, rooms, nodes, workers } = readOptions('npm run test:upgrade --', {
  rooms: whole(85, 5),
  nodes: whole(3, 2),
  workers: whole(2, 1),
})

try {
  const result = await measureUpgrade({ rooms, nodes, workers }, (what) => console.error(what))
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
