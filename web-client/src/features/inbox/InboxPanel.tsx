import type { InboxItem } from '@diem-cau/signaling-contract/office'
import { Button, UnstyledButton } from '@mantine/core'
import {
  IconAlarm,
  IconAlertTriangle,
  IconBellOff,
  IconCalendarEvent,
  IconCalendarX,
  IconFileText,
  IconMailOpened,
  IconMailX,
  IconPlugConnectedX,
  IconServerOff,
  IconUsersGroup,
} from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { inboxQueries } from '../../api/office/inboxApi.ts'
import { readInbox } from '../../api/stores/inbox.ts'
import { useInbox, useNewestAt } from '../../api/stores/useInbox.ts'
import { usePages } from '../../api/loading/usePages.ts'
import { LoadFailed } from '../../ui/LoadFailed.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { momentText } from '../../time/timeText.ts'
import classes from './Inbox.module.css'
import { itemPath } from './itemPath.ts'
import { ScreenNotices } from './ScreenNotices.tsx'
import { useItemText } from './useItemText.ts'

const icons = {
  invitation: IconMailOpened,
  changed: IconCalendarEvent,
  cancelled: IconCalendarX,
  withdrawn: IconMailX,
  reminder: IconAlarm,
  papers: IconFileText,
  meetingFull: IconUsersGroup,
  nodesFull: IconServerOff,
  alert: IconAlertTriangle,
  webhookOff: IconPlugConnectedX,
}

/** Lists the notices, newest first; each leads to its meeting. */
export function InboxPanel({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const unread = useInbox()?.unread ?? 0
  const newest = useNewestAt()
  const { items, loading, failure, hasMore, loadMore, refresh, update } = usePages(inboxQueries.list)
  const shownNewest = useRef(newest)
  useEffect(() => {
    if (shownNewest.current === newest) return
    // The same list is loaded once more: if that fails, the rows read so far stay.
    shownNewest.current = newest
    refresh()
  }, [newest, refresh])
  const mark = (ids: readonly string[] | null) => {
    const at = Date.now()
    update((before) =>
      before.map((item) =>
        item.readAt === null && (ids === null || ids.includes(item.itemId)) ? { ...item, readAt: at } : item,
      ),
    )
    // The list shows it already; the next question to the server brings what it knows.
    readInbox(ids).catch(() => undefined)
  }
  const open = (item: InboxItem) => {
    if (item.readAt === null) mark([item.itemId])
    onLeave()
    void navigate(itemPath(item))
  }
  return (
    <div className={classes['panel']}>
      <div className={classes['head']}>
        <h2>{t('title')}</h2>
        {unread > 0 && (
          <Button variant="subtle" size="compact-md" onClick={() => mark(null)} data-testid="inbox-read-all">
            {t('readAll')}
          </Button>
        )}
      </div>
      {failure !== null && <LoadFailed title={t('failed')} failure={failure} onRetry={refresh} />}
      {items === null && loading && <Skeletons heights={[4, 4, 4]} />}
      {items?.length === 0 && (
        <div className={classes['none']}>
          <IconBellOff size="2em" stroke={1.4} aria-hidden />
          <strong>{t('none')}</strong>
          <span>{t('noneHint')}</span>
        </div>
      )}
      <ul className={classes['items']} aria-busy={loading}>
        {items?.map((item) => (
          <li key={item.itemId}>
            <Item item={item} onOpen={() => open(item)} />
          </li>
        ))}
      </ul>
      {hasMore && (
        <Button variant="subtle" loading={loading} onClick={loadMore}>
          {t('more')}
        </Button>
      )}
      <ScreenNotices />
    </div>
  )
}

function Item({ item, onOpen }: { readonly item: InboxItem; readonly onOpen: () => void }) {
  const { t } = useTranslation('inbox')
  const { kind, title, lines } = useItemText()(item)
  const Icon = icons[item.kind]
  return (
    <UnstyledButton
      className={classes['item']}
      data-unread={item.readAt === null}
      data-kind={item.kind}
      onClick={onOpen}
      data-testid="inbox-item"
    >
      <Icon size="1.4em" aria-hidden className={classes['icon']} />
      <span className={classes['text']}>
        <span className={classes['kind']}>
          {kind}
          {item.readAt === null && <span className={classes['dot']}>{t('unread')}</span>}
        </span>
        <strong>{title}</strong>
        {lines.map((line) => (
          <span key={line} className={classes['line']}>
            {line}
          </span>
        ))}
        <time dateTime={new Date(item.at).toISOString()} className={classes['at']}>
          {momentText(item.at)}
        </time>
      </span>
    </UnstyledButton>
  )
}
