import type { Board } from '@diem-cau/signaling-contract/readiness'
import { Button } from '@mantine/core'
import { IconDownload, IconPlugConnected, IconPrinter, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { invalidate } from '../../api/loading/queryClient.ts'
import { boardApi } from '../../api/office/boardApi.ts'
import { scheduleApi } from '../../api/office/scheduleApi.ts'
import { saveFile } from '../../browser/saveFile.ts'
import { serverNow } from '../../time/serverClock.ts'
import { momentText } from '../../time/timeText.ts'
import { showToast } from '../../ui/toasts.ts'
import { useFailureText } from '../../ui/useFailureText.ts'
import { rehearsalTimes } from '../plan/rehearsalTimes.ts'
import classes from './Board.module.css'

interface Props {
  readonly board: Board
  readonly onDone: () => void
}

/** What is done for all rooms at once, and the board for the office's file. */
export function BoardActions({ board: { meeting }, onDone }: Props) {
  const { t } = useTranslation('board')
  const failureText = useFailureText()
  const [busy, setBusy] = useState<'ask' | 'rehearse' | 'save' | null>(null)
  const doing = async (what: NonNullable<typeof busy>, work: () => Promise<void>) => {
    setBusy(what)
    try {
      await work()
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(null)
    }
  }
  const ask = (meetingId: string) =>
    doing('ask', async () => {
      const { rooms } = await boardApi.askAll(meetingId)
      showToast(t('askedAll', { count: rooms }))
      onDone()
    })
  const rehearse = (meetingId: string, startsAt: number) =>
    doing('rehearse', async () => {
      const planned = await scheduleApi.addRehearsal(meetingId, rehearsalTimes(startsAt, serverNow()))
      showToast(t('rehearsalAdded', { time: momentText(planned.startsAt) }))
      invalidate(['readiness'])
    })
  const save = () =>
    doing('save', async () => saveFile(await boardApi.boardFile(meeting?.meetingId ?? 'all'), 'san-sang.xlsx'))
  return (
    <div className={classes['actions']}>
      {meeting?.mayAsk && (
        <Button
          variant="default"
          loading={busy === 'ask'}
          leftSection={<IconRefresh size="1.1em" aria-hidden />}
          onClick={() => void ask(meeting.meetingId)}
          data-testid="board-ask"
        >
          {t('askAll')}
        </Button>
      )}
      {meeting?.mayRehearse && meeting.rehearsal?.isOver !== false && (
        <Button
          variant="default"
          loading={busy === 'rehearse'}
          leftSection={<IconPlugConnected size="1.1em" aria-hidden />}
          onClick={() => void rehearse(meeting.meetingId, meeting.startsAt)}
          data-testid="board-rehearse"
        >
          {t('rehearse')}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconPrinter size="1.1em" aria-hidden />}
        onClick={() => globalThis.print()}
        data-testid="board-print"
      >
        {t('print')}
      </Button>
      <Button
        variant="default"
        loading={busy === 'save'}
        leftSection={<IconDownload size="1.1em" aria-hidden />}
        onClick={() => void save()}
        data-testid="board-xlsx"
      >
        {t('xlsx')}
      </Button>
    </div>
  )
}
