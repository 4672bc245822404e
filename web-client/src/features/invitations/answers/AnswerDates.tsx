import type { Invitation } from '@diem-cau/signaling-contract/office'
import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { refreshInbox } from '../../../api/stores/inbox.ts'
import { invitationsApi } from '../../../api/office/invitationsApi.ts'
import { showToast } from '../../../ui/toasts.ts'
import { AnswerForm, type GivenForm } from './AnswerForm.tsx'
import { commonAnswer, firstEarlier } from './askedState.ts'
import classes from './AnswerDates.module.css'

interface Props {
  /** The dates of one series, or one meeting; never empty. */
  readonly dates: readonly Invitation[]
  readonly onAnswered: (dates: readonly Invitation[]) => void
}

const keyOf = (unitCode: string | null) => unitCode ?? ''

/** Answers for all of these dates, for my unit and for myself, unless one of the two is left out. */
export function AnswerDates({ dates, onAnswered }: Props) {
  const { t } = useTranslation('schedule')
  const everyone = [
    ...new Map(
      dates.flatMap(({ asked }) => asked.map(({ unit }) => [keyOf(unit?.code ?? null), unit] as const)),
    ).values(),
  ]
  const [chosen, setChosen] = useState(() => everyone.map((unit) => keyOf(unit?.code ?? null)))
  const asked = dates.flatMap((date) => date.asked).filter(({ unit }) => chosen.includes(keyOf(unit?.code ?? null)))

  async function send(given: GivenForm) {
    const whom = everyone.filter((unit) => chosen.includes(keyOf(unit?.code ?? null))).map((unit) => unit?.code ?? null)
    const {
      answered,
      changed,
      dates: now,
    } = await invitationsApi.answerMany({
      ...given,
      for: whom,
      dates: dates.map(({ meeting: { meetingId, startsAt } }) => ({ meetingId, startsAt })),
    })
    onAnswered(now)
    if (changed.length > 0)
      showToast(t(answered > 0 ? 'answer.someChanged' : 'answer.allChanged', { answered, changed: changed.length }), {
        kind: 'failed',
      })
    else showToast(answered > 1 ? t('answer.sentMany', { count: answered }) : t('answer.sent'))
    refreshInbox()
  }

  return (
    <>
      {everyone.length > 1 && (
        <Checkbox.Group
          label={t('answer.for')}
          value={chosen}
          onChange={(value) => setChosen(value.length > 0 ? value : chosen)}
          className={classes['whom'] ?? ''}
        >
          {everyone.map((unit) => (
            <Checkbox
              key={keyOf(unit?.code ?? null)}
              value={keyOf(unit?.code ?? null)}
              label={unit ? t('answer.forUnit', { name: unit.name }) : t('answer.forMe')}
            />
          ))}
        </Checkbox.Group>
      )}
      <AnswerForm
        key={chosen.join(' ')}
        answer={commonAnswer(asked)}
        suggested={firstEarlier(asked)?.answer ?? null}
        onSend={send}
      />
    </>
  )
}
