import type { UnitCode } from '@diem-cau/signaling-contract'
import type { Group, Me, PersonRef, UnitRule } from '@diem-cau/signaling-contract/office'
import { Radio, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconBroadcast } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { scheduleApi } from '../../api/office/scheduleApi.ts'
import { unitQueries } from '../../api/office/unitsApi.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { useUnitIndex } from '../../api/stores/useUnitIndex.ts'
import { localDate, writtenDate } from '../../time/vietnamTime.ts'
import { ActDialog } from '../../ui/ActDialog.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { hostsOf } from '../plan/hostsOf.ts'
import { PersonPicker } from '../people/PersonPicker.tsx'
import { UnitsField } from '../units/UnitsField.tsx'

const OTHERS = 'others'
const BRANCH = 'branch'

/**
 * Asks whom to call, and opens the room at once (họp ngay). The button that opens it, the group, the start: three
 * clicks.
 */
export function MeetNowDialog({ me, onClose }: { readonly me: Me; readonly onClose: () => void }) {
  const { t } = useTranslation('home')
  const navigate = useNavigate()
  const hosts = useMemo(() => hostsOf(me), [me])
  const [hostCode, setHostCode] = useState<UnitCode | null>(hosts[0]?.code ?? null)
  const host = hosts.find(({ code }) => code === hostCode)
  const isChair = me.grants.some(({ role, unit }) => role === 'chair' && unit.code === hostCode)
  const [title, setTitle] = useState(() => t('meetNow.proposed', { date: writtenDate(localDate(Date.now())) }))
  const [chair, setChair] = useState<PersonRef | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [others, setOthers] = useState<readonly UnitRule[]>([])
  const [checked, setChecked] = useState(false)
  const { index } = useUnitIndex()
  const { data, loading } = useLoad(unitQueries.groups)
  const groups: readonly Group[] = data?.groups ?? []
  const below = index && host ? index.endAt(index.placeOf(host.code)) - index.placeOf(host.code) - 1 : 0
  const invite = rulesOf(chosen, host?.code ?? null, others)
  const noName = title.trim() === ''
  const noChair = !isChair && chair === null

  async function start() {
    setChecked(true)
    if (noName || noChair || invite.length === 0 || !host) return false
    const plan = await scheduleApi.meetNow({
      title,
      hostUnitCode: host.code,
      invite,
      chairId: isChair ? null : (chair?.accountId ?? null),
    })
    await navigate(`/meetings/${plan.meetingId}`)
  }

  return (
    <ActDialog
      onClose={onClose}
      title={t('meetNow.title')}
      size="lg"
      cancel={t('common.cancel', { ns: 'translation' })}
      act={t('meetNow.start')}
      leftSection={<IconBroadcast size="1.2em" aria-hidden />}
      failed={t('meetNow.failed')}
      onAct={start}
      actTestId="meet-now-start"
    >
      <Text>{t('meetNow.text')}</Text>
      {hosts.length > 1 && (
        <Select
          label={t('meetNow.host')}
          value={hostCode}
          data={hosts.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(code) => setHostCode(hosts.find((known) => known.code === code)?.code ?? hostCode)}
          allowDeselect={false}
        />
      )}
      {loading && !data ? (
        <Skeletons heights={[6]} />
      ) : (
        <Radio.Group
          label={t('meetNow.whom')}
          value={chosen}
          onChange={setChosen}
          error={checked && invite.length === 0 ? t('meetNow.nobody') : undefined}
          required
        >
          <Stack gap="sm" my="xs">
            {groups.map(({ groupId, name, units }) => (
              <Radio
                key={groupId}
                value={groupId}
                label={t('meetNow.group', { name, count: units })}
                data-testid="meet-now-group"
              />
            ))}
            {host && below > 0 && (
              <Radio
                value={BRANCH}
                label={t('meetNow.branch', { name: host.name, count: below })}
                data-testid="meet-now-branch"
              />
            )}
            <Radio value={OTHERS} label={t('meetNow.others')} data-testid="meet-now-others" />
          </Stack>
        </Radio.Group>
      )}
      {chosen === OTHERS && <UnitsField rules={others} onChange={setOthers} hostUnitCode={hostCode} />}
      {!isChair && (
        <PersonPicker
          label={t('meetings.chair', { ns: 'translation' })}
          required
          value={chair}
          onChange={setChair}
          error={checked && noChair ? t('meetNow.noChair') : undefined}
          testId="meet-now-chair"
        />
      )}
      <TextInput
        label={t('meetNow.name')}
        required
        value={title}
        maxLength={300}
        error={checked && noName ? t('meetNow.noName') : undefined}
        onChange={(event) => setTitle(event.currentTarget.value)}
        data-testid="meet-now-title"
      />
    </ActDialog>
  )
}

/** The units that the choice means. */
function rulesOf(chosen: string | null, host: UnitCode | null, others: readonly UnitRule[]): UnitRule[] {
  if (chosen === null || host === null) return []
  if (chosen === OTHERS) return [...others]
  if (chosen === BRANCH)
    return [
      { type: 'branch', code: host },
      { type: 'except', code: host },
    ]
  return [{ type: 'group', groupId: chosen }]
}
