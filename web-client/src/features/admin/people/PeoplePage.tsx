import type { UnitCode } from '@diem-cau/signaling-contract'
import { Role, type Person } from '@diem-cau/signaling-contract/office'
import { Button, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconFileImport, IconPlus, IconShieldCheck, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { peopleApi, peopleQueries } from '../../../api/office/peopleApi.ts'
import { showToast } from '../../../ui/toasts.ts'
import { usePages } from '../../../api/loading/usePages.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import classes from '../lists/admin.module.css'
import { DataTable } from '../lists/DataTable.tsx'
import { DownloadMenu } from '../lists/DownloadMenu.tsx'
import { ListStates } from '../lists/ListStates.tsx'
import { moment } from '../lists/moment.ts'
import { PageHead } from '../lists/PageHead.tsx'
import { PersonActionDialog, type PersonAction } from './PersonActionDialog.tsx'
import { PersonDialog } from './PersonDialog.tsx'
import { RowMenu } from '../lists/RowMenu.tsx'
import { SearchField } from '../lists/SearchField.tsx'
import { SecretDialog, type FirstPassword } from '../lists/SecretDialog.tsx'
import { UnitFilter } from '../lists/UnitFilter.tsx'

type Doing = { readonly kind: 'add' } | { readonly kind: 'edit' | PersonAction; readonly person: Person }

/** Accounts of people. */
export function PeoplePage() {
  const { t } = useTranslation('admin')
  const [query, setQuery] = useState('')
  const [q] = useDebouncedValue(query.trim(), 250)
  const [unit, setUnit] = useState<UnitCode | null>(null)
  const [role, setRole] = useState<Role | null>(null)
  const [state, setState] = useState<string | null>(null)
  const [doing, setDoing] = useState<Doing | null>(null)
  const [secret, setSecret] = useState<FirstPassword | null>(null)
  const filter = {
    ...(q ? { q } : {}),
    ...(unit ? { unit } : {}),
    ...(role ? { role } : {}),
    ...(state ? { disabled: state === 'disabled' } : {}),
  }
  const pages = usePages(peopleQueries.list(filter))
  const close = () => setDoing(null)
  const changed = (person: Person) => {
    pages.update((items) => items.map((other) => (other.accountId === person.accountId ? person : other)))
    close()
  }
  async function enable(person: Person) {
    changed(await peopleApi.editPerson(person.accountId, { version: person.version, disabled: false }))
    showToast(t('person.enabledDone', { name: person.name }))
  }
  const filtered = q !== '' || unit !== null || role !== null || state !== null
  const clear = () => {
    setQuery('')
    setUnit(null)
    setRole(null)
    setState(null)
  }
  return (
    <>
      <PageHead title={t('people')} intro={t('person.intro')}>
        <DownloadMenu
          text={t('download.list')}
          fileName="nguoi-dung"
          load={(kind) => peopleApi.exported(filter, kind)}
          testId="export-people"
        />
        <Button
          component={Link}
          to="/admin/people/import"
          variant="default"
          leftSection={<IconFileImport size="1.2em" aria-hidden />}
          data-testid="import-people"
        >
          {t('import.import')}
        </Button>
        <Button
          leftSection={<IconPlus size="1.2em" aria-hidden />}
          onClick={() => setDoing({ kind: 'add' })}
          data-testid="add-person"
        >
          {t('person.add')}
        </Button>
      </PageHead>
      <div className={classes['filters']} role="search">
        <SearchField label={t('person.search')} value={query} onChange={setQuery} />
        <UnitFilter value={unit} onChange={setUnit} />
        <Select
          label={t('person.role')}
          placeholder={t('person.anyRole')}
          value={role}
          onChange={(value) => setRole(Role.safeParse(value).data ?? null)}
          data={Role.options.map((value) => ({ value, label: t(`person.roleNames.${value}`) }))}
          clearable
          clearButtonProps={{ 'aria-label': t('clear') }}
        />
        <Select
          label={t('person.state')}
          placeholder={t('person.anyState')}
          value={state}
          onChange={setState}
          data={[
            { value: 'active', label: t('person.active') },
            { value: 'disabled', label: t('person.disabled') },
          ]}
          clearable
          clearButtonProps={{ 'aria-label': t('clear') }}
        />
      </div>
      <ListStates
        pages={pages}
        empty={
          <Empty icon={<IconUsers size="1em" stroke={1.4} />} title={t('person.empty')} text={t('person.emptyHint')} />
        }
        onClear={filtered ? clear : null}
      >
        {(items) => (
          <DataTable
            label={t('people')}
            rows={items}
            keyOf={({ accountId }) => accountId}
            testId="person-row"
            dataOf={({ login, disabled }) => ({ 'data-login': login, 'data-disabled': disabled })}
            columns={[
              {
                key: 'name',
                title: t('person.name'),
                main: true,
                renderCell: (person) => (
                  <div className={classes['two']}>
                    <strong>{person.name}</strong>
                    <span className={classes['dim']}>
                      {[person.login, person.position].filter(Boolean).join(' · ')}
                    </span>
                  </div>
                ),
              },
              { key: 'unit', title: t('unit'), renderCell: ({ unit }) => unit.name },
              { key: 'roles', title: t('person.role'), renderCell: (person) => <Roles person={person} /> },
              { key: 'state', title: t('person.state'), renderCell: (person) => <PersonState person={person} /> },
              {
                key: 'seen',
                title: t('person.lastSignIn'),
                short: true,
                renderCell: ({ lastSignInAt }) => (lastSignInAt === null ? t('never') : moment(lastSignInAt)),
              },
              {
                key: 'do',
                title: t('actions'),
                end: true,
                renderCell: (person) => (
                  <RowMenu
                    name={person.name}
                    items={[
                      { text: t('edit'), onClick: () => setDoing({ kind: 'edit', person }), testId: 'edit' },
                      {
                        text: t('person.resetPassword'),
                        onClick: () => setDoing({ kind: 'resetPassword', person }),
                        testId: 'reset-password',
                      },
                      ...(person.totp
                        ? [
                            {
                              text: t('person.removeTotp'),
                              onClick: () => setDoing({ kind: 'removeTotp', person }),
                              testId: 'remove-totp',
                            },
                          ]
                        : []),
                      {
                        text: t('person.signOut'),
                        onClick: () => setDoing({ kind: 'signOut', person }),
                        testId: 'sign-out-everywhere',
                      },
                      person.disabled
                        ? { text: t('person.enable'), onClick: () => enable(person), testId: 'enable' }
                        : {
                            text: t('person.disable'),
                            onClick: () => setDoing({ kind: 'disable', person }),
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
      {doing && (doing.kind === 'add' || doing.kind === 'edit') && (
        <PersonDialog
          person={doing.kind === 'edit' ? doing.person : null}
          onClose={close}
          onDone={(person, password) => {
            if (password === null) changed(person)
            else {
              close()
              setSecret({ name: person.name, login: person.login, password })
              pages.refresh()
            }
            showToast(t('saved', { name: person.name }))
          }}
        />
      )}
      {doing && doing.kind !== 'add' && doing.kind !== 'edit' && (
        <PersonActionDialog
          action={doing.kind}
          person={doing.person}
          onClose={close}
          onChange={changed}
          onPassword={setSecret}
        />
      )}
      {secret && <SecretDialog {...secret} onClose={() => setSecret(null)} />}
    </>
  )
}

function Roles({ person: { grants, unit } }: { readonly person: Person }) {
  const { t } = useTranslation('admin')
  return (
    <div className={classes['two']}>
      {grants.map((grant) => (
        <span key={`${grant.role} ${grant.unit.code}`}>
          {t(`person.roleNames.${grant.role}`)}
          {grant.unit.code !== unit.code && (
            <span className={classes['dim']}> {t('person.atUnit', { unit: grant.unit.name })}</span>
          )}
        </span>
      ))}
    </div>
  )
}

function PersonState({ person: { disabled, mustChangePassword, totp } }: { readonly person: Person }) {
  const { t } = useTranslation('admin')
  return (
    <div className={classes['two']}>
      <span>
        <StateBadge tone={disabled ? 'bad' : mustChangePassword ? 'wait' : 'good'}>
          {t(disabled ? 'person.disabled' : 'person.active')}
        </StateBadge>
      </span>
      {mustChangePassword && !disabled && <span className={classes['dim']}>{t('person.firstPassword')}</span>}
      {totp && (
        <span className={classes['dim']}>
          <IconShieldCheck size="1.1em" aria-hidden /> {t('person.totp')}
        </span>
      )}
    </div>
  )
}
