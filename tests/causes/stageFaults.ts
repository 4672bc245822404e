import { setTimeout as wait } from 'node:timers/promises'
import type { CauseCode, Why } from '@diem-cau/signaling-contract/operations'
import { Namespaces } from '../chaos/hosts/Namespaces.ts'
import { CausesOffice } from './stage/CausesOffice.ts'
import type { Fault, Stage } from './faults/Fault.ts'
import { Rooms } from './stage/Rooms.ts'

export interface Staged {
  readonly name: string
  readonly expects: CauseCode
  /** What was said first within the time, or at its end. */
  readonly found: CauseCode | null
  /** Until the right cause was first, and stayed; null: it never was. */
  readonly afterMs: number | null
  /** All that was said at the end, effects in brackets. */
  readonly said: readonly string[]
}

/** The right cause is first within this time. */
const WITHIN_MS = 20_000
const LOOK_EVERY_MS = 800
/** All is well again by then: what happened to servers is told of for a minute. */
const WELL_WITHIN_MS = 60_000
/** What all of this on two cores comes to; it must be told after what is staged all the same. */
const OF_A_BUSY_MACHINE: readonly CauseCode[] = ['signalingOverloaded', 'nodeOverloaded', 'pcStarved', 'lineUnsteady']

/** Stages one after the other in one meeting on computers of their own, and asks each time why it is bad at the ward. */
export async function stageFaults(faults: readonly Fault[], say: (what: string) => void): Promise<Staged[]> {
  await using hosts = await Namespaces.open(['office', 'sfu', 'chair', 'neighbour', 'ward', 'vpn'], { vpn: 'tun0' })
  say('the office starts, each part on a computer of its own')
  await using office = await CausesOffice.open(hosts)
  await using rooms = new Rooms(office, hosts)
  say('the chair and a neighbour come in')
  await rooms.enter('chair', { devices: 'none', host: 'chair' })
  await rooms.enter('neighbour', { devices: 'ordinary', host: 'neighbour' })
  const stage: Stage = { hosts, office, rooms }
  const staged: Staged[] = []
  let ward: Fault['ward'] | null = null
  for (const fault of faults) {
    // One that cannot be staged is one that was not found, and no reason not to stage the others.
    const result = await stageOne(stage, fault, ward, say).catch((error: unknown) => {
      say(`${fault.name} cannot be staged: ${String(error)}`)
      return { name: fault.name, expects: fault.expects, found: null, afterMs: null, said: [] }
    })
    ward = fault.ward
    staged.push(result)
    const { afterMs, said } = result
    say(
      `${afterMs === null ? 'WRONG' : `right after ${(afterMs / 1000).toFixed(1)} s`}: ${fault.name}: ${said.join(', ')}`,
    )
    await fault.end?.(stage)
  }
  return staged
}

async function stageOne(
  stage: Stage,
  fault: Fault,
  ward: Fault['ward'] | null,
  say: (what: string) => void,
): Promise<Staged> {
  await fault.before?.(stage)
  const isAnother = ward !== fault.ward
  if (isAnother) await stage.rooms.enter('ward', fault.ward)
  const isFromBeginning = fault.begin === undefined && isAnother
  if (!isFromBeginning) await untilWell(stage, fault, say)
  const at = performance.now()
  await fault.begin?.(stage)
  return look(stage, fault, at)
}

/** Asks until the right cause is first, twice in a row. */
async function look(stage: Stage, { name, expects }: Fault, at: number): Promise<Staged> {
  let rightAt: number | null = null
  let last: Answer | null = null
  while (performance.now() - at < WITHIN_MS || rightAt !== null) {
    last = await ask(stage)
    const isRight = firstOf(last) === expects
    if (isRight && rightAt !== null) break
    rightAt = isRight && performance.now() - at < WITHIN_MS ? performance.now() : null
    await wait(LOOK_EVERY_MS)
  }
  return {
    name,
    expects,
    found: firstOf(last),
    afterMs: rightAt === null ? null : Math.round(rightAt - at),
    said: saidOf(last),
  }
}

/** Waits until nothing is wrong with the ward, or nothing but what was there before and is expected now. */
async function untilWell(stage: Stage, { name, expects }: Fault, say: (what: string) => void): Promise<void> {
  const end = performance.now() + WELL_WITHIN_MS
  const isWell = (answer: Answer) =>
    typeof answer !== 'string' &&
    answer.causes.every(({ code }) => code === expects || OF_A_BUSY_MACHINE.includes(code))
  let answer = await ask(stage)
  while (performance.now() < end && !isWell(answer)) {
    await wait(LOOK_EVERY_MS)
    answer = await ask(stage)
  }
  if (!isWell(answer)) say(`before “${name}”: ${saidOf(answer).join(', ')}`)
}

/** What the office says, or why it says nothing. */
type Answer = Why | string

const ask = async ({ office }: Stage): Promise<Answer> =>
  office
    .why(office.seeded.rooms[0]?.unit.code ?? '')
    .then((why) => why ?? 'it knows nothing of the ward')
    .catch((error: unknown) => String(error))

const firstOf = (answer: Answer | null): CauseCode | null =>
  answer === null || typeof answer === 'string' ? null : (answer.causes[0]?.code ?? null)

const saidOf = (answer: Answer | null): string[] => {
  if (answer === null) return []
  if (typeof answer === 'string') return [answer]
  return answer.causes.map(({ code, effectOf }) => (effectOf === null ? code : `(${code})`))
}
