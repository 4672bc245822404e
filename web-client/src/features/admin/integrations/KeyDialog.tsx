import { DAY_MS } from '@diem-cau/signaling-contract'
import { KeyScope, type ApiKeyMade } from '@diem-cau/signaling-contract/office'
import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keysApi } from '../../../api/office/keysApi.ts'
import { useMe } from '../../../api/stores/useMe.ts'
import { serverNow } from '../../../time/serverClock.ts'
import { FormDialog } from '../lists/FormDialog.tsx'
import { UnitFilter } from '../lists/UnitFilter.tsx'
import { GrantFields, type GrantValue } from '../people/GrantFields.tsx'
import { ChoiceList } from './ChoiceList.tsx'
import { NameField } from './NameField.tsx'
import { scopeKey } from './words.ts'

/** Days that a key is good for. */
const LENGTHS = [30, 90, 180, 365, 730] as const

interface Props {
  readonly onClose: () => void
  readonly onDone: (made: ApiKeyMade) => void
}

/** What a program is called, what it may, where, and until when. */
export function KeyDialog({ onClose, onDone }: Props) {
  const { t } = useTranslation('integrations')
  const me = useMe()
  const home = me?.unit.code ?? null
  const [name, setName] = useState('')
  const [unitCode, setUnitCode] = useState(home)
  const [grants, setGrants] = useState<readonly GrantValue[]>([{ role: 'secretary', unitCode: home }])
  const [scopes, setScopes] = useState<readonly KeyScope[]>([])
  const [days, setDays] = useState<(typeof LENGTHS)[number]>(365)
  const [tried, setTried] = useState(false)
  const missing = t('missing', { ns: 'admin' })
  const given = grants.flatMap(({ role, unitCode }) => (unitCode === null ? [] : [{ role, unitCode }]))
  async function save() {
    setTried(true)
    if (name.trim() === '' || unitCode === null || scopes.length === 0 || given.length < grants.length) return false
    onDone(
      await keysApi.add({
        name,
        unitCode,
        grants: given,
        scopes: [...scopes],
        expiresAt: serverNow() + days * DAY_MS - 60_000,
      }),
    )
    return true
  }
  return (
    <FormDialog
      title={t('keys.add')}
      submit={t('keys.add')}
      size="42rem"
      onClose={onClose}
      onSubmit={save}
      testId="key-form"
    >
      <NameField label={t('keys.name')} value={name} onChange={setName} tried={tried} testId="key-name" />
      <UnitFilter
        required
        label={t('keys.unit')}
        value={unitCode}
        onChange={setUnitCode}
        error={tried && unitCode === null ? missing : undefined}
      />
      <ChoiceList
        label={t('keys.scopes')}
        options={KeyScope.options}
        chosen={scopes}
        onChange={setScopes}
        textOf={(scope) => t(`scopes.${scopeKey(scope)}`)}
        error={tried && scopes.length === 0 ? t('keys.noScopes') : undefined}
        testId="scope"
      />
      <GrantFields
        grants={grants}
        onChange={setGrants}
        homeUnit={home}
        error={tried && given.length < grants.length ? missing : undefined}
      />
      <Select
        label={t('keys.expires')}
        value={String(days)}
        onChange={(value) => setDays(LENGTHS.find((length) => String(length) === value) ?? days)}
        data={LENGTHS.map((length) => ({ value: String(length), label: t('keys.days', { count: length }) }))}
        allowDeselect={false}
      />
    </FormDialog>
  )
}
