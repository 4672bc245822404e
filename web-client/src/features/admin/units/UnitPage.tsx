import type { UnitChange, UnitDetail } from '@diem-cau/signaling-contract/office'
import { Button, Menu } from '@mantine/core'
import { IconBuildingOff, IconChevronDown, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { showToast } from '../../../ui/toasts.ts'
import { unitQueries, unitsApi } from '../../../api/office/unitsApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { refreshUnits } from '../../../api/stores/useUnitIndex.ts'
import { writtenDate } from '../../../time/vietnamTime.ts'
import { failureCode } from '../../../api/client/RequestFailed.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { useKindText } from '../../units/useRuleText.ts'
import classes from '../lists/admin.module.css'
import { BackLink } from '../lists/BackLink.tsx'
import { ChangeDialog, type ChangeKind } from './ChangeDialog.tsx'
import { ConfirmDialog } from '../lists/ConfirmDialog.tsx'
import { PageHead } from '../lists/PageHead.tsx'
import { CorrectDialog, UnitDialog } from './UnitDialog.tsx'
import { useChangeText } from './useChangeText.ts'

type Doing =
  | { readonly kind: 'add' | 'correct' }
  | { readonly kind: 'change'; readonly change: ChangeKind }
  | { readonly kind: 'withdraw'; readonly change: UnitChange }

const changeKinds = ['rename', 'move', 'merge', 'close'] as const

/** One unit, with its former names and the decisions about it. */
export function UnitPage() {
  const { t } = useTranslation('admin')
  const { code = '' } = useParams()
  const { data: unit, failure, refresh, set } = useLoad(unitQueries.unit(code))
  const isMissing = failure !== null && failureCode(failure) === 'notFound'
  return (
    <>
      <BackLink to="/admin/units" text={t('unitPage.back')} />
      {isMissing && (
        <Empty
          icon={<IconBuildingOff size="1em" stroke={1.4} />}
          title={t('unitPage.missing')}
          text={t('unitPage.missingText')}
        />
      )}
      {failure !== null && !isMissing && (
        <LoadFailed title={t('unitPage.failed')} failure={failure} onRetry={refresh} />
      )}
      {unit?.code !== code && failure === null && <Skeletons heights={[2.5, 14, 6]} />}
      {unit?.code === code && <UnitView unit={unit} onChange={set} onRefresh={refresh} />}
    </>
  )
}

interface ViewProps {
  readonly unit: UnitDetail
  readonly onChange: (unit: UnitDetail) => void
  readonly onRefresh: () => void
}

function UnitView({ unit, onChange, onRefresh }: ViewProps) {
  const { t } = useTranslation('admin')
  const navigate = useNavigate()
  const kindText = useKindText()
  const [doing, setDoing] = useState<Doing | null>(null)
  const close = () => setDoing(null)
  const open = unit.status === 'open'
  return (
    <>
      <PageHead title={unit.name} intro={unit.path.map(({ name }) => name).join(' › ')}>
        {open && (
          <>
            <Button
              variant="default"
              leftSection={<IconPlus size="1.2em" aria-hidden />}
              onClick={() => setDoing({ kind: 'add' })}
            >
              {t('unitList.addUnder')}
            </Button>
            <Button variant="default" onClick={() => setDoing({ kind: 'correct' })} data-testid="correct-unit">
              {t('unitPage.correct')}
            </Button>
            <Menu position="bottom-end" width={280} withinPortal>
              <Menu.Target>
                <Button rightSection={<IconChevronDown size="1.1em" aria-hidden />} data-testid="change-unit">
                  {t('unitPage.change')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {changeKinds.map((change) => (
                  <Menu.Item
                    key={change}
                    onClick={() => setDoing({ kind: 'change', change })}
                    data-testid={`change-${change}`}
                  >
                    {t(`unitPage.${change}`)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          </>
        )}
      </PageHead>
      <section className={classes['card']} aria-labelledby="unit-facts" data-testid="unit-facts">
        <h2 id="unit-facts">{t('unitPage.facts')}</h2>
        <dl className={classes['facts']}>
          <Fact name={t('unitList.status')}>
            <StateBadge tone={open ? 'good' : 'plain'}>{t(open ? 'unitList.open' : 'unitList.closed')}</StateBadge>{' '}
            {unit.successor && t('unitList.into', { name: unit.successor.name })}
          </Fact>
          <Fact name={t('unitList.kind')}>{kindText(unit.kind)}</Fact>
          <Fact name={t('unitList.code')}>{unit.code}</Fact>
          <Fact name={t('unitList.parent')}>
            {unit.path.length > 0 && unit.parentCode ? (
              <Link to={`/admin/units/at/${unit.parentCode}`} className={classes['link'] ?? ''}>
                {unit.path.at(-1)?.name}
              </Link>
            ) : (
              '–'
            )}
          </Fact>
          <Fact name={t('unitList.region')}>
            <RegionText unit={unit} />
          </Fact>
          <Fact name={t('unitList.children')}>{unit.children}</Fact>
          <Fact name={t('unitList.accounts')}>{unit.accounts}</Fact>
          <Fact name={t('unitList.rooms')}>{unit.rooms}</Fact>
        </dl>
      </section>
      <section className={classes['card']} aria-labelledby="unit-changes">
        <h2 id="unit-changes">{t('unitPage.changes')}</h2>
        {unit.changes.length === 0 ? (
          <p className={classes['dim']}>{t('unitPage.noChanges')}</p>
        ) : (
          <ul className={classes['plain']}>
            {unit.changes.map((change) => (
              <ChangeRow
                key={change.changeId}
                change={change}
                onWithdraw={() => setDoing({ kind: 'withdraw', change })}
              />
            ))}
          </ul>
        )}
      </section>
      {unit.names.length > 0 && (
        <section className={classes['card']} aria-labelledby="unit-names">
          <h2 id="unit-names">{t('unitPage.names')}</h2>
          <ul className={classes['plain']}>
            {unit.names.map(({ since, name }) => (
              <li key={`${since} ${name}`}>
                <strong>{name}</strong>
                <span className={classes['dim']}>
                  {since ? t('unitPage.since', { date: writtenDate(since) }) : t('unitPage.always')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {doing?.kind === 'add' && (
        <UnitDialog
          parentCode={unit.code}
          onClose={close}
          onDone={(added) => {
            showToast(t('unitList.added', { name: added.name }))
            refreshUnits()
            close()
            void navigate(`/admin/units/at/${added.code}`)
          }}
        />
      )}
      {doing?.kind === 'correct' && (
        <CorrectDialog
          unit={unit}
          onClose={close}
          onDone={(edited) => {
            showToast(t('saved', { name: edited.name }))
            refreshUnits()
            onRefresh()
            close()
          }}
        />
      )}
      {doing?.kind === 'change' && (
        <ChangeDialog
          kind={doing.change}
          unit={unit}
          onClose={close}
          onNewer={onChange}
          onDone={(changed) => {
            showToast(t('unitPage.planned'))
            refreshUnits()
            onChange(changed)
            close()
          }}
        />
      )}
      {doing?.kind === 'withdraw' && (
        <ConfirmDialog
          title={t('unitPage.withdraw')}
          text={t('unitPage.withdrawText', { date: writtenDate(doing.change.effectiveOn) })}
          onClose={close}
          onConfirm={async () => {
            await unitsApi.removeChange(unit.code, doing.change.changeId)
            showToast(t('unitPage.withdrawn'))
            onRefresh()
            close()
          }}
        />
      )}
    </>
  )
}

function RegionText({ unit: { region, inheritedRegion } }: { readonly unit: UnitDetail }) {
  const { t } = useTranslation('admin')
  if (region !== '') return region
  if (inheritedRegion === null) return t('unitList.noRegion')
  return t('unitList.regionFrom', { region: inheritedRegion.region, name: inheritedRegion.from.name })
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function ChangeRow({ change, onWithdraw }: { readonly change: UnitChange; readonly onWithdraw: () => void }) {
  const { t } = useTranslation('admin')
  const changeText = useChangeText()
  const failureText = useFailureText()
  const { what, effectiveOn, decision, applied, failure } = change
  const state = failure !== null ? 'failedChange' : applied ? 'applied' : 'coming'
  return (
    <li data-testid="unit-change" data-state={state}>
      <div className={classes['two']}>
        <strong>{changeText(what)}</strong>
        <span className={classes['dim']}>
          {[t('unitPage.from', { date: writtenDate(effectiveOn) }), decision].filter(Boolean).join(' · ')}
        </span>
        {failure !== null && (
          <span className={classes['bad']}>{t('unitPage.failure', { text: failureText(failure) })}</span>
        )}
      </div>
      <div className={classes['row']}>
        <StateBadge tone={state === 'failedChange' ? 'bad' : state === 'applied' ? 'good' : 'info'}>
          {t(`unitPage.${state}`)}
        </StateBadge>
        {!applied && (
          <Button variant="default" size="compact-md" onClick={onWithdraw} data-testid="withdraw-change">
            {t('unitPage.withdraw')}
          </Button>
        )}
      </div>
    </li>
  )
}
