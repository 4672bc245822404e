import { maySpeak, type Participant } from '@diem-cau/signaling-contract'
import { Button, Text } from '@mantine/core'
import { IconMicrophone } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { PanelList, RowHead, RowText } from '../../../../ui/PanelList.tsx'
import { useMeeting } from '../../scope/MeetingContext.ts'
import { useCall, useNameOf } from '../../scope/useCall.ts'
import { useParticipantSearch } from '../../scope/useParticipantSearch.tsx'
import { useAsk } from '../../scope/useAsk.ts'
import { useConduct } from '../../scope/useConduct.ts'
import classes from './FloorPanel.module.css'

/** Gives the floor to somebody who did not ask: the chair calls a room up. */
export function GrantOther() {
  const { t } = useTranslation('floor')
  const order = useMeeting((model) => model.order)
  const { holders, queue, actingChair, spoken } = useConduct(({ holders, queue, actingChair, spoken }) => ({
    holders,
    queue,
    actingChair,
    spoken,
  }))
  const nameOf = useNameOf()
  const { ask, pending } = useAsk()
  const taken = new Set([...holders, ...queue].map(({ participantId }) => participantId))
  const others = order.filter(
    ({ participantId, seat }) => participantId !== actingChair && maySpeak(seat) && !taken.has(participantId),
  )
  const { found, field, clear } = useParticipantSearch(others, { label: t('callFind'), above: 8, testId: 'floor-find' })
  return (
    <section aria-labelledby="floor-call" className={classes['section']}>
      <h3 id="floor-call">{t('call')}</h3>
      {field}
      {others.length === 0 ? (
        <Text c="dimmed">{t('callNobody')}</Text>
      ) : (
        <PanelList>
          {found.map((participant) => (
            <li key={participant.participantId}>
              <RowHead>
                <RowText>
                  <b>{nameOf(participant)}</b>
                  <Detail participant={participant} />
                  <small>
                    {spoken[participant.participantId]
                      ? t('spoken', { count: spoken[participant.participantId] })
                      : t('notSpoken')}
                  </small>
                </RowText>
                <Button
                  size="sm"
                  variant="default"
                  disabled={pending}
                  leftSection={<IconMicrophone size="1.1em" aria-hidden />}
                  aria-label={t('grantTo', { unit: nameOf(participant) })}
                  onClick={() =>
                    void ask('floor:grant', { participantId: participant.participantId, itemId: null }).then(
                      (done) => done && clear(),
                    )
                  }
                >
                  {t('grant')}
                </Button>
              </RowHead>
            </li>
          ))}
          {found.length === 0 && <li>{t('callNone')}</li>}
        </PanelList>
      )}
    </section>
  )
}

function Detail({ participant }: { readonly participant: Participant }) {
  const { detail } = useCall(participant)
  return detail !== '' && <small>{detail}</small>
}
