import { PairingCode, type Room } from '@diem-cau/signaling-contract/office'
import { Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { roomsApi } from '../../../api/office/roomsApi.ts'
import { Callout } from '../../../ui/Callout.tsx'
import classes from '../lists/admin.module.css'
import { FormDialog } from '../lists/FormDialog.tsx'

interface Props {
  readonly room: Room
  readonly address: string
  readonly onClose: () => void
  readonly onDone: (room: Room) => void
}

/** Gives the room to the PC whose TV shows the code that is typed here. */
export function EnrolDialog({ room, address, onClose, onDone }: Props) {
  const { t } = useTranslation('admin')
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState(false)

  async function enrol() {
    const parsed = PairingCode.safeParse(code)
    setWrong(!parsed.success)
    if (!parsed.success) return false
    onDone(await roomsApi.enrol(room.roomId, parsed.data))
    return true
  }

  return (
    <FormDialog
      title={t('room.enrolTitle', { name: room.name })}
      submit={t('room.enrol')}
      onClose={onClose}
      onSubmit={enrol}
      testId="enrol-form"
    >
      <Text>{t('room.enrolText', { address })}</Text>
      {room.enrolledAt !== null && <Callout kind="hint" title={t('room.enrolOther', { device: room.deviceName })} />}
      <TextInput
        label={t('room.code')}
        placeholder="ABCD-2345"
        value={code}
        onChange={(event) => setCode(written(event.currentTarget.value))}
        error={wrong ? t('room.codeWrong') : undefined}
        classNames={{ input: classes['pairingCode'] ?? '' }}
        autoCapitalize="characters"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        maxLength={12}
        data-autofocus
        data-testid="enrol-code"
      />
    </FormDialog>
  )
}

/** Writes the code as the TV shows it. */
function written(text: string): string {
  const letters = text
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .slice(0, 8)
  return letters.length > 4 ? `${letters.slice(0, 4)}-${letters.slice(4)}` : letters
}
