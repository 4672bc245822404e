import { Popover, UnstyledButton } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useInbox, useInboxLoader } from '../../api/stores/useInbox.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { CountBadge } from './CountBadge.tsx'
import classes from './Inbox.module.css'
import { itemPath } from './itemPath.ts'
import { showOnScreen } from './showOnScreen.ts'
import { useItemText } from './useItemText.ts'
import { withTexts } from '../../locales/withTexts.ts'

const InboxPanel = lazy(async () => ({ default: (await withTexts(['inbox'], import('./InboxPanel.tsx'))).InboxPanel }))

/** Shows in the head of every page how many notices are not read. */
export function InboxBell() {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const itemText = useItemText()
  const inbox = useInbox()
  const [opened, setOpened] = useState(false)
  useInboxLoader((item) => showOnScreen(itemText(item), item, () => void navigate(itemPath(item))))
  const unread = inbox?.unread ?? 0
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width="min(27rem, calc(100vw - 1rem))"
      trapFocus
      returnFocus
      withinPortal
      shadow="md"
    >
      <Popover.Target>
        <UnstyledButton
          className={classes['bell']}
          aria-label={unread > 0 ? t('bellUnread', { count: unread }) : t('bell')}
          onClick={() => setOpened(!opened)}
          data-testid="inbox-bell"
          data-unread={unread}
        >
          <IconBell size="1.5em" aria-hidden />
          <CountBadge count={unread} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('title')} data-testid="inbox">
        {opened && (
          <Suspense fallback={<Waiting />}>
            <InboxPanel onLeave={() => setOpened(false)} />
          </Suspense>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
