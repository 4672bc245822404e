/**
 * `npm run soak -- [--json] [--minutes 30] [--rooms 24] [--nodes 2] [--workers 2] [--seed 1]`: a meeting that goes on for long on a whole
 * office. Rooms come, leave and vanish, the floor changes, the chair pages through its wall, media nodes are emptied one after the
 * other; told is how the memory of each process changes over time, and what is left behind when all have left.
 */
import { cpus, loadavg } from 'node:os'
import { readOptions, whole } from '../support/readOptions.ts'
import { COUNTED } from './soak/Census.ts'
import { runSoak } from './soak/runSoak.ts'

const { json, ...options } = readOptions('npm run soak --', {
  minutes: whole(30, 1),
  rooms: whole(24, 8),
  nodes: whole(2, 1),
  workers: whole(2, 1),
  seed: whole(1, 0),
})

const result = await runSoak(options, (what) => console.error(what))
const loadAverage = Math.round((loadavg()[1] ?? 0) * 10) / 10
if (json)
  console.log(
    JSON.stringify({
      ...options,
      ...result,
      loadAverage,
      machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version },
    }),
  )
else {
  console.log(`happened: ${JSON.stringify(result.happened)}`)
  if (Object.keys(result.failed).length > 0) console.log(`failed: ${JSON.stringify(result.failed)}`)
  console.log('| process | memory MB | MB an hour | R2 | left behind |\n|---|---|---|---|---|')
  for (const { process: name, rssMb, left } of result.trends) {
    const kept = COUNTED.flatMap((key) => (left[key] > 0 ? [`${left[key]} ${key}`] : [])).join(', ')
    console.log(`| ${name} | ${rssMb.first} to ${rssMb.last} | ${rssMb.perHour} | ${rssMb.r2} | ${kept || '0'} |`)
  }
}
if (result.left > 0) process.exitCode = 1
process.disconnect?.()
