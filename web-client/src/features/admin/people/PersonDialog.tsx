import type { UnitCode } from '@diem-cau/signaling-contract'
import { Email, Login, Person } from '@diem-cau/signaling-contract/office'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { peopleApi } from '../../../api/office/peopleApi.ts'
import { useUnitIndex } from '../../../api/stores/useUnitIndex.ts'
import classes from '../lists/admin.module.css'
import { FormDialog, type Conflict } from '../lists/FormDialog.tsx'
import { GrantFields, type GrantValue } from './GrantFields.tsx'
import { UnitFilter } from '../lists/UnitFilter.tsx'

interface Values {
  readonly login: string
  readonly name: string
  readonly unitCode: UnitCode | null
  readonly position: string
  readonly email: string
  readonly phone: string
  readonly grants: readonly GrantValue[]
}

interface Props {
  /** The person who is edited; null: a new one. */
  readonly person: Person | null
  readonly onClose: () => void
  /** Called when it is saved. `password`: the first one of a new account. */
  readonly onDone: (person: Person, password: string | null) => void
}

function valuesOf(person: Person | null): Values {
  return {
    login: person?.login ?? '',
    name: person?.name ?? '',
    unitCode: person?.unit.code ?? null,
    position: person?.position ?? '',
    email: person?.email ?? '',
    phone: person?.phone ?? '',
    grants: person?.grants.map(({ role, unit }) => ({ role, unitCode: unit.code })) ?? [
      { role: 'official', unitCode: null },
    ],
  }
}

const isWhole = (grant: GrantValue): grant is GrantValue & { unitCode: UnitCode } => grant.unitCode !== null

export function PersonDialog({ person, onClose, onDone }: Props) {
  const { t } = useTranslation('admin')
  const { index } = useUnitIndex()
  const unitName = (code: string | null) => (code === null ? '' : (index?.nameOf(code) ?? code))
  const [values, setValues] = useState(() => valuesOf(person))
  const [version, setVersion] = useState(person?.version ?? 1)
  const [tried, setTried] = useState(false)
  const set = (change: Partial<Values>) => setValues((before) => ({ ...before, ...change }))
  const email = values.email.trim()
  const problems = {
    login: person === null && !Login.safeParse(values.login).success ? t('person.loginWrong') : undefined,
    name: values.name.trim() === '' ? t('missing') : undefined,
    unitCode: values.unitCode === null ? t('missing') : undefined,
    email: email !== '' && !Email.safeParse(email).success ? t('emailWrong') : undefined,
    grants: values.grants.every(isWhole) && values.grants.length > 0 ? undefined : t('person.noRole'),
  }
  const shown = (field: keyof typeof problems) => (tried ? problems[field] : undefined)

  async function save() {
    setTried(true)
    const { unitCode } = values
    if (Object.values(problems).some((problem) => problem !== undefined) || unitCode === null) return false
    const body = {
      name: values.name,
      unitCode,
      position: values.position,
      email: email === '' ? null : email,
      phone: values.phone,
      grants: values.grants.filter(isWhole),
    }
    if (person) onDone(await peopleApi.editPerson(person.accountId, { ...body, version }), null)
    else {
      const made = await peopleApi.addPerson({ ...body, login: values.login })
      onDone(made.person, made.password)
    }
    return true
  }

  function conflictOf(current: unknown): Conflict | null {
    const parsed = Person.safeParse(current)
    if (!parsed.success) return null
    const newer = valuesOf(parsed.data)
    const roles = (grants: readonly GrantValue[]) =>
      grants
        .map(
          ({ role, unitCode }) =>
            `${t(`person.roleNames.${role}`)} ${t('person.atUnit', { unit: unitName(unitCode) })}`,
        )
        .join(', ')
    const fields = [
      { name: t('person.name'), theirs: newer.name, mine: values.name },
      { name: t('unit'), theirs: unitName(newer.unitCode), mine: unitName(values.unitCode) },
      { name: t('person.position'), theirs: newer.position, mine: values.position },
      { name: t('person.email'), theirs: newer.email, mine: email },
      { name: t('person.phone'), theirs: newer.phone, mine: values.phone },
      { name: t('person.roles'), theirs: roles(newer.grants), mine: roles(values.grants) },
    ].filter(({ theirs, mine }) => theirs !== mine)
    return {
      fields,
      keepMine: () => setVersion(parsed.data.version),
      takeTheirs: () => {
        setVersion(parsed.data.version)
        setValues(newer)
      },
    }
  }

  return (
    <FormDialog
      title={person ? t('person.editTitle', { name: person.name }) : t('person.add')}
      submit={t('save')}
      size="46rem"
      onClose={onClose}
      onSubmit={save}
      conflictOf={conflictOf}
      testId="person-form"
    >
      <div className={classes['pair']}>
        <TextInput
          label={t('person.name')}
          required
          value={values.name}
          maxLength={120}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={shown('name')}
          data-autofocus
          autoComplete="off"
          data-testid="person-name"
        />
        <TextInput
          label={t('person.login')}
          required={person === null}
          readOnly={person !== null}
          variant={person === null ? 'default' : 'filled'}
          value={values.login}
          maxLength={64}
          onChange={(event) => set({ login: event.currentTarget.value.toLowerCase() })}
          error={shown('login')}
          description={person === null ? t('person.loginHint') : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          data-testid="person-login"
        />
        <UnitFilter
          required
          value={values.unitCode}
          onChange={(unitCode) =>
            // A role without a unit is meant at the same one.
            set({
              unitCode,
              grants: values.grants.map((grant) =>
                grant.unitCode === null || (person === null && grant.unitCode === values.unitCode)
                  ? { ...grant, unitCode }
                  : grant,
              ),
            })
          }
          error={shown('unitCode')}
          testId="person-unit"
        />
        <TextInput
          label={t('person.position')}
          value={values.position}
          maxLength={120}
          onChange={(event) => set({ position: event.currentTarget.value })}
          data-testid="person-position"
        />
        <TextInput
          label={t('person.email')}
          type="email"
          value={values.email}
          maxLength={254}
          onChange={(event) => set({ email: event.currentTarget.value })}
          error={shown('email')}
          autoComplete="off"
          data-testid="person-email"
        />
        <TextInput
          label={t('person.phone')}
          type="tel"
          value={values.phone}
          maxLength={30}
          onChange={(event) => set({ phone: event.currentTarget.value })}
          autoComplete="off"
          data-testid="person-phone"
        />
      </div>
      <GrantFields
        grants={values.grants}
        onChange={(grants) => set({ grants })}
        homeUnit={values.unitCode}
        error={shown('grants')}
      />
    </FormDialog>
  )
}
