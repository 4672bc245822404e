/**
 * `npm run chaos -- [--json] [--cases singles] [--rooms 85] [--browsers 3] [--nodes 3] [--workers 2]`: who dies, by number. A meeting of so
 * many rooms and browsers on a whole office that is set up for each case; parts of it die at once, and everybody's longest time
 * without sound and without a picture is told, until when commands were acknowledged again, who needed a hand, and what was lost.
 * `npm run chaos -- --namespaces [--cases worker,node,...] [--picture FILE] [--looks FOLDER]` (root): one meeting on computers of their own, in
 * which these die one after the other while three browsers watch, as a plot over time.
 */
import { writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { SetupError } from '../../infra/bootstrap/SetupError.mjs'
import { fromHere } from '../../infra/store/fromHere.ts'
import { endWhenAsked } from '../support/endWhenAsked.ts'
import { file, readOptions, whole } from '../support/readOptions.ts'
import { measureCase } from './deaths/measureCase.ts'
import { readCases } from './deaths/parts.ts'
import { type CaseResult, rowOf, TABLE_HEAD } from './deaths/result.ts'
import { marksOf, plotOfWatch } from './watched/plotOfWatch.ts'
import { watchMeeting } from './watched/watchMeeting.ts'

endWhenAsked()
const { json, namespaces, cases, rooms, browsers, nodes, workers, picture, looks } = readOptions(
  'npm run chaos --',
  {
    cases: {
      takes:
        'names with commas between: nothing, worker, node, signaling, redis, postgres, cable5, cable60, drain, two of them as worker+redis, singles, pairs, all',
      fallback: 'singles',
      read: readCases,
    },
    rooms: whole(85, 5),
    browsers: whole(3, 0),
    nodes: whole(3, 1),
    workers: whole(2, 1),
    picture: file,
    looks: file,
  },
  ['namespaces'],
)
const deadly = cases.filter(({ parts }) => parts.length > 0)
const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version }

async function oneByOne(): Promise<void> {
  const results: (CaseResult & { readonly loadAverage: number })[] = []
  if (!json) console.log(TABLE_HEAD)
  for (const one of cases) {
    const result = await measureCase(one, { rooms, browsers, nodes, workers }, (what) =>
      console.error(`${one.name}: ${what}`),
    )
    results.push({ ...result, loadAverage: Math.round((loadavg()[0] ?? 0) * 10) / 10 })
    if (!json) console.log(rowOf(result))
  }
  if (json) console.log(JSON.stringify({ cases: results, rooms, browsers, nodes, workers, machine }))
  if (results.some(({ needHand, lost, doubled }) => needHand + lost + doubled > 0)) process.exitCode = 1
}

async function watched(): Promise<void> {
  const result = await watchMeeting({ rooms, nodes, workers, cases: deadly, looks: looks && fromHere(looks) }, (what) =>
    console.error(what),
  )
  if (picture !== null) await writeFile(fromHere(picture), plotOfWatch(result.timeline, marksOf(result.deaths)))
  if (json) console.log(JSON.stringify({ ...result, rooms, nodes, workers, machine }))
  else console.log([TABLE_HEAD, ...result.deaths.map((death) => rowOf({ ...result, ...death }))].join('\n'))
  if (result.needHand + result.lost + result.doubled > 0) process.exitCode = 1
}

try {
  await (namespaces ? watched() : oneByOne())
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
process.disconnect?.()
