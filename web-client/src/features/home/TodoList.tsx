import type { TodoItem } from '@diem-cau/signaling-contract/office'
import { IconChecks, IconCircleCheck, IconFileText, IconMailOpened, IconSend } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Loaded } from '../../api/loading/useLoad.ts'
import type { Todo } from '@diem-cau/signaling-contract/office'
import { localDate, writtenDate } from '../../time/vietnamTime.ts'
import { LoadFailed } from '../../ui/LoadFailed.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { momentText } from '../../time/timeText.ts'
import classes from './TodoList.module.css'

const icons = { approve: IconChecks, answer: IconMailOpened, write: IconFileText, draft: IconSend }

function linkOf({ kind, meetingId }: TodoItem): string {
  switch (kind) {
    case 'approve':
    case 'write':
      return `/minutes/${meetingId}`
    case 'answer':
      return `/planning/${meetingId}`
    case 'draft':
      return `/planning/${meetingId}/edit`
    default:
      return kind satisfies never
  }
}

/** Lists the tasks that wait for me, each line the way to it. */
export function TodoList({ todo: { data, failure, refresh } }: { readonly todo: Loaded<Todo> }) {
  const { t } = useTranslation('home')
  return (
    <section className={classes['root']} aria-labelledby="todo" data-testid="todo">
      <h2 id="todo" className={classes['title']}>
        {t('todo.title')}
        {data && data.items.length > 0 && <span className={classes['count']}>{data.items.length}</span>}
      </h2>
      {failure !== null && !data && <LoadFailed title={t('todo.failed')} failure={failure} onRetry={refresh} />}
      {!data && failure === null && <Skeletons heights={[3, 3]} />}
      {data?.items.length === 0 && (
        <p className={classes['none']}>
          <IconCircleCheck size="1.3em" aria-hidden /> {t('todo.none')}
        </p>
      )}
      {data && data.items.length > 0 && (
        <ul className={classes['items']}>
          {data.items.map((item) => {
            const Icon = icons[item.kind]
            return (
              <li key={`${item.kind} ${item.meetingId}`}>
                <Link to={linkOf(item)} className={classes['item']} data-testid="todo-item" data-kind={item.kind}>
                  <Icon size="1.3em" aria-hidden />
                  <span className={classes['what']}>
                    <strong>{t(`todo.${item.kind}`)}</strong>
                    <span className={classes['name']} title={item.title}>
                      {item.title}
                    </span>
                    <span className={classes['when']}>
                      {item.meetings > 1
                        ? t('todo.series', { count: item.meetings, date: writtenDate(localDate(item.startsAt)) })
                        : momentText(item.startsAt)}
                    </span>
                  </span>
                </Link>
              </li>
            )
          })}
        </ul>
      )}
      {data?.more && <p className={classes['none']}>{t('todo.more')}</p>}
    </section>
  )
}
