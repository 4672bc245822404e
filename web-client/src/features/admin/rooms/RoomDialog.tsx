import type { UnitCode } from '@diem-cau/signaling-contract'
import { Room } from '@diem-cau/signaling-contract/office'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { roomsApi } from '../../../api/office/roomsApi.ts'
import { useUnitIndex } from '../../../api/stores/useUnitIndex.ts'
import { FormDialog, type Conflict } from '../lists/FormDialog.tsx'
import { UnitFilter } from '../lists/UnitFilter.tsx'

interface Values {
  readonly name: string
  readonly place: string
  readonly unitCode: UnitCode | null
}

interface Props {
  /** The room that is edited; null: a new one. */
  readonly room: Room | null
  readonly onClose: () => void
  readonly onDone: (room: Room) => void
}

const valuesOf = (room: Room | null): Values => ({
  name: room?.name ?? '',
  place: room?.place ?? '',
  unitCode: room?.unit.code ?? null,
})

export function RoomDialog({ room, onClose, onDone }: Props) {
  const { t } = useTranslation('admin')
  const { index } = useUnitIndex()
  const unitName = (code: string | null) => (code === null ? '' : (index?.nameOf(code) ?? code))
  const [values, setValues] = useState(() => valuesOf(room))
  const [version, setVersion] = useState(room?.version ?? 1)
  const [tried, setTried] = useState(false)
  const missing = (wrong: boolean) => (tried && wrong ? t('missing') : undefined)

  async function save() {
    setTried(true)
    const { name, place, unitCode } = values
    if (name.trim() === '' || unitCode === null) return false
    onDone(
      await (room
        ? roomsApi.editRoom(room.roomId, { version, name, place, unitCode })
        : roomsApi.addRoom({ name, place, unitCode })),
    )
    return true
  }

  function conflictOf(current: unknown): Conflict | null {
    const parsed = Room.safeParse(current)
    if (!parsed.success) return null
    const newer = parsed.data
    const fields = [
      { name: t('room.name'), theirs: newer.name, mine: values.name },
      { name: t('room.place'), theirs: newer.place, mine: values.place },
      { name: t('unit'), theirs: unitName(newer.unit.code), mine: unitName(values.unitCode) },
    ].filter(({ theirs, mine }) => theirs !== mine)
    return {
      fields,
      keepMine: () => setVersion(newer.version),
      takeTheirs: () => {
        setVersion(newer.version)
        setValues(valuesOf(newer))
      },
    }
  }

  return (
    <FormDialog
      title={room ? t('room.editTitle', { name: room.name }) : t('room.add')}
      submit={t('save')}
      onClose={onClose}
      onSubmit={save}
      conflictOf={conflictOf}
      testId="room-form"
    >
      <TextInput
        label={t('room.name')}
        required
        value={values.name}
        maxLength={120}
        onChange={(event) => setValues({ ...values, name: event.currentTarget.value })}
        error={missing(values.name.trim() === '')}
        data-autofocus
        data-testid="room-name"
      />
      <UnitFilter
        required
        value={values.unitCode}
        onChange={(unitCode) => setValues({ ...values, unitCode })}
        error={missing(values.unitCode === null)}
        testId="room-unit"
      />
      <TextInput
        label={t('room.place')}
        value={values.place}
        maxLength={200}
        onChange={(event) => setValues({ ...values, place: event.currentTarget.value })}
        data-testid="room-place"
      />
    </FormDialog>
  )
}
