import { type Progress, untold } from './Progress.ts'
import { UpgradeStopped, type Words, wordsOf } from './Words.ts'

/** Tells a person what is being done. */
type Say = (what: Words) => void

export type Going = {
  readonly say: Say
  /** Aborted when a person breaks it off. */
  readonly signal: AbortSignal
  readonly progress?: Progress
}

export type Step = {
  readonly name: Words
  /** Rejects when it cannot be done; what it had begun is for `undo` to take back. */
  readonly work: (going: Going) => Promise<void>
  /** Takes the step back, whether it was done or only begun. Left out where nothing has to be. */
  readonly undo?: (say: Say) => Promise<void>
}

/**
 * Takes one step after the other. When one fails, or somebody breaks it off, all that were begun are taken back, the last first, and a step back
 * that fails itself keeps no other from being taken.
 * @throws UpgradeStopped with why, and what could not be taken back
 */
export async function carryOut(steps: readonly Step[], going: Going): Promise<void> {
  const { progress = untold } = going
  const begun: number[] = []
  progress.planned(steps.map(({ name }) => name))
  try {
    for (const [index, step] of steps.entries()) {
      if (going.signal.aborted) throw brokenOff()
      const count = `${index + 1}/${steps.length}`
      going.say({ vi: `[${count}] ${step.name.vi}`, en: `[${count}] ${step.name.en}` })
      begun.push(index)
      progress.at(index, 'runs')
      await step.work(going)
      progress.at(index, 'done')
    }
  } catch (error) {
    const why = wordsOf(error)
    progress.at(begun.at(-1) ?? 0, 'failed', why)
    going.say({ vi: `Dừng lại: ${why.vi} Đang quay về trạng thái cũ.`, en: `Stopped: ${why.en} Going back.` })
    const left = await takeBack(steps, begun.toReversed(), { say: going.say, progress })
    throw new UpgradeStopped(outcome(why, left), error)
  }
}

export const brokenOff = (): UpgradeStopped =>
  new UpgradeStopped({ vi: 'Có người đã dừng việc nâng cấp.', en: 'Somebody broke it off.' })

async function takeBack(
  steps: readonly Step[],
  begun: readonly number[],
  { say, progress }: { readonly say: Say; readonly progress: Progress },
): Promise<Words[]> {
  const left: Words[] = []
  for (const index of begun) {
    const step = steps[index]
    // Where nothing has to be taken back it stays as it was told.
    if (!step?.undo) continue
    const { name, undo } = step
    progress.at(index, 'takesBack')
    try {
      await undo(say)
      progress.at(index, 'takenBack')
    } catch (error) {
      const why = wordsOf(error)
      progress.at(index, 'left', why)
      left.push({ vi: `${name.vi}: ${why.vi}`, en: `${name.en}: ${why.en}` })
    }
  }
  return left
}

function outcome(why: Words, left: readonly Words[]): Words {
  if (left.length === 0)
    return {
      vi: `Chưa nâng cấp được: ${why.vi} Phiên bản cũ đang chạy như trước.`,
      en: `It was not upgraded: ${why.en} What ran before runs on.`,
    }
  const list = (lang: keyof Words) => left.map((one) => `\n  - ${one[lang]}`).join('')
  return {
    vi: `Chưa nâng cấp được: ${why.vi} Chưa quay lại được hết, cần xem:${list('vi')}`,
    en: `It was not upgraded: ${why.en} Not everything could be taken back; look at:${list('en')}`,
  }
}
