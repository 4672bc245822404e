import { cutText } from '@diem-cau/signaling-contract'
import type { MinutesContent } from '@diem-cau/signaling-contract/office'
import { Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './Minutes.module.css'
import { MomentField } from './MomentField.tsx'

type Change = (edit: (before: MinutesContent) => MinutesContent) => void
/** `opening` comes from the log, and nobody may edit it. */
type TextField = Exclude<
  { [K in keyof MinutesContent]: MinutesContent[K] extends string ? K : never }[keyof MinutesContent],
  'opening'
>

/** The fields of head and end of the minutes. */
export function GeneralFields({ content, onChange }: { readonly content: MinutesContent; readonly onChange: Change }) {
  const { t } = useTranslation('minutes')
  const text = (field: TextField, max: number) => (
    <TextInput
      size="md"
      label={t(field)}
      maxLength={max}
      value={content[field]}
      onChange={({ currentTarget: { value } }) => onChange((before) => ({ ...before, [field]: value }))}
      data-testid={`minutes-${field}`}
    />
  )
  // It is one line on the paper, but longer than a field is wide.
  const long = (field: TextField, max: number) => (
    <Textarea
      size="md"
      label={t(field)}
      autosize
      minRows={1}
      maxRows={6}
      maxLength={max}
      value={content[field]}
      onChange={({ currentTarget: { value } }) =>
        onChange((before) => ({ ...before, [field]: value.replaceAll('\n', ' ') }))
      }
      data-testid={`minutes-${field}`}
    />
  )
  const lines = (field: TextField) => (
    <Textarea
      size="md"
      label={t(field)}
      autosize
      minRows={1}
      maxRows={8}
      maxLength={5_000}
      value={content[field]}
      onChange={({ currentTarget: { value } }) => onChange((before) => ({ ...before, [field]: value }))}
      data-testid={`minutes-${field}`}
    />
  )
  const signer = (role: 'chair' | 'secretary') => (
    <div className={classes['pair']}>
      <TextInput
        size="md"
        label={t(`${role}Name`)}
        maxLength={200}
        value={content[role].name}
        onChange={({ currentTarget: { value } }) =>
          onChange((before) => ({ ...before, [role]: { ...before[role], name: value } }))
        }
      />
      <TextInput
        size="md"
        label={t('position')}
        maxLength={200}
        value={content[role].position}
        onChange={({ currentTarget: { value } }) =>
          onChange((before) => ({ ...before, [role]: { ...before[role], position: value } }))
        }
      />
    </div>
  )
  return (
    <div className={classes['fields']}>
      <div className={classes['pair']}>
        {long('superior', 200)}
        {long('office', 300)}
      </div>
      <div className={classes['pair']}>
        {text('number', 20)}
        {text('symbol', 40)}
      </div>
      {long('subject', 300)}
      <MomentField
        label={t('startedAt')}
        value={content.startedAt}
        onChange={(startedAt) => onChange((before) => ({ ...before, startedAt }))}
      />
      <MomentField
        label={t('endedAt')}
        value={content.endedAt}
        onChange={(endedAt) => onChange((before) => ({ ...before, endedAt }))}
      />
      {long('place', 500)}
      {signer('chair')}
      {long('standIns', 1_000)}
      {signer('secretary')}
      {lines('hostPeople')}
      {lines('guests')}
      {lines('technicians')}
      <Textarea
        size="md"
        label={t('recipients')}
        autosize
        minRows={2}
        maxRows={10}
        value={content.recipients.join('\n')}
        onChange={({ currentTarget: { value } }) =>
          onChange((before) => ({
            ...before,
            recipients: value
              .split('\n')
              .map((line) => cutText(line, 200))
              .slice(0, 60),
          }))
        }
      />
    </div>
  )
}
