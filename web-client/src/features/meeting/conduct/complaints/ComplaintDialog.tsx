import { ComplaintKind, ParticipantId } from '@diem-cau/signaling-contract'
import { Button, Modal, NativeSelect, Text } from '@mantine/core'
import { IconEarOff, IconPhotoOff, IconPhotoQuestion, IconVolume3 } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMeeting, useMeetingClient } from '../../scope/MeetingContext.ts'
import { useNameOf } from '../../scope/useCall.ts'
import { useLayout, useLayoutStore } from '../../layout/LayoutContext.ts'
import classes from './ComplaintDialog.module.css'
import { useAsk } from '../../scope/useAsk.ts'
import { useMyPart } from '../../scope/useMyPart.ts'

const icons = { noSound: IconEarOff, badSound: IconVolume3, noPicture: IconPhotoOff, badPicture: IconPhotoQuestion }

/** Sends "I hear you badly" to technicians, chair and secretary, in two presses. */
export function ComplaintDialog() {
  const { t } = useTranslation(['conduct', 'translation'])
  const layout = useLayoutStore()
  const opened = useLayout((state) => state.dialog === 'complaint')
  return (
    <Modal
      opened={opened}
      onClose={() => layout.setState({ dialog: null })}
      title={t('complaint.title')}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('translation:common.close'), size: 'lg' }}
    >
      <Content onDone={() => layout.setState({ dialog: null })} />
    </Modal>
  )
}

function Content({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('conduct')
  const client = useMeetingClient()
  const { me } = useMyPart()
  const nameOf = useNameOf()
  const { order, likely } = useMeeting(({ order, meeting, speaker }) => ({
    order,
    likely: meeting.conduct.holders[0]?.participantId ?? speaker.current,
  }))
  const [about, setAbout] = useState<string>(likely !== null && likely !== me ? likely : '')
  const { ask, pending } = useAsk()
  async function send(what: (typeof ComplaintKind.options)[number]) {
    if ((await ask('complaint:send', { about: about === '' ? null : ParticipantId.parse(about), what })) === null)
      return
    client.toasts.show(t('complaint.sent'))
    onDone()
  }
  return (
    <div className={classes['root']}>
      <Text>{t('complaint.hint')}</Text>
      <NativeSelect
        size="md"
        label={t('complaint.who')}
        value={about}
        onChange={({ currentTarget }) => setAbout(currentTarget.value)}
        data-testid="complaint-about"
      >
        <option value="">{t('complaint.all')}</option>
        {order
          .filter(({ participantId }) => participantId !== me)
          .map((participant) => (
            <option key={participant.participantId} value={participant.participantId}>
              {nameOf(participant)}
            </option>
          ))}
      </NativeSelect>
      <div className={classes['kinds']}>
        {ComplaintKind.options.map((what) => {
          const KindIcon = icons[what]
          return (
            <Button
              key={what}
              size="lg"
              variant="default"
              disabled={pending}
              leftSection={<KindIcon size="1.3em" aria-hidden />}
              onClick={() => void send(what)}
              data-testid={`complaint-${what}`}
            >
              {t(`complaint.${what}`)}
            </Button>
          )
        })}
      </div>
    </div>
  )
}
