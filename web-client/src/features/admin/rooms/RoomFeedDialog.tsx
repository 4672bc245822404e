import type { Room } from '@diem-cau/signaling-contract/office'
import { Button, Modal, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { invitationQueries, invitationsApi } from '../../../api/office/invitationsApi.ts'
import { showToast } from '../../../ui/toasts.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import classes from '../lists/admin.module.css'

/** Gives the room's meetings to a calendar program, by a secret address. */
export function RoomFeedDialog({ room, onClose }: { readonly room: Room; readonly onClose: () => void }) {
  const { t } = useTranslation('admin')
  const failureText = useFailureText()
  const [busy, setBusy] = useState(false)
  const { data, failure, refresh, set } = useLoad(invitationQueries.roomFeed(room.roomId))
  const url = data ? new URL(data.url, location.origin).href : ''
  async function renew() {
    setBusy(true)
    try {
      set(await invitationsApi.renewRoomFeed(room.roomId))
      showToast(t('room.feedRenewed'))
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('room.feedTitle', { name: room.name })}
      centered
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close', { ns: 'translation' }) }}
    >
      <div className={classes['form']}>
        <Text>{t('room.feedText')}</Text>
        {failure === null ? (
          <TextInput
            label={t('room.feedUrl')}
            value={url}
            readOnly
            onFocus={(event) => event.currentTarget.select()}
            data-testid="room-feed-url"
          />
        ) : (
          <LoadFailed title={t('room.feedFailed')} failure={failure} onRetry={refresh} />
        )}
        <div className={classes['row']}>
          <CopyButton text={url} testId="room-feed-copy" />
          <Button
            variant="default"
            loading={busy}
            disabled={!data}
            onClick={() => void renew()}
            data-testid="room-feed-renew"
          >
            {t('room.feedRenew')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
