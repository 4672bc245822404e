/**
 * `npm run chaos:record -- [--kills 1000] [--json]`: signaling is killed (SIGKILL) that often at random moments during votes and changes
 * of the floor, with real sockets; then everything that was acknowledged must be in the log, and nothing there twice.
 */
import { parseArgs } from 'node:util'
import { RecordChaos } from './RecordChaos.ts'

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, kills: { type: 'string', default: '1000' } } })
const kills = Number(values.kills)
if (!Number.isInteger(kills) || kills < 1) throw new Error(`--kills takes a whole number from 1, not ${values.kills}`)

const EVERY = 50
await using chaos = await RecordChaos.open()
for (let count = 1; count <= kills; count += 1) {
  await chaos.kill()
  if (count % EVERY === 0) console.error(`${count} of ${kills}: ${JSON.stringify(chaos.result())}`)
}
const result = chaos.result()
console.log(values.json ? JSON.stringify(result) : `${result.kills} kills, ${result.acknowledged} commands acknowledged: ${result.lost} lost, ${result.duplicated} twice`)
process.exitCode = result.lost + result.duplicated > 0 ? 1 : 0
