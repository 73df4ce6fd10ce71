import { focusOn, parse, post, tellTrouble } from './swap.js'

// Taking the next referral without a reload: "Take next referral" and "Record and take next" are
// sent in the background, and the page that answers is put in the place of this one, under its own
// address. The browser's Back loads the page before, as it is by then.

const FRAME = ['body > header', 'body > [data-alert-place]', 'body > .govuk-width-container']
let busy = false

const takesNext = (form, submitter) => form.dataset.swap !== undefined || submitter?.name === 'take_next'

export function startTaking(prepare) {
  document.addEventListener('submit', async (event) => {
    const form = event.target
    if (event.defaultPrevented || !takesNext(form, event.submitter)) return
    event.preventDefault()
    // A second press while the first is on its way.
    if (busy) return
    busy = true
    try {
      await take(form, event.submitter, prepare)
    } finally {
      busy = false
    }
  })
  window.addEventListener('popstate', () => window.location.reload())
}

async function take(form, submitter, prepare) {
  let answer, page
  try {
    const sent = await post(form, submitter)
    answer = sent.answer
    page = parse(sent.text)
  } catch {
    tellTrouble(document.querySelector('main'))
    return
  }
  const fresh = FRAME.map((part) => page.querySelector(part))
  // Signed out meanwhile, or a fault that has no page of the desk: shown as a page of its own.
  if (!page.querySelector('main') || !page.querySelector('nav') || fresh.includes(null)) {
    window.location.assign(answer.url)
    return
  }
  FRAME.forEach((part, place) => document.querySelector(part).replaceWith(fresh[place]))
  document.title = page.title
  if (answer.redirected && answer.url !== window.location.href) {
    window.history.pushState(null, '', answer.url)
  }
  window.scrollTo(0, 0)
  prepare(fresh)
  // Errors take the focus by themselves.
  if (!document.querySelector('main .govuk-error-summary')) focusOn(document.querySelector('main h1'))
}
