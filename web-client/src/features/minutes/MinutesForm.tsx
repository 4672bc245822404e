import type { MinutesContent } from '@diem-cau/signaling-contract/office'
import { Accordion, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { GeneralFields } from './GeneralFields.tsx'
import { ItemFields } from './ItemFields.tsx'
import { UnitRows } from './UnitRows.tsx'

interface Props {
  readonly content: MinutesContent
  readonly onChange: (edit: (before: MinutesContent) => MinutesContent) => void
}

/** All fields that the secretary may write, in the order of the paper. */
export function MinutesForm({ content, onChange }: Props) {
  const { t } = useTranslation('minutes')
  return (
    <Accordion
      multiple
      defaultValue={['general', ...content.items.map((_, index) => `item-${index}`)]}
      variant="separated"
      data-testid="minutes-edit"
      keepMounted={false}
    >
      <Accordion.Item value="general">
        <Accordion.Control>{t('general')}</Accordion.Control>
        <Accordion.Panel>
          <GeneralFields content={content} onChange={onChange} />
        </Accordion.Panel>
      </Accordion.Item>
      {content.units.length > 0 && (
        <Accordion.Item value="units">
          <Accordion.Control>{`${t('attendance')} (${content.units.length})`}</Accordion.Control>
          <Accordion.Panel>
            <Text size="sm" c="dimmed">
              {t('attendanceHint')}
            </Text>
            <UnitRows units={content.units} briefMinutes={content.briefMinutes} onChange={onChange} />
          </Accordion.Panel>
        </Accordion.Item>
      )}
      {content.items.map((item, index) => (
        <Accordion.Item key={item.itemId ?? `other-${index}`} value={`item-${index}`}>
          <Accordion.Control>{t('item', { number: index + 1, title: item.title })}</Accordion.Control>
          <Accordion.Panel>
            <ItemFields item={item} index={index} onChange={onChange} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  )
}
