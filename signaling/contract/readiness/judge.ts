import type { Health } from '../operations/findings.ts'
import type { RoomProfile, RunTrigger, StepResult, Verdict } from './run.ts'
import { type Measure, STEPS, type ReadinessReason, type Step } from './steps.ts'
import { stepsOf } from './stepsOf.ts'

const stepOfId = new Map(STEPS.map((step) => [step.id, step]))
const rank: Record<Health, number> = { good: 0, weak: 1, unknown: 2, bad: 3 }

/** The first of a pair makes the second one: a black picture stands too, and nobody needs to be told. */
const explains: Partial<Record<ReadinessReason, readonly ReadinessReason[]>> = {
  pictureBlack: ['pictureCovered', 'pictureFrozen', 'pictureBlurred'],
  pictureCovered: ['pictureFrozen', 'pictureBlurred'],
  microphoneDead: ['microphoneQuiet'],
  lineOnly443: ['lineOnlyTcp'],
  loudspeakerMissing: ['loudspeakerNotHeard'],
}

/** @returns what one step's figures mean, by STEPS and what the room should have */
export function judgeStep(result: StepResult, profile: RoomProfile | null): Verdict {
  const step = stepOfId.get(result.step)
  const found = [...deviceReasons(result, profile), ...(step ? limitReasons(step, result) : [])].filter(
    ({ reason }) => !isBesideThePoint(reason, profile),
  )
  const explained = new Set(found.flatMap(({ reason }) => explains[reason] ?? []))
  const told = found.filter(({ reason }) => !explained.has(reason))
  told.sort((a, b) => rank[b.health] - rank[a.health])
  const isRead = result.fault !== null || Object.values(result.values).some((value) => value !== null)
  return {
    step: result.step,
    node: result.node,
    health: told[0]?.health ?? (isRead ? 'good' : 'unknown'),
    reasons: told.map(({ reason }) => reason),
  }
}

/**
 * @param trigger what the test was for, which says what it has to look at
 * @returns the worst of its steps; unknown where an essential one was not read, or is not there at all
 */
export function judgeRun(verdicts: readonly Verdict[], trigger: RunTrigger): Health {
  const expected = new Set(stepsOf(trigger))
  let worst: Health = 'good'
  for (const step of STEPS) {
    const of = verdicts.filter((verdict) => verdict.step === step.id)
    if (of.length === 0 && !expected.has(step.id)) continue
    const healths = of.length === 0 ? (['unknown'] as const) : of.map(({ health }) => health)
    for (const health of healths) {
      if (health === 'unknown' && !step.isEssential) continue
      if (rank[health] > rank[worst]) worst = health
    }
  }
  return worst
}

interface Found {
  readonly reason: ReadinessReason
  readonly health: 'weak' | 'bad'
}

function limitReasons(step: Step, { values }: StepResult): Found[] {
  const found = new Map<Measure, Found>()
  for (const { reason, measure, when, weak, bad } of step.limits) {
    const value = values[measure]
    if (value === undefined || value === null) continue
    const isPast = (edge: number | null) =>
      edge !== null && (when === 'above' ? value > edge : when === 'below' ? value < edge : Math.abs(value) > edge)
    const health = isPast(bad) ? 'bad' : isPast(weak) ? 'weak' : null
    // Of one measure the first reason that names it at its worst counts.
    const before = found.get(measure)
    if (health !== null && (!before || rank[health] > rank[before.health])) found.set(measure, { reason, health })
  }
  // Two measures may tell of the same: once, at its worst.
  const told: Found[] = []
  for (const one of found.values()) {
    const at = told.findIndex(({ reason }) => reason === one.reason)
    const before = told[at]
    if (!before) told.push(one)
    else if (rank[one.health] > rank[before.health]) told[at] = one
  }
  return told
}

/** A speakerphone that cancels echo itself takes the tone out of its own microphone: not hearing it proves nothing. */
function isBesideThePoint(reason: ReadinessReason, profile: RoomProfile | null): boolean {
  return reason === 'loudspeakerNotHeard' && profile?.cancelsEcho === true
}

function deviceReasons({ step, fault, label, values }: StepResult, profile: RoomProfile | null): Found[] {
  const bad = (reason: ReadinessReason): Found[] => [{ reason, health: 'bad' }]
  const isOther = (wanted: string | null | undefined) => wanted !== null && wanted !== undefined && wanted !== label
  switch (step) {
    case 'camera':
      if (fault === 'denied') return bad('cameraDenied')
      if (fault === 'inUse') return bad('cameraInUse')
      if (fault === 'missing') return bad('cameraMissing')
      return isOther(profile?.cameraLabel) ? bad('cameraWrong') : []
    case 'microphone':
      if (fault === 'denied') return bad('microphoneDenied')
      if (fault === 'inUse') return bad('microphoneInUse')
      if (fault === 'missing') return bad('microphoneMissing')
      return isOther(profile?.microphoneLabel) ? bad('microphoneWrong') : []
    case 'loudspeaker':
      return fault === null ? [] : bad('loudspeakerMissing')
    case 'screens':
      return profile?.hasSecondScreen && (values.screenCount ?? 2) < 2
        ? [{ reason: 'secondScreenMissing', health: 'weak' }]
        : []
    default:
      return []
  }
}
