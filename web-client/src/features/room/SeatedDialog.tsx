import type { AccountId, MeetingSummary } from '@diem-cau/signaling-contract'
import { Button, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../ui/useFailureText.ts'
import { roomQueries, roomsApi } from '../../api/office/roomsApi.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { LoadFailed } from '../../ui/LoadFailed.tsx'
import { ArrivalCode } from '../ownRoom/ArrivalCode.tsx'
import classes from './room.module.css'
import { readSeated, seatedText } from './seatedText.ts'

interface Props {
  readonly meeting: MeetingSummary
  readonly roomId: AccountId
  readonly onClose: () => void
}

/** The limit is more people than sit in a room. */
const MAX_PEOPLE = 60

/** Asks who sits in this room in one meeting; anybody who is there may type it. */
export function SeatedDialog({ meeting, roomId, onClose }: Props) {
  const { t } = useTranslation('room')
  const failureText = useFailureText()
  const [typed, setTyped] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<unknown>(null)
  const { data, failure, refresh } = useLoad(roomQueries.seated(meeting.meetingId, roomId))
  const text = typed ?? (data ? seatedText(data.people) : '')
  const people = readSeated(text)
  async function save() {
    setBusy(true)
    try {
      await roomsApi.setSeated(meeting.meetingId, roomId, { people })
      onClose()
    } catch (error) {
      setRefused(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('seated.title')}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('common.close', { ns: 'translation' }), size: 'lg' }}
    >
      <div className={classes['seated']}>
        <p>{meeting.title}</p>
        {failure === null ? (
          <Textarea
            label={t('seated.label')}
            description={t('seated.hint')}
            size="lg"
            autosize
            minRows={4}
            maxRows={10}
            disabled={!data}
            value={text}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            error={
              people.length > MAX_PEOPLE
                ? t('seated.tooMany', { count: MAX_PEOPLE })
                : refused === null
                  ? null
                  : failureText(refused)
            }
            data-autofocus
            data-testid="seated-people"
          />
        ) : (
          <LoadFailed title={t('seated.failed')} failure={failure} onRetry={refresh} />
        )}
        <Button
          size="lg"
          loading={busy}
          disabled={!data || people.length > MAX_PEOPLE}
          onClick={() => void save()}
          data-testid="seated-save"
        >
          {t('seated.save', { count: people.length })}
        </Button>
        <ArrivalCode meetingId={meeting.meetingId} />
      </div>
    </Modal>
  )
}
