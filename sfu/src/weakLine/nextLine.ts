import { LineStep } from '@diem-cau/sfu-contract'

/** The best first. */
const LINE_STEPS = LineStep.options

export interface Line {
  readonly step: LineStep
  /** Milliseconds since when it is so. */
  readonly since: number
  /** A better step for which every reading since `since` (ms) had room; null: none. */
  readonly rising: { readonly step: LineStep; readonly since: number } | null
  /** A picture was tried beside sound that had been alone, or a larger one. */
  readonly cameUp: boolean
  /** Sound is well for so long, in milliseconds, before the next picture is tried beside it. */
  readonly patience: number
}

/** Sound of this score and less suffers: pictures give way to it, if it lasts. From the other one on they are tried again. */
const SUFFERS = 8
const IS_WELL = 9
const LASTS_MS = 2_500
const AGAIN_MS = 4_000
/** A picture beside which sound suffers within this time was too much: the next one is tried after twice as long, this long at most. */
const TOO_MUCH_MS = 15_000
const MOST_PATIENCE_MS = 64_000

export const WHOLE: Line = { step: 'whole', since: -Infinity, rising: null, cameUp: false, patience: AGAIN_MS }

/** What is known of a line at a time. */
export interface Reading {
  /** Milliseconds. */
  readonly at: number
  /** Bits a second that the line carries of pictures, as the worker finds by the feedback of the client. */
  readonly available: number
  /** Bits a second that all pictures would take in the layers that are wanted. */
  readonly wanted: number
  /** The score of the worst sound as mediasoup has scores, 0 .. 10 (`soundScore`); null: there is none. */
  readonly sound: number | null
}

/** A browser's smallest layer is 120 kbit/s (web-client, `encodings.ts`): with less than this, in bits a second, it has few frames. */
const SMALLER = 100_000
/** An estimate goes up and down by a few percent: a better step needs so much more, and for so long. */
const SPARE = 1.15
const STEADY_MS = 900
/** Decides what goes over a line: less at once, so that sound gets through; more after a while. Pure. */
export function nextLine(line: Line, reading: Reading): Line {
  const { at, sound } = reading
  const fits = stepFor(reading, 1)
  if (isWorse(fits, line.step)) return enter(fits, at)
  if (fits === 'slow' && sound !== null && sound <= SUFFERS && line.step !== 'sound')
    return at - line.since >= LASTS_MS
      ? enter(line.step === 'stills' ? 'sound' : 'stills', at, patienceAfter(line, at))
      : { ...line, rising: null }
  const better = betterStep(line.step, reading)
  if (better === line.step) return { ...line, rising: null }
  const rising = line.rising ?? { step: better, since: at }
  const least = isWorse(better, rising.step) ? better : rising.step
  const needs = better === 'slow' || better === 'stills' ? line.patience : STEADY_MS
  return at - rising.since >= needs
    ? enter(least, at, line.patience, true)
    : { ...line, rising: { ...rising, step: least } }
}

/** Where a line is by a try that went on until more could not be had: it needs neither a reserve nor time. */
export function provenLine(line: Line, reading: Reading): Line {
  const step = stepFor(reading, 1)
  return isWorse(line.step, step) ? enter(step, reading.at) : line
}

/** Nobody minds that pictures come back later by this share of the time that the line was narrow. */
const WAITS_SHARE = 1 / 12
const WAITS_LEAST_MS = 2_000
const WAITS_MOST_MS = 10_000

/**
 * How long after the last try a line is asked for more, in milliseconds: soon while it became narrow just now, seldom where it always is, as each try takes
 * from the sound.
 * @param narrowMs for so long it has not carried all
 */
export function tryAfterMs(narrowMs: number): number {
  return Math.min(WAITS_MOST_MS, Math.max(WAITS_LEAST_MS, narrowMs * WAITS_SHARE))
}

/** A line that carries a smaller picture is another one than that beside which sound suffered. */
const enter = (step: LineStep, since: number, patience = AGAIN_MS, cameUp = false): Line => ({
  step,
  since,
  rising: null,
  cameUp,
  patience: step === 'whole' || step === 'smaller' ? AGAIN_MS : patience,
})

/** A line that goes down from step to step has tried nothing. */
function patienceAfter({ since, patience, cameUp }: Line, at: number): number {
  return cameUp && at - since < TOO_MUCH_MS ? Math.min(MOST_PATIENCE_MS, 2 * patience) : patience
}

/**
 * The score of a sound of which this share was lost at first, by mediasoup's own formula (RtpStreamSend::UpdateScore): the share that came, to the fourth power, of ten.
 * @param lost 0 to 1
 */
export const soundScore = (lost: number): number => 10 * (1 - lost) ** 4

function betterStep(step: LineStep, reading: Reading): LineStep {
  const open = stepFor(reading, SPARE)
  if (isWorse(step, open) && open !== 'slow') return open
  if (reading.sound !== null && reading.sound < IS_WELL) return step
  if (step === 'sound') return 'stills'
  return step === 'stills' ? 'slow' : step
}

function stepFor({ available, wanted }: Reading, spare: number): LineStep {
  if (available >= wanted * spare) return 'whole'
  return available >= SMALLER * spare ? 'smaller' : 'slow'
}

const isWorse = (one: LineStep, than: LineStep) => LINE_STEPS.indexOf(one) > LINE_STEPS.indexOf(than)
