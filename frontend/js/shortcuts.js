// Keyboard shortcuts of the staff site. Single keys only for those who turned them on (WCAG 2.1.4),
// never inside a field and never with another key held down. Ctrl and Enter save a form for all.

const FIELDS = 'input, textarea, select, [contenteditable], [role="textbox"]'

const listOf = () => document.querySelector('[data-shortcuts]')
const rows = () => [...document.querySelectorAll('main tbody tr')].map(linkOf).filter(Boolean)
const linkOf = (row) => row.querySelector('[role="rowheader"] a, th a')

export function startShortcuts() {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      save(event)
      return
    }
    const list = listOf()
    if (!list || list.open || event.repeat && !'jk'.includes(event.key)) return
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.(FIELDS)) return
    const act = ACTS[event.key]
    if (act && act(list)) event.preventDefault()
  })
}

function save(event) {
  const form = event.target.closest?.('form')
  if (!form || form.method !== 'post') return
  event.preventDefault()
  const button = form.querySelector('button[type="submit"], button:not([type])')
  form.requestSubmit(button)
}

// Each returns whether there was anything to do.
const ACTS = {
  '/': () => focus(document.querySelector('#search-everything')),
  'n': (list) => press(list.parentElement.querySelector('form[data-shortcut-next]')),
  'j': () => step(1),
  'k': () => step(-1),
  'd': () => decide(),
  'm': (list) => go(list.dataset.mine),
  '?': (list) => {
    list.showModal()
    return true
  },
}

function focus(field) {
  field?.focus()
  return Boolean(field)
}

function press(form) {
  if (!form) return false
  // The page's own button says which referral was expected; it stands before the hidden one.
  const own = document.querySelector('main form[data-swap]')
  ;(own || form).requestSubmit()
  return true
}

function step(by) {
  const links = rows()
  if (!links.length) return false
  const here = links.indexOf(linkOf(document.activeElement.closest('tr') || document.createElement('tr')))
  const next = here < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + by, 0), links.length - 1)
  links[next].focus()
  links[next].scrollIntoView({ block: 'nearest' })
  return true
}

function decide() {
  const row = document.activeElement.closest('[data-decide]')
  const link = document.querySelector('[data-decide-here]')
  return go(row ? row.dataset.decide : link?.dataset.decideHere)
}

function go(address) {
  if (!address) return false
  window.location.assign(address)
  return true
}
