import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useConduct } from '../useConduct.ts'
import { useMyPart } from '../useMyPart.ts'
import { useServerNow } from '../useServerNow.ts'
import classes from './FloorPanel.module.css'
import { QueueRow } from './QueueRow.tsx'

/** Who asked for the floor, first come first, and how long each has waited. */
export function QueueList() {
  const { t } = useTranslation('floor')
  const queue = useConduct((conduct) => conduct.queue)
  const part = useMyPart()
  const now = useServerNow()
  return (
    <section aria-labelledby="floor-queue" className={classes['section']}>
      <h3 id="floor-queue">
        {t('queue')} {queue.length > 0 && `(${queue.length})`}
      </h3>
      {queue.length === 0 && <Text c="dimmed">{t('queueEmpty')}</Text>}
      <ol className={classes['list']} data-testid="floor-queue">
        {queue.map((request, index) => (
          <QueueRow key={request.participantId} request={request} index={index} queue={queue} now={now} part={part} />
        ))}
      </ol>
    </section>
  )
}
