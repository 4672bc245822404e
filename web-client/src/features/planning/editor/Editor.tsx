import type { UnitRef } from '@diem-cau/signaling-contract'
import type { Plan } from '@diem-cau/signaling-contract/office'
import { Alert, Select, Textarea, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconAlertCircle } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { localDate, localTime } from '../../../time/vietnamTime.ts'
import { RequestFailed } from '../../../api/client/RequestFailed.ts'
import { AgendaFields } from './AgendaFields.tsx'
import { ConflictsPanel } from './ConflictsPanel.tsx'
import { EditConflictDialog } from './EditConflictDialog.tsx'
import classes from './Editor.module.css'
import { EditorSection } from './EditorSection.tsx'
import { NamedFields } from './NamedFields.tsx'
import { PapersField } from '../papers/PapersField.tsx'
import { PersonPicker } from '../../people/PersonPicker.tsx'
import { rescheduled, type PlanForm } from './planForm.ts'
import { RecurrenceFields } from './RecurrenceFields.tsx'
import { SaveButtons } from './SaveButtons.tsx'
import { ScopeDialog } from './ScopeDialog.tsx'
import { SettingsFields } from './SettingsFields.tsx'
import { TimeFields } from './TimeFields.tsx'
import { UnitsField } from '../../units/UnitsField.tsx'
import { UnsavedGuard } from '../../../ui/UnsavedGuard.tsx'
import { usePlanEditing } from './usePlanEditing.ts'

interface Props {
  readonly initial: PlanForm
  /** Null: a new meeting. */
  readonly plan: Plan | null
  readonly hosts: readonly UnitRef[]
}

/** The form of one meeting, from its name to the last paper. */
export function Editor({ initial, plan: loaded, hosts }: Props) {
  const { t } = useTranslation('schedule')
  const failureText = useFailureText()
  const top = useRef<HTMLFormElement>(null)
  const narrow = useMediaQuery('(max-width: 1000px)', false, { getInitialValueInEffect: false })
  const editing = usePlanEditing(initial, loaded, top)
  const { values, set, plan, saved, isDraft, isUnsent, papers, uploads, problems, text, failure, question } = editing

  const isSeries = plan ? plan.series !== null : values.recurrence !== null
  /** Papers of what is no longer on the agenda are of the meeting as a whole. */
  const isOfItem = (itemId: string | null) => values.agenda.some((item) => item.itemId === itemId)
  const papersOf = (itemId: string | null) => (
    <PapersField
      uploads={uploads}
      // A file that begins to go up while the meeting is saved would be of neither.
      disabled={plan === null && editing.busy !== null}
      papers={papers.data?.papers ?? []}
      itemId={itemId}
      {...(itemId === null ? { isHere: (other: string | null) => !isOfItem(other) } : {})}
      isSeries={isSeries}
      onChange={papers.refresh}
    />
  )

  // Read before the meeting is saved, by a screen reader too.
  const conflicts = (
    <ConflictsPanel
      meetingId={plan?.meetingId ?? null}
      form={values}
      scope={isUnsent ? 'all' : 'this'}
      onMove={(startsAt) => set((form) => rescheduled(form, { date: localDate(startsAt), start: localTime(startsAt) }))}
    />
  )

  const sections = [
    ['basics', t('editor.basics')],
    ['time', t('editor.time')],
    ['leaders', t('editor.people')],
    ['units', t('units.title')],
    ['named', t('named.title')],
    ['agenda', t('agenda.title')],
    ['papers', t('plan.papers')],
    ['settings', t('settings.title')],
  ] as const
  return (
    <form
      className={classes['root']}
      noValidate
      ref={top}
      onSubmit={(event) => {
        event.preventDefault()
        editing.ask(false)
      }}
    >
      <div className={classes['main']}>
        {failure !== null && (
          <Alert
            variant="light"
            color="red"
            icon={<IconAlertCircle />}
            role="alert"
            title={t('editor.failed')}
            data-testid="editor-failed"
          >
            {failureText(failure)}
            {failure instanceof RequestFailed && failure.body?.issues && (
              <div>{failure.body.issues.slice(0, 10).join('; ')}</div>
            )}
          </Alert>
        )}
        <EditorSection id="basics" title={t('editor.basics')}>
          <TextInput
            label={t('editor.title')}
            required
            value={values.title}
            maxLength={300}
            placeholder={t('editor.titlePlaceholder')}
            error={text('title')}
            onChange={(event) => set({ title: event.currentTarget.value })}
            data-testid="plan-title"
            autoFocus={plan === null}
          />
          <div className={classes['pair']}>
            <Select
              label={t('plan.host')}
              required
              value={values.hostUnitCode}
              data={hosts.map(({ code, name }) => ({ value: code, label: name }))}
              onChange={(code) =>
                set({ hostUnitCode: hosts.find((host) => host.code === code)?.code ?? values.hostUnitCode })
              }
              allowDeselect={false}
              error={text('hostUnitCode')}
            />
            <TextInput
              label={t('editor.place')}
              value={values.place}
              maxLength={300}
              placeholder={t('editor.placePlaceholder')}
              error={text('place')}
              onChange={(event) => set({ place: event.currentTarget.value })}
            />
          </div>
          <Textarea
            label={t('editor.description')}
            value={values.description}
            maxLength={5_000}
            autosize
            minRows={2}
            maxRows={10}
            error={text('description')}
            onChange={(event) => set({ description: event.currentTarget.value })}
          />
        </EditorSection>
        <EditorSection id="time" title={t('editor.time')}>
          <TimeFields
            value={values}
            problems={{ date: text('date'), start: text('start'), endDate: text('endDate'), end: text('end') }}
            onStart={(change) => set((form) => rescheduled(form, change))}
            onEnd={(change) => set((form) => ({ ...form, ...change }))}
          />
          <RecurrenceFields
            form={values}
            onChange={(recurrence) => set({ recurrence })}
            series={isUnsent ? null : (plan?.series?.rrule ?? null)}
            error={text('recurrence')}
          />
        </EditorSection>
        <EditorSection id="leaders" title={t('editor.people')}>
          <div className={classes['pair']}>
            <PersonPicker
              label={t('plan.chair')}
              required
              value={values.chair}
              onChange={(chair) => set({ chair })}
              error={text('chair')}
              testId="plan-chair"
            />
            <PersonPicker
              label={t('plan.deputy')}
              value={values.deputy}
              onChange={(deputy) => set({ deputy })}
              error={text('deputy')}
            />
            <PersonPicker
              label={t('plan.secretary')}
              value={values.secretary}
              onChange={(secretary) => set({ secretary })}
              error={text('secretary')}
              testId="plan-secretary"
            />
          </div>
        </EditorSection>
        <EditorSection id="units" title={t('units.title')}>
          <UnitsField
            rules={values.invite}
            onChange={(invite) => set({ invite: [...invite] })}
            hostUnitCode={values.hostUnitCode}
            error={text('invite')}
          />
        </EditorSection>
        <EditorSection id="named" title={t('named.title')}>
          <NamedFields
            people={values.people}
            onPeople={(people) => set({ people })}
            guests={values.guests}
            onGuests={(guests) => set({ guests })}
            error={problems.guests ? text('people') : (text('guests') ?? text('people'))}
            isChecked={editing.isChecked}
          />
        </EditorSection>
        <EditorSection id="agenda" title={t('agenda.title')}>
          <AgendaFields
            form={values}
            onChange={(agenda) => set({ agenda })}
            error={problems.agenda ? undefined : text('agenda')}
            isChecked={editing.isChecked}
            papers={(item) =>
              plan === null || saved.agenda.some(({ itemId }) => itemId === item.itemId) ? papersOf(item.itemId) : null
            }
          />
        </EditorSection>
        <EditorSection id="papers" title={t('plan.papers')}>
          <p className={classes['hint']}>{t('papers.hint')}</p>
          {papersOf(null)}
        </EditorSection>
        <EditorSection id="settings" title={t('settings.title')}>
          <SettingsFields value={values.settings} onChange={(settings) => set({ settings })} />
          {text('settings') && <p className={classes['error']}>{text('settings')}</p>}
        </EditorSection>
      </div>
      <div className={classes['side']}>
        {narrow && conflicts}
        <div className={classes['buttons']}>
          <SaveButtons busy={editing.busy} isDraft={isDraft} onDraft={() => editing.ask(true)} />
        </div>
        <nav className={classes['sections']} aria-label={t('editor.sections')}>
          {sections.map(([id, title]) => (
            <a key={id} href={`#${id}`}>
              {title}
            </a>
          ))}
        </nav>
        {!narrow && conflicts}
      </div>
      {question && (
        <ScopeDialog
          isSent={isDraft && !question.draft}
          scope={question.scope}
          onScope={question.setScope}
          all={isUnsent ? plan?.series?.count : undefined}
          onApply={question.answer}
          onClose={question.close}
        >
          {question.scope !== 'this' && !question.draft && (
            <ConflictsPanel meetingId={plan?.meetingId ?? null} form={question.form} scope={question.scope} shown={3} />
          )}
        </ScopeDialog>
      )}
      {editing.conflict && (
        <EditConflictDialog
          base={saved}
          mine={editing.conflict.mine}
          theirs={editing.conflict.theirs}
          onClose={editing.conflict.close}
          onSave={editing.conflict.save}
        />
      )}
      <UnsavedGuard isDirty={editing.isDirty} />
    </form>
  )
}
