// Sending a form and showing the page that answers it in the place of this one, without a reload.
// Both sites do it this way; without script the same forms are sent as they are.

const PATIENCE_MS = 30000

// Send a form as pressing `submitter` would; gives the answer with its text.
export async function post(form, submitter) {
  const body = new URLSearchParams(new FormData(form))
  if (submitter?.name) body.append(submitter.name, submitter.value)
  const abort = new AbortController()
  const patience = setTimeout(() => abort.abort(), PATIENCE_MS)
  try {
    const where = submitter?.getAttribute('formaction') || form.action
    const answer = await fetch(where, { method: 'POST', body, signal: abort.signal })
    return { answer, text: await answer.text() }
  } finally {
    clearTimeout(patience)
  }
}

export const parse = (text) => new DOMParser().parseFromString(text, 'text/html')

export function focusOn(heading) {
  if (!heading) return
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
  heading.addEventListener('blur', () => heading.removeAttribute('tabindex'), { once: true })
}

// Say in `main` that the site did not answer; what was typed stays.
export function tellTrouble(main) {
  main.querySelector('[data-trouble]')?.remove()
  const trouble = document.createElement('div')
  trouble.className = 'govuk-error-summary'
  trouble.dataset.trouble = ''
  trouble.setAttribute('role', 'alert')
  trouble.tabIndex = -1
  const title = document.createElement('h2')
  title.className = 'govuk-error-summary__title'
  title.textContent = 'We could not reach the site'
  const words = document.createElement('p')
  words.className = 'govuk-body'
  words.textContent = 'What you typed is still here. Check your connection and press the button again.'
  trouble.append(title, words)
  main.prepend(trouble)
  trouble.focus()
}
