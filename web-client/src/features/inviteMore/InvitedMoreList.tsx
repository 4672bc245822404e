import type { InvitedMore } from '@diem-cau/signaling-contract/office'
import { Button, CopyButton, Group, Stack, Text } from '@mantine/core'
import { IconCheck, IconLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './InviteMoreDialog.module.css'

interface Props {
  readonly added: InvitedMore
  readonly onClose: () => void
}

/** Names those who were invited just now, with the link of each guest to hand on. */
export function InvitedMoreList({ added: { units, guests }, onClose }: Props) {
  const { t } = useTranslation('schedule')
  return (
    <>
      <Stack gap="md" role="status">
        {units.length + guests.length === 0 && <Text>{t('more.nobodyNew')}</Text>}
        <ul className={classes['added']} data-testid="more-added">
          {units.map(({ code, name }) => (
            <li key={code}>{name}</li>
          ))}
          {guests.map(({ guestId, name, organisation, link }) => (
            <li key={guestId}>
              <span>{[name, organisation].filter(Boolean).join(' · ')}</span>
              {link !== null && (
                <CopyButton value={new URL(link, location.origin).href}>
                  {({ copied, copy }) => (
                    <Button
                      size="compact-md"
                      variant="light"
                      onClick={copy}
                      leftSection={copied ? <IconCheck size="1em" aria-hidden /> : <IconLink size="1em" aria-hidden />}
                      data-testid="more-link"
                      data-link={link}
                    >
                      {copied ? t('plan.copied') : t('plan.guestLink')}
                    </Button>
                  )}
                </CopyButton>
              )}
            </li>
          ))}
        </ul>
        {guests.length > 0 && (
          <Text size="sm" c="dimmed">
            {t('more.links')}
          </Text>
        )}
      </Stack>
      <Group mt="lg" justify="flex-end">
        <Button size="md" onClick={onClose} data-autofocus>
          {t('more.done')}
        </Button>
      </Group>
    </>
  )
}
