import type { UnitRef } from '@diem-cau/signaling-contract'
import { Plan, type Scope } from '@diem-cau/signaling-contract/office'
import { Alert, Select, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMediaQuery } from '@mantine/hooks'
import { IconAlertCircle } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { paperQueries } from '../../../api/office/papersApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { scheduleApi } from '../../../api/office/scheduleApi.ts'
import { invitationsApi } from '../../../api/office/invitationsApi.ts'
import { dropToasts, showToast } from '../../../ui/toasts.ts'
import { localDate, localTime } from '../../../time/vietnamTime.ts'
import { RequestFailed } from '../../../api/client/RequestFailed.ts'
import { serverNow } from '../../../time/serverClock.ts'
import { AgendaFields } from './AgendaFields.tsx'
import { ConflictsPanel } from './ConflictsPanel.tsx'
import { EditConflictDialog } from './EditConflictDialog.tsx'
import classes from './Editor.module.css'
import { EditorSection } from './EditorSection.tsx'
import { NamedFields } from './NamedFields.tsx'
import { PapersField } from '../papers/PapersField.tsx'
import { PersonPicker } from '../../people/PersonPicker.tsx'
import { differs } from './planDiff.ts'
import {
  fieldOf,
  formOf,
  inputOf,
  isUnsentSeries,
  problemsOf,
  refusedFields,
  rescheduled,
  startOf,
  type PlanField,
  type PlanForm,
  type Problem,
} from './planForm.ts'
import { RecurrenceFields } from './RecurrenceFields.tsx'
import { isOfRecurrence, type Refused } from './refusedField.ts'
import { SaveButtons } from './SaveButtons.tsx'
import { ScopeDialog } from './ScopeDialog.tsx'
import { SettingsFields } from './SettingsFields.tsx'
import { TimeFields } from './TimeFields.tsx'
import { UnitsField } from '../../units/UnitsField.tsx'
import { useMailText } from '../../invitations/answers/useMailText.ts'
import { UnsavedGuard } from '../../../ui/UnsavedGuard.tsx'
import { usePaperUploads } from '../../uploads/usePaperUploads.ts'

interface Props {
  readonly initial: PlanForm
  /** Null: a new meeting. */
  readonly plan: Plan | null
  readonly hosts: readonly UnitRef[]
}

type Save = { readonly draft: boolean; readonly form: PlanForm; readonly version: number }

/** The form of one meeting, from its name to the last paper. */
export function Editor({ initial, plan: loaded, hosts }: Props) {
  const { t } = useTranslation('schedule')
  const failureText = useFailureText()
  const mailText = useMailText()
  const navigate = useNavigate()
  const form = useForm<PlanForm>({ mode: 'controlled', initialValues: initial })
  const values = form.values
  /** What the server has: the last version that was loaded or saved here. */
  const [base, setBase] = useState({ form: initial, plan: loaded })
  const { plan } = base
  const [busy, setBusy] = useState<'draft' | 'save' | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  /** Since it was asked to be saved, fields that are wrong say so until they are put right. */
  const [checked, setChecked] = useState<{ readonly draft: boolean; readonly now: number } | null>(null)
  const [refused, setRefused] = useState<Refused | null>(null)
  const [asking, setAsking] = useState<Save | null>(null)
  const [scope, setScope] = useState<Scope>('this')
  const isUnsent = plan !== null && isUnsentSeries(plan)
  const isRewritten = isUnsent && JSON.stringify(values.recurrence) !== JSON.stringify(base.form.recurrence)
  const [conflict, setConflict] = useState<{ theirs: Plan; draft: boolean; mine: PlanForm } | null>(null)
  const leaving = useRef(false)
  const top = useRef<HTMLFormElement>(null)
  const narrow = useMediaQuery('(max-width: 1000px)', false, { getInitialValueInEffect: false })
  const isDraft = plan === null || plan.phase === 'draft'
  const papers = useLoad(plan ? paperQueries.of(plan.meetingId) : null)
  const uploads = usePaperUploads(plan?.meetingId ?? null, papers.refresh)

  const set = (change: Partial<PlanForm> | ((form: PlanForm) => PlanForm)) =>
    form.setValues((before) => (typeof change === 'function' ? change({ ...values, ...before }) : change))
  /** What was sent out before may stay in the past. */
  const kept = isDraft ? null : startOf(base.form)
  const problems = checked ? problemsOf(values, checked.draft, checked.now, kept) : {}
  const text = (field: PlanField) => {
    const problem: Problem | undefined = problems[field]
    if (problem && !isOfRecurrence(problem)) return t(`problems.${problem}`)
    return refused?.field === field && refused.value === values[field] ? refused.text : undefined
  }
  const showTop = () => top.current?.scrollIntoView({ block: 'start' })

  function ask(draft: boolean) {
    const asked = { draft, now: timeNow() }
    const problems = problemsOf(values, draft, asked.now, kept)
    setChecked(asked)
    setRefused(null)
    setFailure(null)
    dropToasts()
    if (Object.keys(problems).length > 0) {
      showToast(t('editor.checkFields'), { kind: 'failed' })
      // The field tells what is wrong with it; the first of them comes into sight.
      requestAnimationFrame(() => top.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    if (uploads.running.length > 0 && !uploads.isSaved) return showToast(t('papers.stillUploading'), { kind: 'failed' })
    const save = { draft, form: values, version: plan?.version ?? 0 }
    if (!plan?.series) return void run(save, 'this')
    // Another rule is of the series as a whole.
    if (isRewritten) return void run(save, 'all')
    setScope(isDraft ? 'all' : 'this')
    setAsking(save)
  }

  async function run({ draft, form: mine, version }: Save, scope: Scope) {
    const input = inputOf(mine)
    setAsking(null)
    if (!input) {
      const [[field, problem] = []] = Object.entries(refusedFields(mine)) as [PlanField, 'wrong' | 'tooMany'][]
      if (field && problem) setRefused({ field, value: mine[field], text: t(`problems.${problem}`) })
      setFailure(new RequestFailed('badRequest'))
      return showTop()
    }
    setBusy(draft ? 'draft' : 'save')
    setFailure(null)
    try {
      const saved = plan
        ? await scheduleApi.editMeeting(plan.meetingId, {
            version,
            scope,
            draft,
            dissolve: isUnsent && input.recurrence === null,
            plan: input,
          })
        : await scheduleApi.addMeeting({
            draft,
            plan: input,
            papers: uploads.waiting.map(({ uploadId, itemId, wholeSeries }) => ({ uploadId, itemId, wholeSeries })),
          })
      leaving.current = true
      const left = draft || !isDraft ? 0 : (saved.series?.drafts ?? 0)
      const done =
        left > 0
          ? t('editor.savedSome', { count: left })
          : t(draft ? 'editor.savedDraft' : isDraft ? 'editor.saved' : 'editor.savedAgain')
      if (draft) showToast(done)
      else void sayMails(saved.meetingId, done)
      if (draft && plan) {
        const kept = formOf(saved)
        setBase({ form: kept, plan: saved })
        form.setValues(kept)
        leaving.current = false
        setBusy(null)
      } else {
        await navigate(draft ? `/planning/${saved.meetingId}/edit` : `/planning/${saved.meetingId}`, { replace: true })
      }
    } catch (error) {
      setBusy(null)
      const theirs =
        error instanceof RequestFailed && error.code === 'editConflict'
          ? Plan.safeParse(error.body?.current).data
          : undefined
      if (theirs) return setConflict({ theirs, draft, mine })
      setFailure(error)
      const field = error instanceof RequestFailed && error.body?.field ? fieldOf(error.body.field) : null
      if (field) setRefused({ field, value: mine[field], text: failureText(error) })
      showTop()
    }
  }

  /** What becomes of the invitations: whom they reach by mail, and whom not. */
  async function sayMails(meetingId: string, done: string) {
    const mails = await invitationsApi.answers(meetingId).then(mailText, () => '')
    showToast(mails === '' ? done : `${done} ${t('answer.mail')}: ${mails}.`)
  }

  const isSeries = plan ? plan.series !== null : values.recurrence !== null
  /** Papers of what is no longer on the agenda are of the meeting as a whole. */
  const isOfItem = (itemId: string | null) => values.agenda.some((item) => item.itemId === itemId)
  const papersOf = (itemId: string | null) => (
    <PapersField
      uploads={uploads}
      // A file that begins to go up while the meeting is saved would be of neither.
      disabled={plan === null && busy !== null}
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
        ask(false)
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
            isChecked={checked !== null}
          />
        </EditorSection>
        <EditorSection id="agenda" title={t('agenda.title')}>
          <AgendaFields
            form={values}
            onChange={(agenda) => set({ agenda })}
            error={problems.agenda ? undefined : text('agenda')}
            isChecked={checked !== null}
            papers={(item) =>
              plan === null || base.form.agenda.some(({ itemId }) => itemId === item.itemId)
                ? papersOf(item.itemId)
                : null
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
          <SaveButtons busy={busy} isDraft={isDraft} onDraft={() => ask(true)} />
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
      {asking && (
        <ScopeDialog
          isSent={isDraft && !asking.draft}
          scope={scope}
          onScope={setScope}
          all={isUnsent ? plan?.series?.count : undefined}
          onApply={() => void run(asking, scope)}
          onClose={() => setAsking(null)}
        >
          {scope !== 'this' && !asking.draft && (
            <ConflictsPanel meetingId={plan?.meetingId ?? null} form={asking.form} scope={scope} shown={3} />
          )}
        </ScopeDialog>
      )}
      {conflict && (
        <EditConflictDialog
          base={base.form}
          mine={conflict.mine}
          theirs={formOf(conflict.theirs)}
          onClose={() => setConflict(null)}
          onSave={(merged) => {
            const { theirs, draft } = conflict
            setConflict(null)
            setBase({ form: formOf(theirs), plan: theirs })
            form.setValues(merged)
            void run({ draft, form: merged, version: theirs.version }, scope)
          }}
        />
      )}
      <UnsavedGuard
        isDirty={() =>
          !leaving.current && (differs(base.form, values) || uploads.running.length + uploads.waiting.length > 0)
        }
      />
    </form>
  )
}

const timeNow = () => serverNow()
