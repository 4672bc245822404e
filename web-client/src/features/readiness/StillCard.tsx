import type { RoomReadiness } from '@diem-cau/signaling-contract/readiness'
import { Button } from '@mantine/core'
import { IconCamera } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { boardApi, boardQueries } from '../../api/office/boardApi.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { momentText } from '../../time/timeText.ts'
import { Card } from '../../ui/Card.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFailureText } from '../../ui/useFailureText.ts'
import classes from './Room.module.css'

/** A still of the room's camera, where the room allows it: it is asked for, the room shows that it takes it, and it is gone in ten minutes. */
export function StillCard({ room, onAsked }: { readonly room: RoomReadiness; readonly onAsked: () => void }) {
  const { t } = useTranslation('board')
  const failureText = useFailureText()
  const [busy, setBusy] = useState(false)
  const { askedAt, takenAt } = room.still
  async function ask() {
    setBusy(true)
    try {
      await boardApi.askStill(room.roomId)
      onAsked()
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card id="still" title={t('still.title')} testId="readiness-still">
      {room.profile.allowsStill ? (
        <>
          {takenAt !== null && <Still roomId={room.roomId} takenAt={takenAt} />}
          {askedAt !== null && (
            <p role="status" className={classes['dim']}>
              {t('still.waiting')}
            </p>
          )}
          <Button
            variant="default"
            leftSection={<IconCamera size="1.1em" aria-hidden />}
            loading={busy}
            disabled={askedAt !== null}
            onClick={() => void ask()}
            data-testid="still-ask"
          >
            {t('still.ask')}
          </Button>
          <p className={classes['dim']}>{t('still.hint')}</p>
        </>
      ) : (
        <p className={classes['dim']}>{t('still.notAllowed')}</p>
      )}
    </Card>
  )
}

function Still({ roomId, takenAt }: { readonly roomId: string; readonly takenAt: number }) {
  const { t } = useTranslation('board')
  const { data } = useLoad(boardQueries.still(roomId, takenAt))
  if (data === null) return null
  return (
    <figure className={classes['still']}>
      <img src={data} alt={t('still.alt')} />
      <figcaption>{t('still.at', { time: momentText(takenAt) })}</figcaption>
    </figure>
  )
}
