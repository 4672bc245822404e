import { UnitCode } from '@diem-cau/signaling-contract'
import { RegionLabel, Unit } from '@diem-cau/signaling-contract/office'
import { Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { unitsApi } from '../../../api/office/unitsApi.ts'
import { useKindText } from '../../units/useRuleText.ts'
import { FormDialog, type Conflict } from '../lists/FormDialog.tsx'
import { KindSelect } from './KindSelect.tsx'
import { UnitFilter } from '../lists/UnitFilter.tsx'

interface AddProps {
  readonly parentCode: UnitCode | null
  readonly onClose: () => void
  readonly onDone: (unit: Unit) => void
}

/** Adds a unit. */
export function UnitDialog({ parentCode, onClose, onDone }: AddProps) {
  const { t } = useTranslation('admin')
  const [values, setValues] = useState({
    code: parentCode ? `${parentCode}.` : '',
    name: '',
    kind: 'ward',
    region: '',
    parentCode,
  })
  const [tried, setTried] = useState(false)
  const code = UnitCode.safeParse(values.code.trim())
  async function save() {
    setTried(true)
    if (!code.success || values.name.trim() === '' || !isRegion(values.region)) return false
    const { name, kind, region, parentCode } = values
    onDone(await unitsApi.addUnit({ code: code.data, name, kind, region: region.trim(), parentCode }))
    return true
  }
  return (
    <FormDialog title={t('unitList.add')} submit={t('save')} onClose={onClose} onSubmit={save} testId="unit-form">
      <UnitFilter
        label={`${t('unitList.parent')} (${t('unitList.noParent')})`}
        value={values.parentCode}
        onChange={(parentCode) => setValues({ ...values, parentCode })}
      />
      <KindSelect label={t('unitList.kind')} value={values.kind} onChange={(kind) => setValues({ ...values, kind })} />
      <TextInput
        label={t('unitList.name')}
        required
        value={values.name}
        maxLength={200}
        onChange={(event) => setValues({ ...values, name: event.currentTarget.value })}
        error={tried && values.name.trim() === '' ? t('missing') : undefined}
        data-autofocus
        data-testid="unit-name"
      />
      <TextInput
        label={t('unitList.code')}
        required
        value={values.code}
        maxLength={64}
        onChange={(event) => setValues({ ...values, code: event.currentTarget.value.toLowerCase() })}
        description={t('unitList.codeHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        error={tried && !code.success ? t('unitList.codeWrong') : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        data-testid="unit-code"
      />
      <RegionInput value={values.region} onChange={(region) => setValues({ ...values, region })} />
    </FormDialog>
  )
}

interface CorrectProps {
  readonly unit: Unit
  readonly onClose: () => void
  readonly onDone: (unit: Unit) => void
}

/** Corrects a name or kind that was written wrongly, and says where the media of the unit is at home. */
export function CorrectDialog({ unit, onClose, onDone }: CorrectProps) {
  const { t } = useTranslation('admin')
  const kindText = useKindText()
  const [values, setValues] = useState({ name: unit.name, kind: unit.kind, region: unit.region })
  const [version, setVersion] = useState(unit.version)
  async function save() {
    if (values.name.trim() === '' || !isRegion(values.region)) return false
    onDone(await unitsApi.editUnit(unit.code, { version, ...values, region: values.region.trim() }))
    return true
  }

  function conflictOf(current: unknown): Conflict | null {
    const parsed = Unit.safeParse(current)
    if (!parsed.success) return null
    const newer = parsed.data
    const fields = [
      { name: t('unitList.name'), theirs: newer.name, mine: values.name },
      { name: t('unitList.kind'), theirs: kindText(newer.kind), mine: kindText(values.kind) },
      { name: t('unitList.region'), theirs: newer.region, mine: values.region },
    ].filter(({ theirs, mine }) => theirs !== mine)
    return {
      fields,
      keepMine: () => setVersion(newer.version),
      takeTheirs: () => {
        setVersion(newer.version)
        setValues({ name: newer.name, kind: newer.kind, region: newer.region })
      },
    }
  }

  return (
    <FormDialog
      title={t('unitPage.correct')}
      submit={t('save')}
      onClose={onClose}
      onSubmit={save}
      conflictOf={conflictOf}
      testId="correct-form"
    >
      <Text c="dimmed">{t('unitPage.correctText')}</Text>
      <TextInput
        label={t('unitList.name')}
        required
        value={values.name}
        maxLength={200}
        onChange={(event) => setValues({ ...values, name: event.currentTarget.value })}
        error={values.name.trim() === '' ? t('missing') : undefined}
        data-autofocus
        data-testid="unit-name"
      />
      <KindSelect label={t('unitList.kind')} value={values.kind} onChange={(kind) => setValues({ ...values, kind })} />
      <RegionInput value={values.region} onChange={(region) => setValues({ ...values, region })} />
    </FormDialog>
  )
}

const isRegion = (text: string): boolean => RegionLabel.safeParse(text.trim()).success

function RegionInput({ value, onChange }: { readonly value: string; readonly onChange: (region: string) => void }) {
  const { t } = useTranslation('admin')
  return (
    <TextInput
      label={t('unitList.region')}
      value={value}
      maxLength={64}
      onChange={(event) => onChange(event.currentTarget.value)}
      description={t('unitList.regionHint')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={isRegion(value) ? undefined : t('unitList.regionWrong')}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      data-testid="unit-region"
    />
  )
}
