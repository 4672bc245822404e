import type { Health } from '../operations/findings.ts'
import type { RoomProfile, StepResult, Verdict } from './run.ts'
import { STEPS, type ReadinessReason, type Step } from './steps.ts'

const stepOf = new Map(STEPS.map((step) => [step.id, step]))
const rank: Record<Health, number> = { good: 0, weak: 1, unknown: 2, bad: 3 }

/** @returns what one step's figures mean, by STEPS and what the room should have */
export function judgeStep(result: StepResult, profile: RoomProfile | null): Verdict {
  const step = stepOf.get(result.step)
  const found = [...deviceReasons(result, profile), ...(step ? limitReasons(step, result) : [])]
  found.sort((a, b) => rank[b.health] - rank[a.health])
  const isRead = result.fault !== null || Object.values(result.values).some((value) => value !== null)
  return {
    step: result.step,
    node: result.node,
    health: found[0]?.health ?? (isRead ? 'good' : 'unknown'),
    reasons: found.map(({ reason }) => reason),
  }
}

/** @returns the worst of its steps; unknown where an essential one was not read, or is not there at all */
export function judgeRun(verdicts: readonly Verdict[]): Health {
  let worst: Health = 'good'
  for (const step of STEPS) {
    const of = verdicts.filter((verdict) => verdict.step === step.id)
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
  const found = new Map<string, Found>()
  for (const { reason, measure, when, weak, bad } of step.limits) {
    const value = values[measure]
    if (value === undefined || value === null) continue
    const isPast = (edge: number | null) =>
      edge !== null && (when === 'above' ? value > edge : when === 'below' ? value < edge : Math.abs(value) > edge)
    const health = isPast(bad) ? 'bad' : isPast(weak) ? 'weak' : null
    // Of one measure the first reason that names it at its worst counts: a dead microphone is not also a quiet one.
    const before = found.get(measure)
    if (health !== null && (!before || rank[health] > rank[before.health])) found.set(measure, { reason, health })
  }
  return [...found.values()]
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
