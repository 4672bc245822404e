import type { GivenAnswer } from '@diem-cau/signaling-contract/office'
import { IconCheck, IconMinus, IconQuestionMark, IconX } from '@tabler/icons-react'

const icons = { attending: IconCheck, declined: IconX, tentative: IconQuestionMark, open: IconMinus }

/** The icon of an answer, beside its words. */
export function AnswerIcon({
  answer,
  size = '1.2em',
}: {
  readonly answer: GivenAnswer['answer'] | 'open'
  readonly size?: string
}) {
  const Icon = icons[answer]
  return <Icon size={size} aria-hidden />
}
