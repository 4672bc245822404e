/**
 * `npm run chaos:record -- [--kills 1000] [--json]`: signaling is killed (SIGKILL) that often at random moments of votes and changes of the
 * floor, with real sockets; after each restart all that was acknowledged must be in the log, nothing there twice, and no ballot miscounted.
 */
import { readOptions, whole } from '../support/readOptions.ts'
import type { Finding } from './auditRecord.ts'
import { ChaosServer } from './ChaosServer.ts'
import { killDuringMeeting } from './killDuringMeeting.ts'

/** A meeting of its own for so many kills: a restart reads all of a meeting's log. */
const KILLS_OF_A_MEETING = 25

const { json, kills: wanted } = readOptions('npm run chaos:record --', { kills: whole(1000, 1) })

let kills = 0
let acknowledged = 0
const findings: Finding[] = []
{
  await using server = await ChaosServer.create()
  for (let from = 0; from < wanted; from += KILLS_OF_A_MEETING) {
    const { told, findings: found } = await killDuringMeeting(
      server,
      `meeting-${from}`,
      Math.min(KILLS_OF_A_MEETING, wanted - from),
      () => (kills += 1),
    )
    acknowledged += told.count('acknowledged')
    findings.push(...found)
    if (!json) console.log(`${kills} kills, ${acknowledged} acknowledged, ${findings.length} findings`)
  }
}

const count = (kind: Finding['kind']) => findings.filter((finding) => finding.kind === kind).length
for (const { kind, what } of findings) console.error(`${kind}: ${what}`)
const result = {
  kills,
  acknowledged,
  lost: count('lost'),
  duplicated: count('duplicated'),
  contradicted: count('contradicted'),
}
console.log(json ? JSON.stringify(result) : result)
if (findings.length > 0) process.exitCode = 1
process.disconnect?.()
