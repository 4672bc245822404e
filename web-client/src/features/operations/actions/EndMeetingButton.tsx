import type { MeetingId } from '@diem-cau/signaling-contract'
import type { RunningMeeting } from '@diem-cau/signaling-contract/operations'
import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { operationsApi } from '../../../api/office/operationsApi.ts'
import { useMay } from '../../../api/stores/useMe.ts'
import { ActDialog } from '../../../ui/ActDialog.tsx'
import { showToast } from '../../../ui/toasts.ts'

interface Props {
  readonly meetingId: MeetingId
  readonly meeting: RunningMeeting
  readonly isLive: boolean
}

/** Ends a meeting whose chair cannot. Nothing for who may not anywhere; where, the server knows. */
export function EndMeetingButton({ meetingId, meeting, isLive }: Props) {
  const { t } = useTranslation('operations')
  const mayEnd = useMay('meeting.end')
  const [asks, setAsks] = useState(false)
  if (!mayEnd) return null
  const act = async () => {
    await operationsApi.endMeeting(meetingId)
    showToast(t('actions.ended', { title: meeting.title }))
    setAsks(false)
  }
  return (
    <>
      <Button variant="default" disabled={!isLive} onClick={() => setAsks(true)} data-testid="meeting-end">
        {t('actions.end')}
      </Button>
      {asks && (
        <ActDialog
          title={t('actions.endTitle', { title: meeting.title })}
          onClose={() => setAsks(false)}
          cancel={t('actions.cancel')}
          act={t('actions.end')}
          danger
          onAct={act}
          actTestId="meeting-end-confirm"
        >
          <Text>{t('actions.endText', { count: meeting.connected })}</Text>
        </ActDialog>
      )}
    </>
  )
}
