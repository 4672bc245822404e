import type { SameTexts } from './SameTexts.ts'

export const vi = {
  hint: 'Ghi tóm tắt ý kiến phát biểu. Ghi chép được đưa vào dự thảo biên bản, chỉ chủ tọa và thư ký sửa được.',
  item: 'Nội dung',
  general: 'Chung',
  speaker: 'Người phát biểu',
  text: 'Tóm tắt ý kiến',
  save: 'Lưu ghi chép',
  saveHint: 'Ctrl + Enter để lưu',
  edit: 'Sửa ghi chép của {{speaker}}',
  remove: 'Xóa ghi chép của {{speaker}}',
  cancel: 'Thôi sửa',
  editing: 'Đang sửa một ghi chép',
  none: 'Chưa có ghi chép nào.',
  nobody: 'không ghi tên',
  removed: 'Đã xóa ghi chép.',
  undo: 'Lấy lại',
}

export const en: SameTexts<typeof vi> = {
  hint: 'What was said, in short. Notes go into the draft of the minutes; only chair and secretary edit them.',
  item: 'Item',
  general: 'In general',
  speaker: 'Speaker',
  text: 'What was said',
  save: 'Save the note',
  saveHint: 'Ctrl + Enter saves',
  edit: 'Edit the note of {{speaker}}',
  remove: 'Remove the note of {{speaker}}',
  cancel: 'Stop editing',
  editing: 'Editing a note',
  none: 'No notes yet.',
  nobody: 'nobody named',
  removed: 'The note is removed.',
  undo: 'Bring it back',
}
