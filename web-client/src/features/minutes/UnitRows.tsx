import { AttendanceStatus, type MinutesContent, type MinutesUnit } from '@diem-cau/signaling-contract/office'
import { NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './Minutes.module.css'

type Change = (edit: (before: MinutesContent) => MinutesContent) => void

/** Shows how each unit took part, a row each. */
export function UnitRows({
  units,
  briefMinutes,
  onChange,
}: {
  readonly units: readonly MinutesUnit[]
  readonly briefMinutes: number
  readonly onChange: Change
}) {
  const { t } = useTranslation('minutes')
  const edit = (index: number, part: Partial<MinutesUnit>) =>
    onChange((before) => ({
      ...before,
      units: before.units.map((unit, at) => (at === index ? { ...unit, ...part } : unit)),
    }))
  return (
    <>
      <NumberInput
        className={classes['brief'] ?? ''}
        label={t('briefMinutes')}
        hideControls
        min={0}
        max={24 * 60}
        allowDecimal={false}
        allowNegative={false}
        value={briefMinutes}
        onChange={(value) => onChange((before) => ({ ...before, briefMinutes: Number(value) }))}
        data-testid="minutes-briefMinutes"
      />
      <ul className={classes['units']}>
        {units.map((unit, index) => (
          <li key={unit.unitCode ?? unit.unit} className={classes['unit']}>
            <b>{unit.unit}</b>
            <NativeSelect
              aria-label={`${t('unitStatus')}: ${unit.unit}`}
              value={unit.status}
              onChange={({ currentTarget: { value } }) =>
                edit(index, { status: AttendanceStatus.options.find((known) => known === value) ?? unit.status })
              }
              data={AttendanceStatus.options.map((value) => ({ value, label: t(`unitState.${value}`) }))}
            />
            <NumberInput
              className={classes['count'] ?? ''}
              aria-label={`${t('count')}: ${unit.unit}`}
              placeholder={t('count')}
              hideControls
              min={0}
              max={999}
              allowDecimal={false}
              value={unit.count ?? ''}
              onChange={(value) => edit(index, { count: value === '' ? null : Number(value) })}
            />
            <TextInput
              className={classes['grow'] ?? ''}
              aria-label={`${t('people')}: ${unit.unit}`}
              placeholder={t('people')}
              maxLength={4_000}
              value={unit.people}
              onChange={({ currentTarget }) => edit(index, { people: currentTarget.value })}
            />
            <TextInput
              className={classes['grow'] ?? ''}
              aria-label={`${t('note')}: ${unit.unit}`}
              placeholder={t('note')}
              maxLength={500}
              value={unit.note}
              onChange={({ currentTarget }) => edit(index, { note: currentTarget.value })}
            />
          </li>
        ))}
      </ul>
    </>
  )
}
