/** A problem on the way back from the provider, which people are told. */
export type OidcProblem = 'unreachable' | 'notOurs' | 'denied' | 'unit' | 'roles' | 'disabled'

const texts: Record<OidcProblem, { vi: string; en: string }> = {
  unreachable: {
    vi: 'Hệ thống đăng nhập chung hiện không trả lời. Hãy thử lại sau ít phút; nếu vẫn không được, hãy báo quản trị viên.',
    en: 'The common sign-in does not answer now. Try again in a few minutes; if it goes on, tell the administrator.',
  },
  notOurs: {
    vi: 'Lần đăng nhập này đã quá lâu, đã dùng rồi, hoặc bắt đầu ở trình duyệt khác. Hãy đăng nhập lại từ đầu.',
    en: 'This sign-in took too long, was used already, or began in another browser. Sign in again from the beginning.',
  },
  denied: {
    vi: 'Hệ thống đăng nhập chung không xác nhận bạn. Hãy thử lại, hoặc hỏi quản trị viên của hệ thống đó.',
    en: 'The common sign-in did not confirm who you are. Try again, or ask the administrator of that system.',
  },
  unit: {
    vi: 'Hệ thống đăng nhập chung cho biết một đơn vị mà Điểm Cầu không có hoặc đã ngừng hoạt động. Hãy báo quản trị viên để sửa đơn vị của bạn ở hệ thống đó.',
    en: 'The common sign-in names a unit that is not here or is closed. Ask the administrator to mend your unit over there.',
  },
  roles: {
    vi: 'Hệ thống đăng nhập chung chưa giao cho bạn vai trò nào dùng được ở Điểm Cầu. Hãy báo quản trị viên để được giao vai trò.',
    en: 'The common sign-in gives you no role that counts here. Ask the administrator for one.',
  },
  disabled: {
    vi: 'Tài khoản của bạn ở Điểm Cầu đã bị khóa. Hãy liên hệ quản trị viên.',
    en: 'Your account here is disabled. Contact the administrator.',
  },
}

/** A page without scripts. @param found for the administrator: claim and value as they came */
export function oidcPage(problem: OidcProblem, found: string | null = null): string {
  const { vi, en } = texts[problem]
  const detail = found === null ? '' : `<p><small>${escaped(found)}</small></p>`
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Điểm Cầu</title></head>
<body style="margin: 0; font-family: 'Be Vietnam Pro', system-ui, sans-serif; line-height: 1.5; color-scheme: light dark; color: light-dark(#16202c, #e8edf4); background: light-dark(#f3f5f9, #0b1420)">
<header style="padding: 0.9rem 1.5rem; color: #fff; background: #123a63; border-bottom: 4px solid #9f1d20; font-weight: 700; font-size: 1.1rem">Điểm Cầu</header>
<main style="box-sizing: border-box; width: calc(100% - 2rem); max-width: 38rem; margin: clamp(1rem, 6vh, 4rem) auto; padding: 1.75rem; background: light-dark(#fff, #15202e); border: 1px solid light-dark(#d5dce5, #2c3b4d); border-radius: 0.9rem">
<h1 style="margin: 0 0 0.75rem; font-size: 1.6rem">Không đăng nhập được</h1><p>${escaped(vi)}</p><p lang="en" style="color: light-dark(#4b5866, #a9b6c6)">${escaped(en)}</p>${detail}
<p style="margin: 1.5rem 0 0"><a href="/" style="display: inline-block; padding: 0.7rem 1.2rem; border-radius: 0.5rem; color: #fff; background: light-dark(#174777, #2266ad); text-decoration: none; font-weight: 600">Về trang đăng nhập / Back to sign-in</a></p></main></body></html>
`
}

function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
}
