import type { CauseCode, FindingCode, Neighbours } from '@diem-cau/signaling-contract/operations'
import type { Sign } from './Sign.ts'

/**
 * What points to a cause. Of several rules of one cause the weightiest that holds counts.
 * A cause that is bad weighs 5 more, each sign that supports it 2; what is an effect of another one that was found comes after all that is not.
 */
export type CauseRule = {
  readonly code: CauseCode
  /**
   * What hinders a meeting most and is known most surely weighs most: about 90 what took servers away, 80 what many rooms have, 70 a
   * line, 60 a device, 50 what is only likely, 20 what has no effect on this room yet.
   */
  readonly weight: number
  readonly needs: readonly Sign[]
  /** One of these is enough to say that it is something else. */
  readonly without?: readonly Sign[]
  readonly supports?: readonly Sign[]
  /** Causes that are only its effects when both are found. */
  readonly effects?: readonly CauseCode[]
  /** How others fared is told beside it. */
  readonly compares?: { readonly where: readonly Neighbours[]; readonly codes: readonly FindingCode[] }
  /** It lies with the media node that carries the room, although no sign is of it. */
  readonly liesWith?: 'node'
  /** Of somebody else's sound or picture that is bad: whether it may lie with who sends it or with who complains. Left out: either. */
  readonly side?: 'sends' | 'receives'
  /** It has to do with this alone. */
  readonly medium?: 'sound' | 'picture'
}
