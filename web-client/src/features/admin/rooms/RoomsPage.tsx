import type { UnitCode } from '@diem-cau/signaling-contract'
import type { Room } from '@diem-cau/signaling-contract/office'
import { Button, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconDeviceTv, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { calendarDate } from '../../../time/formatTime.ts'
import { roomQueries, roomsApi } from '../../../api/office/roomsApi.ts'
import { showToast } from '../../../ui/toasts.ts'
import { usePages } from '../../../api/loading/usePages.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { useNow } from '../../../time/useNow.ts'
import classes from '../lists/admin.module.css'
import { ConfirmDialog } from '../lists/ConfirmDialog.tsx'
import { DataTable } from '../lists/DataTable.tsx'
import { EnrolDialog } from './EnrolDialog.tsx'
import { ListStates } from '../lists/ListStates.tsx'
import { moment } from '../lists/moment.ts'
import { PageHead } from '../lists/PageHead.tsx'
import { RoomDialog } from './RoomDialog.tsx'
import { RoomFeedDialog } from './RoomFeedDialog.tsx'
import { RowMenu } from '../lists/RowMenu.tsx'
import { SearchField } from '../lists/SearchField.tsx'
import { UnitFilter } from '../lists/UnitFilter.tsx'

type Doing =
  | { readonly kind: 'add' }
  | { readonly kind: 'edit' | 'enrol' | 'feed' | 'revoke' | 'disable'; readonly room: Room }

/** A room is on when its PC was seen within this time, in milliseconds. */
const ONLINE_MS = 3 * 60_000

const isState = (value: string | null): value is 'enrolled' | 'waiting' => value === 'enrolled' || value === 'waiting'

/** Lists meeting rooms: which have a PC, when it was seen, and the way to give them one. */
export function RoomsPage() {
  const { t } = useTranslation('admin')
  const [query, setQuery] = useState('')
  const [q] = useDebouncedValue(query.trim(), 250)
  const [unit, setUnit] = useState<UnitCode | null>(null)
  const [state, setState] = useState<'enrolled' | 'waiting' | null>(null)
  const [doing, setDoing] = useState<Doing | null>(null)
  const pages = usePages(
    roomQueries.list({ ...(q ? { q } : {}), ...(unit ? { unit } : {}), ...(state ? { state } : {}) }),
  )
  const close = () => setDoing(null)
  const changed = (room: Room) => {
    pages.update((items) => items.map((other) => (other.roomId === room.roomId ? room : other)))
    close()
  }
  async function setDisabled(room: Room, disabled: boolean) {
    changed(await roomsApi.editRoom(room.roomId, { version: room.version, disabled }))
    showToast(t(disabled ? 'room.disabledDone' : 'room.enabledDone', { name: room.name }))
  }
  const filtered = q !== '' || unit !== null || state !== null
  const clear = () => {
    setQuery('')
    setUnit(null)
    setState(null)
  }
  return (
    <>
      <PageHead title={t('rooms')} intro={t('room.intro')}>
        <Button
          leftSection={<IconPlus size="1.2em" aria-hidden />}
          onClick={() => setDoing({ kind: 'add' })}
          data-testid="add-room"
        >
          {t('room.add')}
        </Button>
      </PageHead>
      <div className={classes['filters']} role="search">
        <SearchField label={t('room.search')} value={query} onChange={setQuery} />
        <UnitFilter value={unit} onChange={setUnit} />
        <Select
          label={t('room.state')}
          placeholder={t('room.anyState')}
          value={state}
          onChange={(value) => setState(isState(value) ? value : null)}
          data={[
            { value: 'enrolled', label: t('room.enrolled') },
            { value: 'waiting', label: t('room.waiting') },
          ]}
          clearable
          clearButtonProps={{ 'aria-label': t('clear') }}
        />
      </div>
      <ListStates
        pages={pages}
        empty={
          <Empty
            icon={<IconDeviceTv size="1em" stroke={1.4} />}
            title={t('room.empty')}
            text={t('room.emptyHint', { address: roomAddress() })}
          />
        }
        onClear={filtered ? clear : null}
      >
        {(items) => (
          <DataTable
            label={t('rooms')}
            rows={items}
            keyOf={({ roomId }) => roomId}
            testId="room-row"
            dataOf={({ name, enrolledAt }) => ({ 'data-name': name, 'data-enrolled': enrolledAt !== null })}
            columns={[
              {
                key: 'name',
                title: t('room.name'),
                main: true,
                renderCell: (room) => (
                  <div className={classes['two']}>
                    <strong>{room.name}</strong>
                    {room.place && <span className={classes['dim']}>{room.place}</span>}
                  </div>
                ),
              },
              { key: 'unit', title: t('unit'), renderCell: ({ unit }) => unit.name },
              { key: 'state', title: t('room.state'), renderCell: (room) => <RoomState room={room} /> },
              {
                key: 'device',
                title: t('room.device'),
                renderCell: ({ deviceName, enrolledAt }) =>
                  enrolledAt === null ? (
                    '–'
                  ) : (
                    <div className={classes['two']}>
                      <span>{deviceName}</span>
                      <span className={classes['dim']}>{t('room.since', { date: calendarDate(enrolledAt) })}</span>
                    </div>
                  ),
              },
              {
                key: 'seen',
                title: t('room.lastSeen'),
                short: true,
                renderCell: ({ lastSeenAt }) => (lastSeenAt === null ? t('never') : moment(lastSeenAt)),
              },
              {
                key: 'do',
                title: t('actions'),
                end: true,
                renderCell: (room) => (
                  <RowMenu
                    name={room.name}
                    items={[
                      ...(room.disabled
                        ? []
                        : [
                            {
                              text: t(room.enrolledAt === null ? 'room.enrol' : 'room.enrolAgain'),
                              onClick: () => setDoing({ kind: 'enrol', room }),
                              testId: 'enrol',
                            },
                          ]),
                      { text: t('edit'), onClick: () => setDoing({ kind: 'edit', room }), testId: 'edit' },
                      { text: t('room.feed'), onClick: () => setDoing({ kind: 'feed', room }), testId: 'room-feed' },
                      ...(room.enrolledAt === null
                        ? []
                        : [
                            {
                              text: t('room.revoke'),
                              onClick: () => setDoing({ kind: 'revoke', room }),
                              danger: true,
                              testId: 'revoke',
                            },
                          ]),
                      room.disabled
                        ? { text: t('room.enable'), onClick: () => setDisabled(room, false), testId: 'enable' }
                        : {
                            text: t('room.disable'),
                            onClick: () => setDoing({ kind: 'disable', room }),
                            danger: true,
                            testId: 'disable',
                          },
                    ]}
                  />
                ),
              },
            ]}
          />
        )}
      </ListStates>
      {doing?.kind === 'add' && (
        <RoomDialog
          room={null}
          onClose={close}
          onDone={(room) => {
            pages.refresh()
            showToast(t('saved', { name: room.name }))
            setDoing({ kind: 'enrol', room })
          }}
        />
      )}
      {doing?.kind === 'edit' && (
        <RoomDialog
          room={doing.room}
          onClose={close}
          onDone={(room) => {
            changed(room)
            showToast(t('saved', { name: room.name }))
          }}
        />
      )}
      {doing?.kind === 'enrol' && (
        <EnrolDialog
          room={doing.room}
          address={roomAddress()}
          onClose={close}
          onDone={(room) => {
            changed(room)
            showToast(t('room.enrolledDone', { name: room.name }))
          }}
        />
      )}
      {doing?.kind === 'feed' && <RoomFeedDialog room={doing.room} onClose={close} />}
      {doing?.kind === 'revoke' && (
        <ConfirmDialog
          title={t('room.revoke')}
          text={t('room.revokeText', { name: doing.room.name })}
          onClose={close}
          onConfirm={async () => {
            changed(await roomsApi.revoke(doing.room.roomId))
            showToast(t('room.revoked', { name: doing.room.name }))
          }}
        />
      )}
      {doing?.kind === 'disable' && (
        <ConfirmDialog
          title={t('room.disable')}
          text={t('room.disableText', { name: doing.room.name })}
          onClose={close}
          onConfirm={() => setDisabled(doing.room, true)}
        />
      )}
    </>
  )
}

function RoomState({ room: { enrolledAt, lastSeenAt, disabled } }: { readonly room: Room }) {
  const { t } = useTranslation('admin')
  const now = useNow(30_000)
  if (disabled) return <StateBadge tone="plain">{t('room.disabled')}</StateBadge>
  if (enrolledAt === null) return <StateBadge tone="wait">{t('room.waiting')}</StateBadge>
  const online = lastSeenAt !== null && now - lastSeenAt < ONLINE_MS
  return <StateBadge tone={online ? 'good' : 'info'}>{t(online ? 'room.online' : 'room.enrolled')}</StateBadge>
}

/** The address that is typed into the browser of the room's PC. */
const roomAddress = () => `${location.host}/room`
