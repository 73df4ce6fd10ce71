import { ExitThisPage } from 'govuk-frontend'

// The component assigns location.href, which leaves a step to come back to. We replace instead.
export class Exit extends ExitThisPage {
  exitPage() {
    if (!this.$button) return
    this.$updateSpan.textContent = ''
    document.body.classList.add('govuk-exit-this-page-hide-content')
    this.$overlay = document.createElement('div')
    this.$overlay.className = 'govuk-exit-this-page-overlay'
    this.$overlay.setAttribute('role', 'alert')
    document.body.appendChild(this.$overlay)
    this.$overlay.textContent = this.i18n.t('activated')
    window.location.replace(this.$button.href)
  }
}
