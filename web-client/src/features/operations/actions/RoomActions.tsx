import type { MeetingId, ParticipantId } from '@diem-cau/signaling-contract'
import type { Resource, RoomDiagnosis } from '@diem-cau/signaling-contract/operations'
import { Button } from '@mantine/core'
import { IconArrowsExchange, IconRefresh, IconStethoscope } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { operationsApi } from '../../../api/office/operationsApi.ts'
import { useMay } from '../../../api/stores/useMe.ts'
import { Callout } from '../../../ui/Callout.tsx'
import { Card } from '../../../ui/Card.tsx'
import { useFailureText } from '../../../ui/useFailureText.ts'
import classes from './actions.module.css'
import { DiagnosisPart } from './DiagnosisPart.tsx'
import { MoveDialog } from './MoveDialog.tsx'
import { RestartDialog } from './RestartDialog.tsx'

interface Props {
  readonly endpoint: Resource
  readonly meetingId: MeetingId
  readonly participantId: ParticipantId
  /** False while what is shown is old: nothing is done on the word of old figures. */
  readonly isLive: boolean
}

/** What came of the last thing that was done. */
type Outcome = { readonly title: string; readonly isGood: boolean }

/** What can be done about a room from here, and what came of it. Nothing for who may not. */
export function RoomActions({ endpoint, meetingId, participantId, isLive }: Props) {
  const { t } = useTranslation('operations')
  const failureText = useFailureText()
  const mayAct = useMay('operations.act')
  const [asks, setAsks] = useState<'move' | 'restart' | null>(null)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [answer, setAnswer] = useState<RoomDiagnosis | null>(null)
  const [isAsking, setIsAsking] = useState(false)
  if (!mayAct) return null
  const room = { meetingId, participantId }
  const done = (title: string, isGood: boolean) => {
    setAsks(null)
    setOutcome({ title, isGood })
  }
  const diagnose = async () => {
    setIsAsking(true)
    setOutcome(null)
    try {
      setAnswer(await operationsApi.diagnose(room))
    } catch (error) {
      setOutcome({ title: failureText(error), isGood: false })
    } finally {
      setIsAsking(false)
    }
  }
  return (
    <Card id="room-actions" title={t('actions.title')} testId="room-actions">
      <div className={classes['buttons']}>
        <Button
          variant="default"
          leftSection={<IconStethoscope size="1.2em" aria-hidden />}
          loading={isAsking}
          disabled={!isLive}
          onClick={() => void diagnose()}
          data-testid="room-diagnose"
        >
          {t('actions.diagnose')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconRefresh size="1.2em" aria-hidden />}
          disabled={!isLive}
          onClick={() => setAsks('restart')}
          data-testid="room-restart"
        >
          {t('actions.restart')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconArrowsExchange size="1.2em" aria-hidden />}
          disabled={!isLive}
          onClick={() => setAsks('move')}
          data-testid="room-move"
        >
          {t('actions.move')}
        </Button>
      </div>
      {outcome && <Callout kind={outcome.isGood ? 'hint' : 'trouble'} title={outcome.title} testId="room-outcome" />}
      {answer && <DiagnosisPart answer={answer} />}
      {asks === 'restart' && (
        <RestartDialog name={endpoint.name} room={room} onDone={done} onClose={() => setAsks(null)} />
      )}
      {asks === 'move' && <MoveDialog endpoint={endpoint} room={room} onDone={done} onClose={() => setAsks(null)} />}
    </Card>
  )
}
