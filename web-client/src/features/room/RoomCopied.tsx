import { IconCopyX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { boardQueries } from '../../api/office/boardApi.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { momentText } from '../../time/timeText.ts'
import classes from './room.module.css'

/** Says that another PC showed this room's sign-in of late (SPEC 18.30), which this one has still. */
export function RoomCopied() {
  const { t } = useTranslation('room')
  const { data } = useLoad(boardQueries.plan())
  const at = data?.copiedAt ?? null
  if (at === null) return null
  return (
    <p className={classes['news']} role="status" data-testid="room-copied">
      <IconCopyX size="1.3em" aria-hidden />
      <span>{t('copiedElsewhere', { time: momentText(at) })}</span>
    </p>
  )
}
