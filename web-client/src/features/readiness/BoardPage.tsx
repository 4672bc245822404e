import type { Health } from '@diem-cau/signaling-contract/operations'
import type { Board, BoardRoom } from '@diem-cau/signaling-contract/readiness'
import { NativeSelect, TextInput } from '@mantine/core'
import { IconDeviceTvOld, IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { boardQueries } from '../../api/office/boardApi.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { momentText } from '../../time/timeText.ts'
import { useNow } from '../../time/useNow.ts'
import { useOldSince } from './useOldSince.ts'
import { Callout } from '../../ui/Callout.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { NothingFound } from '../../ui/NothingFound.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { HealthFilter } from '../operations/health/HealthFilter.tsx'
import { BoardActions } from './BoardActions.tsx'
import { BoardHead } from './BoardHead.tsx'
import { boardGroups, districtsOf, healthCounts } from './boardGroups.ts'
import classes from './Board.module.css'
import { RoomTile } from './RoomTile.tsx'

const nothing: ReadonlySet<Health> = new Set()

/** All rooms on one screen: ready or not, why, and who looks after it. */
export function BoardPage() {
  const { t } = useTranslation('board')
  const [params, setParams] = useSearchParams()
  const wanted = params.get('meeting')
  const loaded = useLoad(boardQueries.board(wanted))
  const { data, failure, refresh } = loaded
  const oldSince = useOldSince(loaded)
  const choose = (meeting: string) => setParams(meeting === '' ? {} : { meeting }, { replace: true })
  return (
    <PageFrame
      title={t('title')}
      testId="board"
      width="whole"
      heading={<BoardHead board={data} wanted={wanted} onChoose={choose} />}
      failed={data === null && failure !== null ? { failure, title: t('failed'), onRetry: refresh } : undefined}
    >
      {data === null && failure === null && <Skeletons heights={[3, 30]} />}
      {data && <Rooms board={data} oldSince={oldSince} onRefresh={refresh} />}
    </PageFrame>
  )
}

interface RoomsProps {
  readonly board: Board
  /** Since when it could not be read any more, milliseconds; null: it is read. */
  readonly oldSince: number | null
  readonly onRefresh: () => void
}

function Rooms({ board, oldSince, onRefresh }: RoomsProps) {
  const { t } = useTranslation('board')
  const now = useNow(5_000)
  const [healths, setHealths] = useState(nothing)
  const [district, setDistrict] = useState('')
  const [search, setSearch] = useState('')
  const { rooms, meeting } = board
  const groups = useMemo(() => boardGroups(rooms, { healths, district, search }), [rooms, healths, district, search])
  const counts = useMemo(() => healthCounts(rooms), [rooms])
  const isOld = oldSince !== null
  if (rooms.length === 0)
    return <Empty icon={<IconDeviceTvOld size="1em" stroke={1.4} />} title={t('none')} text={t('noneHint')} />
  return (
    <>
      {oldSince !== null && (
        <Callout title={t('old')} text={t('oldText', { time: momentText(oldSince) })} testId="board-old" />
      )}
      <div className={classes['tools']}>
        <HealthFilter
          legend
          label={t('legend')}
          textOf={(health) => t(`health.${health}`)}
          testId="board"
          counts={counts}
          chosen={healths}
          onChange={setHealths}
        />
        <NativeSelect
          aria-label={t('district')}
          value={district}
          onChange={({ currentTarget }) => setDistrict(currentTarget.value)}
          data={[
            { value: '', label: t('allDistricts') },
            ...districtsOf(rooms).map(({ code, name }) => ({ value: code, label: name })),
          ]}
          data-testid="board-district"
        />
        <TextInput
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size="1.1em" aria-hidden />}
          value={search}
          maxLength={100}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          data-testid="board-search"
        />
        <BoardActions board={board} onDone={onRefresh} />
      </div>
      <p className={classes['printed']}>{t('printed', { time: momentText(now) })}</p>
      {groups.length === 0 ? (
        <NothingFound
          title={t('nothingFound')}
          onClear={() => {
            setHealths(nothing)
            setDistrict('')
            setSearch('')
          }}
        />
      ) : (
        <div className={classes['board']} data-old={isOld} data-testid="board-rooms">
          {groups.map(({ code, name, rooms: own }) => (
            <section key={code} className={classes['group']} aria-labelledby={`district-${code}`}>
              <h2 id={`district-${code}`} className={classes['district']}>
                {name} <span>{t('readyOf', countText(own))}</span>
              </h2>
              <ul className={classes['tiles']}>
                {own.map((room) => (
                  <RoomTile key={room.roomId} room={room} meetingId={meeting?.meetingId ?? null} now={now} />
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </>
  )
}

const countText = (rooms: readonly BoardRoom[]) => {
  const { good, weak } = healthCounts(rooms)
  return { ready: good + weak, rooms: rooms.length }
}
