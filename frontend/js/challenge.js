import { solveChallengeWorkers } from 'altcha/lib'

// "Are you a person?": the browser does a little work in place of an answer. The question itself
// stays where this cannot be done.
function begin(part) {
  const form = part.closest('form')
  const proof = part.querySelector('[name="proof"]')
  const status = part.querySelector('[role="status"]')
  const question = form.querySelector('[data-question]')
  if (!form || !window.Worker || !window.crypto?.subtle) return

  let waits = false
  const challenge = JSON.parse(part.dataset.challenge)
  part.hidden = false
  question.hidden = true
  status.textContent = part.dataset.working

  const solving = solveChallengeWorkers({
    challenge,
    concurrency: Math.min(4, Math.max(1, navigator.hardwareConcurrency || 1)),
    createWorker: () => new Worker(part.dataset.worker),
    timeout: 60000,
  })
  solving.then((solution) => {
    if (!solution || solution.error) throw new Error('no solution')
    // What the work took is nobody's business: it would tell about the machine.
    const { counter, derivedKey } = solution
    proof.value = btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }))
    status.textContent = part.dataset.done
    if (waits) form.requestSubmit(waits)
  }).catch(() => {
    part.hidden = true
    question.hidden = false
    if (waits) question.querySelector('input').focus()
    waits = false
  })

  form.addEventListener('submit', (event) => {
    if (proof.value || part.hidden) return
    event.preventDefault()
    event.stopImmediatePropagation()
    waits = event.submitter || form.querySelector('button')
  }, { capture: true })
}

document.querySelectorAll('[data-challenge]').forEach(begin)
