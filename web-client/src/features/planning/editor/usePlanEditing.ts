import { Plan, type Scope } from '@diem-cau/signaling-contract/office'
import { useForm } from '@mantine/form'
import { type RefObject, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { RequestFailed } from '../../../api/client/RequestFailed.ts'
import { invitationsApi } from '../../../api/office/invitationsApi.ts'
import { paperQueries } from '../../../api/office/papersApi.ts'
import { scheduleApi } from '../../../api/office/scheduleApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { serverNow } from '../../../time/serverClock.ts'
import { dropToasts, showToast } from '../../../ui/toasts.ts'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { useMailText } from '../../invitations/answers/useMailText.ts'
import { usePaperUploads } from '../../uploads/usePaperUploads.ts'
import { differs } from './planDiff.ts'
import {
  fieldOf,
  formOf,
  inputOf,
  isUnsentSeries,
  problemsOf,
  refusedFields,
  startOf,
  type PlanField,
  type PlanForm,
  type Problem,
} from './planForm.ts'
import { isOfRecurrence, type Refused } from './refusedField.ts'

type Save = { readonly draft: boolean; readonly form: PlanForm; readonly version: number }

/**
 * The form of one meeting while it is filled in and saved: what is wrong in it, which meetings of a series the change is for, and what
 * becomes of a change that somebody else made meanwhile.
 * @param loaded the meeting as the server has it; null: a new one
 * @param top the form, of which the first wrong field, or the top, comes into sight when it is not saved
 */
export function usePlanEditing(initial: PlanForm, loaded: Plan | null, top: RefObject<HTMLFormElement | null>) {
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
    const asked = { draft, now: serverNow() }
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

  return {
    values,
    set,
    plan,
    /** The form of the version that the server has. */
    saved: base.form,
    isDraft,
    isUnsent,
    papers,
    uploads,
    isChecked: checked !== null,
    problems,
    text,
    busy,
    failure,
    ask,
    /** Which meetings of the series are meant is asked before a save; null: nothing is asked. */
    question: asking && {
      draft: asking.draft,
      form: asking.form,
      scope,
      setScope,
      answer: () => void run(asking, scope),
      close: () => setAsking(null),
    },
    /** Somebody else saved the meeting first; null: nobody did. */
    conflict: conflict && {
      mine: conflict.mine,
      theirs: formOf(conflict.theirs),
      close: () => setConflict(null),
      save: (merged: PlanForm) => {
        const { theirs, draft } = conflict
        setConflict(null)
        setBase({ form: formOf(theirs), plan: theirs })
        form.setValues(merged)
        void run({ draft, form: merged, version: theirs.version }, scope)
      },
    },
    isDirty: () =>
      !leaving.current && (differs(base.form, values) || uploads.running.length + uploads.waiting.length > 0),
  }
}
