import {
  Button, CharacterCount, Checkboxes, ErrorSummary, Radios, createAll,
} from 'govuk-frontend'
import { focusOn, parse, post, tellTrouble } from './swap.js'

// The reporting form at its one address: each page is fetched into this one, so that the browser
// keeps a single line of it. Without this script the same forms are sent as they are.

const WARN_SECONDS = 120
const TELL_EVERY_MS = 5 * 60 * 1000

const main = document.querySelector('main')
let busy = false
let heard = 0
let timers = []

// One of ours: sent to this address, from within the page.
const isOurs = (form) => main.contains(form) && new URL(form.action).pathname === window.location.pathname

async function send(event) {
  const form = event.target
  if (event.defaultPrevented || !isOurs(form)) return
  event.preventDefault()
  // A second press while the first is on its way.
  if (busy) return
  busy = true
  try {
    if (form.closest('dialog')) await stay()
    else await turn(form, event.submitter)
  } finally {
    busy = false
  }
}

async function turn(form, submitter) {
  try {
    const { answer, text } = await post(form, submitter)
    const where = new URL(answer.url)
    if (where.pathname !== window.location.pathname) {
      window.location.replace(where)
      return
    }
    // A report that has begun, or was found again, is opened as a page of its own, in place of this
    // one: from then on a reload and the browser's Back say that they come from the form.
    if (answer.redirected && ['start', 'carry_on'].includes(form.elements.step?.value)) {
      window.location.replace(window.location.pathname)
      return
    }
    const page = parse(text)
    const fresh = page.querySelector('main')
    // A fault of ours has no form: what was typed stays here.
    if (!fresh || !fresh.querySelector('[data-report], [data-challenge], form')) throw new Error('no page')
    show(page, fresh)
  } catch {
    tellTrouble(main)
  }
}

function show(page, fresh) {
  document.title = page.title
  main.replaceChildren(...fresh.childNodes)
  // Scripts that came with the page do not run by themselves.
  for (const dead of main.querySelectorAll('script[src]')) {
    const script = document.createElement('script')
    script.src = dead.src
    dead.replaceWith(script)
  }
  for (const component of [Button, CharacterCount, Checkboxes, ErrorSummary, Radios]) {
    createAll(component, undefined, main)
  }
  window.scrollTo(0, 0)
  // Errors take the focus by themselves.
  if (!main.querySelector('.govuk-error-summary')) focusOn(main.querySelector('h1'))
  prepare()
}

// Everything that belongs to the page that is shown now.
function prepare() {
  const print = main.querySelector('[data-print]')
  if (print) {
    print.hidden = false
    print.addEventListener('click', () => window.print())
  }
  main.querySelectorAll('[data-more]').forEach(reveal)
  heard = Date.now()
  const part = main.querySelector('[data-left]')
  arm(part ? Number(part.dataset.left) : 0)
}

// What belongs to one answer is shown with it. The component's own way marks radios as expanded,
// which a radio cannot be.
function reveal(radio) {
  const more = main.querySelector(`#${radio.dataset.more}`)
  const sync = () => more.classList.toggle('govuk-radios__conditional--hidden', !radio.checked)
  sync()
  radio.closest('fieldset').addEventListener('change', sync)
}

function arm(seconds) {
  timers.forEach(clearTimeout)
  timers = []
  if (!seconds) return
  timers.push(setTimeout(warn, Math.max(0, seconds - WARN_SECONDS) * 1000))
  timers.push(setTimeout(end, seconds * 1000))
}

function warn() {
  const dialog = main.querySelector('[data-still-there]')
  if (dialog && !dialog.open) dialog.showModal()
}

function end() {
  main.replaceChildren()
  window.location.replace(window.location.pathname)
}

// Ask the site to keep the answers from now on.
async function stay() {
  const dialog = main.querySelector('[data-still-there]')
  if (!dialog) return
  const trouble = dialog.querySelector('[data-not-kept]')
  let kept
  try {
    kept = await post(dialog.querySelector('form'))
  } catch {
    trouble.hidden = false
    return
  }
  if (!kept.answer.ok) {
    if (kept.answer.status === 410) end()
    else trouble.hidden = false
    return
  }
  heard = Date.now()
  const { left, until } = JSON.parse(kept.text)
  const line = main.querySelector('[data-kept-until]')
  if (line) line.textContent = until
  trouble.hidden = true
  if (dialog.open) dialog.close()
  arm(left)
}

// Whoever types is there.
function notice() {
  if (busy || !main.querySelector('[data-left]') || Date.now() - heard < TELL_EVERY_MS) return
  if (main.querySelector('[data-still-there]')?.open) return
  heard = Date.now()
  stay()
}

if (main?.querySelector('[data-report]')) {
  // The page that a door opened was sent for; as a plain address it can be asked for again.
  window.history.replaceState(null, '', window.location.pathname)
  document.addEventListener('submit', send)
  document.addEventListener('keydown', notice)
  document.addEventListener('pointerdown', notice)
  document.addEventListener('cancel', (event) => {
    // The Escape key, too, says that somebody is there.
    if (!event.target.matches?.('[data-still-there]')) return
    event.preventDefault()
    stay()
  }, true)
  // Not even the browser's own memory of the page shows it again.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) end()
  })
  prepare()
}
