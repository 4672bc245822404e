import { Button, Switch } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconBuildingCommunity, IconFileImport, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { showToast } from '../../../ui/toasts.ts'
import { unitQueries, unitsApi } from '../../../api/office/unitsApi.ts'
import { usePages } from '../../../api/loading/usePages.ts'
import { refreshUnits, useUnitIndex } from '../../../api/stores/useUnitIndex.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { useKindText } from '../../units/useRuleText.ts'
import classes from '../lists/admin.module.css'
import { DataTable } from '../lists/DataTable.tsx'
import { DownloadMenu } from '../lists/DownloadMenu.tsx'
import { ListStates, rowHeights } from '../lists/ListStates.tsx'
import { PageHead } from '../lists/PageHead.tsx'
import { SearchField } from '../lists/SearchField.tsx'
import { UnitBrowser } from './UnitBrowser.tsx'
import { UnitDialog } from './UnitDialog.tsx'

/** Shows all units as a tree, or as a list of those that a search finds. */
export function UnitsPage() {
  const { t } = useTranslation('admin')
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const [q] = useDebouncedValue(query.trim(), 200)
  const [closed, setClosed] = useState(false)
  const [adding, setAdding] = useState(false)
  const { index, failure, refresh } = useUnitIndex()
  const clear = () => {
    setQuery('')
    setClosed(false)
  }
  return (
    <>
      <PageHead title={t('units')} intro={t('unitList.intro')}>
        <DownloadMenu text={t('download.list')} fileName="don-vi" load={unitsApi.exported} testId="export-units" />
        <Button
          component={Link}
          to="/admin/units/import"
          variant="default"
          leftSection={<IconFileImport size="1.2em" aria-hidden />}
          data-testid="import-units"
        >
          {t('import.import')}
        </Button>
        <Button
          leftSection={<IconPlus size="1.2em" aria-hidden />}
          onClick={() => setAdding(true)}
          data-testid="add-unit"
        >
          {t('unitList.add')}
        </Button>
      </PageHead>
      <div className={classes['filters']} role="search">
        <SearchField label={t('unitList.search')} value={query} onChange={setQuery} />
        <Switch
          label={t('unitList.closedToo')}
          checked={closed}
          onChange={(event) => setClosed(event.currentTarget.checked)}
          mb="xs"
        />
      </div>
      {q !== '' || closed ? (
        <FoundUnits q={q} closed={closed} onClear={clear} />
      ) : (
        <>
          {failure !== null && <LoadFailed title={t('unitList.failed')} failure={failure} onRetry={refresh} />}
          {!index && failure === null && <Skeletons heights={[...rowHeights, ...rowHeights]} />}
          {index && index.size > 0 && <UnitBrowser index={index} />}
          {index?.size === 0 && (
            <Empty
              icon={<IconBuildingCommunity size="1em" stroke={1.4} />}
              title={t('unitList.empty')}
              text={t('unitList.emptyHint')}
            />
          )}
        </>
      )}
      {adding && (
        <UnitDialog
          parentCode={null}
          onClose={() => setAdding(false)}
          onDone={(unit) => {
            showToast(t('unitList.added', { name: unit.name }))
            refreshUnits()
            void navigate(`/admin/units/at/${unit.code}`)
          }}
        />
      )}
    </>
  )
}

function FoundUnits({
  q,
  closed,
  onClear,
}: {
  readonly q: string
  readonly closed: boolean
  readonly onClear: () => void
}) {
  const { t } = useTranslation('admin')
  const kindText = useKindText()
  const pages = usePages(unitQueries.list({ ...(q ? { q } : {}), ...(closed ? { closed } : {}) }))
  return (
    <ListStates pages={pages} empty={null} onClear={onClear}>
      {(items) => (
        <DataTable
          label={t('units')}
          rows={items}
          keyOf={({ code }) => code}
          testId="unit-row"
          dataOf={({ code }) => ({ 'data-code': code })}
          columns={[
            {
              key: 'name',
              title: t('unitList.name'),
              main: true,
              renderCell: ({ code, name, path, status, successor }) => (
                <div className={classes['two']}>
                  <Link to={`/admin/units/at/${code}`} className={classes['link'] ?? ''}>
                    {name}
                  </Link>
                  <span className={classes['dim']}>{path.map(({ name }) => name).join(' › ')}</span>
                  {status === 'closed' && (
                    <span>
                      <StateBadge tone="plain">{t('unitList.closed')}</StateBadge>{' '}
                      {successor && (
                        <span className={classes['dim']}>{t('unitList.into', { name: successor.name })}</span>
                      )}
                    </span>
                  )}
                </div>
              ),
            },
            { key: 'kind', title: t('unitList.kind'), renderCell: ({ kind }) => kindText(kind) },
            { key: 'code', title: t('unitList.code'), renderCell: ({ code }) => code },
            { key: 'children', title: t('unitList.children'), renderCell: ({ children }) => children },
            { key: 'accounts', title: t('unitList.accounts'), renderCell: ({ accounts }) => accounts },
            { key: 'rooms', title: t('unitList.rooms'), renderCell: ({ rooms }) => rooms },
          ]}
        />
      )}
    </ListStates>
  )
}
