import type { UnitCode } from '@diem-cau/signaling-contract'
import { Role } from '@diem-cau/signaling-contract/office'
import { ActionIcon, Button, Fieldset, Select } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from '../lists/admin.module.css'
import { UnitFilter } from '../lists/UnitFilter.tsx'

export interface GrantValue {
  readonly role: Role
  readonly unitCode: UnitCode | null
}

interface Props {
  readonly grants: readonly GrantValue[]
  readonly onChange: (grants: readonly GrantValue[]) => void
  readonly homeUnit: UnitCode | null
  readonly error?: string | undefined
}

/** Edits which roles a person holds, and where. */
export function GrantFields({ grants, onChange, homeUnit, error }: Props) {
  const { t } = useTranslation('admin')
  const set = (n: number, change: Partial<GrantValue>) =>
    onChange(grants.map((grant, i) => (i === n ? { ...grant, ...change } : grant)))
  return (
    <Fieldset legend={t('person.roles')}>
      <div className={classes['form']}>
        <p className={classes['dim']}>{t('person.rolesHint')}</p>
        {grants.map((grant, n) => (
          // oxlint-disable-next-line react/no-array-index-key -- rows have no other name
          <div key={n} className={classes['grant']}>
            <Select
              label={t('person.role')}
              value={grant.role}
              onChange={(value) => {
                const role = Role.safeParse(value)
                if (role.success) set(n, { role: role.data })
              }}
              data={Role.options.map((value) => ({ value, label: t(`person.roleNames.${value}`) }))}
              allowDeselect={false}
              data-testid="grant-role"
            />
            <UnitFilter
              required
              value={grant.unitCode}
              onChange={(unitCode) => set(n, { unitCode })}
              testId="grant-unit"
            />
            <ActionIcon
              variant="default"
              size="lg"
              disabled={grants.length === 1}
              aria-label={t('person.removeRole', { number: n + 1 })}
              onClick={() => onChange(grants.filter((_, i) => i !== n))}
            >
              <IconTrash size="1.2em" aria-hidden />
            </ActionIcon>
          </div>
        ))}
        {error && (
          <p className={classes['bad']} role="alert">
            {error}
          </p>
        )}
        <div>
          <Button
            variant="default"
            leftSection={<IconPlus size="1.1em" aria-hidden />}
            disabled={grants.length >= 20}
            onClick={() => onChange([...grants, { role: 'official', unitCode: homeUnit }])}
          >
            {t('person.addRole')}
          </Button>
        </div>
      </div>
    </Fieldset>
  )
}
