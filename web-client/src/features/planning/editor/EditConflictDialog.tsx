import { Button, SegmentedControl, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../ui/Dialog.tsx'
import classes from './EditConflictDialog.module.css'
import { differences, merged, type DiffField, type Side } from './planDiff.ts'
import type { PlanForm } from './planForm.ts'
import { useFieldText } from './useFieldText.ts'

interface Props {
  readonly base: PlanForm
  readonly mine: PlanForm
  readonly theirs: PlanForm
  readonly onClose: () => void
  readonly onSave: (form: PlanForm) => void
}

/** Shows both versions side by side, as someone else saved first, and asks for each field which one it shall be. */
export function EditConflictDialog({ base, mine, theirs, onClose, onSave }: Props) {
  const { t } = useTranslation('schedule')
  const found = differences(base, mine, theirs)
  const [choice, setChoice] = useState<ReadonlyMap<DiffField, Side>>(
    () => new Map(found.map(({ field, proposed }) => [field, proposed])),
  )
  const fieldText = useFieldText()
  const all = (side: Side) => setChoice(new Map(found.map(({ field }) => [field, side])))
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('conflict.title')}
      size="64rem"
      cancel={t('conflict.back')}
      main={
        <Button onClick={() => onSave(merged(mine, theirs, choice))} data-testid="conflict-save">
          {t('conflict.save')}
        </Button>
      }
      data-testid="edit-conflict"
    >
      <Text>{t('conflict.text')}</Text>
      <div className={classes['sides']}>
        <Button variant="default" size="compact-md" onClick={() => all('mine')}>
          {t('conflict.allMine')}
        </Button>
        <Button variant="default" size="compact-md" onClick={() => all('theirs')}>
          {t('conflict.allTheirs')}
        </Button>
      </div>
      <ul className={classes['fields']}>
        {found.map(({ field, conflict }) => (
          <li key={field} className={classes['field']} data-testid={`conflict-${field}`}>
            <div className={classes['head']}>
              <strong>
                {t(`conflict.fields.${field}`)}{' '}
                {conflict && <span className={classes['both']}>({t('conflict.both')})</span>}
              </strong>
              <SegmentedControl
                size="sm"
                aria-label={t(`conflict.fields.${field}`)}
                value={choice.get(field) ?? 'mine'}
                onChange={(side) => setChoice(new Map([...choice, [field, side]]))}
                data={[
                  { value: 'mine', label: t('conflict.keepMine') },
                  { value: 'theirs', label: t('conflict.takeTheirs') },
                ]}
              />
            </div>
            <div className={classes['versions']}>
              <Version title={t('conflict.mine')} text={fieldText(field, mine)} chosen={choice.get(field) === 'mine'} />
              <Version
                title={t('conflict.theirs')}
                text={fieldText(field, theirs)}
                chosen={choice.get(field) === 'theirs'}
              />
            </div>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function Version({ title, text, chosen }: { readonly title: string; readonly text: string; readonly chosen: boolean }) {
  const { t } = useTranslation('schedule')
  return (
    <div className={classes['version']} data-chosen={chosen}>
      <span>{title}</span>
      <p>{text === '' ? t('conflict.nothing') : text}</p>
    </div>
  )
}
