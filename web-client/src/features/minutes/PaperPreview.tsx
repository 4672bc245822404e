import { minutesPaper, type PaperBlock, type PaperStand, type Run } from '@diem-cau/signaling-contract/documents'
import type { MinutesContent } from '@diem-cau/signaling-contract/office'
import { useMemo } from 'react'
import classes from './PaperPreview.module.css'

interface Props {
  readonly content: MinutesContent
  readonly stand: PaperStand
}

/** The minutes as they will stand on paper; the same lines go into PDF and DOCX. Always Vietnamese, always black on white. */
export function PaperPreview({ content, stand }: Props) {
  const paper = useMemo(() => minutesPaper(content, stand), [content, stand])
  return (
    <article className={classes['sheet']} lang="vi" data-testid="minutes-paper">
      <div className={classes['head']}>
        <div>
          {paper.superior !== '' && <span>{paper.superior}</span>}
          <b>{paper.office}</b>
          <i className={classes['rule']} />
          <span>{paper.number}</span>
        </div>
        <div>
          <b className={classes['motto']}>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>
          <b>Độc lập - Tự do - Hạnh phúc</b>
          <i className={classes['rule']} data-long="true" />
          {paper.draft && <em>DỰ THẢO</em>}
        </div>
      </div>
      <h2>BIÊN BẢN</h2>
      <h3>{paper.subject}</h3>
      <i className={classes['rule']} />
      {paper.amendment && <em>{paper.amendment}</em>}
      {paper.body.map((block, index) => (
        <Block key={index} block={block} />
      ))}
      <div className={classes['signatures']}>
        <div>
          <b>THƯ KÝ</b>
          <b>{paper.secretary}</b>
        </div>
        <div>
          <b>CHỦ TỌA</b>
          <b>{paper.chair}</b>
        </div>
      </div>
      {paper.recipients.length > 0 && (
        <div className={classes['recipients']}>
          <b>Nơi nhận:</b>
          {paper.recipients.map((line, index) => (
            <span key={index}>{line}</span>
          ))}
        </div>
      )}
      {paper.appendix && (
        <>
          <h3>Phụ lục</h3>
          <h3>{paper.appendix.title}</h3>
          <em>(Kèm theo {paper.appendix.of})</em>
          <Block block={paper.appendix.table} />
        </>
      )}
      {paper.foot && <small>{paper.foot}</small>}
    </article>
  )
}

function Block({ block }: { readonly block: PaperBlock }) {
  if (block.kind === 'paragraph') {
    return (
      <p>
        {block.runs.map((run, index) => (
          <Piece key={index} run={run} />
        ))}
      </p>
    )
  }
  return (
    <table>
      <thead>
        <tr>
          {block.columns.map(({ title, share }) => (
            <th key={title} style={{ inlineSize: `${share * 100}%` }}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {block.rows.map((cells, row) => (
          <tr key={row}>
            {cells.map((cell, index) => (
              <td key={index} data-centred={block.columns[index]?.centred === true}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Piece({ run: { text, bold, italic } }: { readonly run: Run }) {
  if (bold) return <b>{text}</b>
  return italic ? <em>{text}</em> : text
}
