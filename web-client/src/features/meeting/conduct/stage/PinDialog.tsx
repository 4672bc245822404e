import type { ParticipantId } from '@diem-cau/signaling-contract'
import { Button, Group, Modal, UnstyledButton } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_PINNED } from './pinnedStage.ts'
import { callOf } from '../../../../live/meeting/callOf.ts'
import { Expected } from '../../scope/Expected.tsx'
import { useAsk } from '../../scope/useAsk.ts'
import { useConduct } from '../../scope/useConduct.ts'
import { useMeeting } from '../../scope/MeetingContext.ts'
import { useParticipantSearch } from '../../scope/useParticipantSearch.tsx'
import classes from './PinDialog.module.css'

/** Chooses one to four rooms; they are shown in the order in which they are chosen. */
export function PinDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['stage', 'translation'])
  const order = useMeeting((model) => model.order)
  const meeting = useMeeting(({ meeting: { participants, hostUnit } }) => ({ participants, hostUnit }))
  const stage = useConduct((conduct) => conduct.stage)
  const { ask, pending } = useAsk()
  const [chosen, setChosen] = useState<readonly ParticipantId[]>(() =>
    stage.kind === 'pinned' ? stage.participantIds : [],
  )
  const there = chosen.filter((id) => order.some(({ participantId }) => participantId === id))
  const { found, field } = useParticipantSearch(order, { label: t('pin.filter'), above: 12 })
  const toggle = (id: ParticipantId) =>
    setChosen(there.includes(id) ? there.filter((other) => other !== id) : [...there, id])

  async function submit() {
    if (await ask('stage:set', { stage: { kind: 'pinned', participantIds: [...there] } })) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('pin.title')}
      centered
      closeButtonProps={{ 'aria-label': t('translation:common.close') }}
    >
      <Expected of={there} />
      {field}
      <ul className={classes['list']}>
        {found.map((participant) => {
          const { participantId, seat } = participant
          const { name, detail } = callOf(meeting, participant)
          const place = there.indexOf(participantId) + 1
          return (
            <li key={participantId}>
              <UnstyledButton
                className={classes['row']}
                aria-pressed={place > 0}
                disabled={place === 0 && there.length === MAX_PINNED}
                onClick={() => toggle(participantId)}
                data-testid={`pin-choose-${participantId}`}
              >
                <span className={classes['mark']} data-on={place > 0} aria-hidden>
                  {place > 0 && <IconCheck size="1.1em" />}
                </span>
                <span className={classes['who']}>
                  <b>{name}</b>
                  <span className={classes['detail']}>
                    {t(`translation:seat.${seat}`)}
                    {detail !== '' && ` · ${detail}`}
                  </span>
                </span>
              </UnstyledButton>
            </li>
          )
        })}
        {found.length === 0 && <li className={classes['none']}>{t('pin.none')}</li>}
      </ul>
      <Group justify="space-between" mt="md">
        <span role="status">{t('pin.chosen', { count: there.length, most: MAX_PINNED })}</span>
        <Button onClick={() => void submit()} disabled={there.length === 0} loading={pending} data-testid="pin-submit">
          {t('pin.submit')}
        </Button>
      </Group>
    </Modal>
  )
}
