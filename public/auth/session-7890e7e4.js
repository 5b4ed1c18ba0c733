// Says so before a session ends, and once it has, on any page of a portal. The server is asked before anything is said, and decides; the
// dialogs are its own, too. The page is never left by itself, so nothing typed is lost.
(() => {
  const AT = '/auth/session'
  const seconds = () => Date.now() / 1000
  const { subject, warnIn = 0 } = document.currentScript.dataset
  const others = new BroadcastChannel('latchkey-session')
  const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' })
  let person = subject
  // When to ask next and when the session ends, by this machine's clock; what is said: idle, final, over, other or nothing.
  let [due, ends, state] = [seconds() + Number(warnIn), 0, '']
  let dialog, token, mark

  const furnish = async () => {
    const { style, html } = await (await fetch(`${AT}/dialogs`)).json()
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(style)
    root.adoptedStyleSheets = [sheet]
    root.innerHTML = html
  }

  const unit = (n, name) => new Intl.NumberFormat(dialog.lang, { style: 'unit', unit: name, unitDisplay: 'long' }).format(n)
  const inWords = (left) => [left > 59 && unit(Math.floor(left / 60), 'minute'), (left % 60 || !left) && unit(left % 60, 'second')]
  const say = (words) => (dialog.querySelector('[role=status]').textContent = words)

  const count = () => {
    const left = Math.max(0, Math.round(ends - seconds()))
    const timer = dialog.querySelector('[role=timer]')
    timer.textContent = inWords(left).filter(Boolean).join(' ')
    // Read out twice, not every second.
    if (left > mark) return
    mark = mark > 20 ? 20 : -1
    say(timer.dataset.left.replace('{left}', timer.textContent))
  }

  const show = (next) => {
    // This gives the focus back to where it was, so that the next dialog remembers that place.
    dialog?.close()
    state = next
    dialog = root.getElementById(state)
    if (!dialog) return
    say('')
    mark = ends - seconds() > 65 ? 60 : 20
    if (!isOver()) count()
    dialog.showModal()
  }

  const isOver = () => state === 'over' || state === 'other'
  const turn = (next) => next === state || show(next)

  const learn = (told) => {
    person ??= told.subject
    if (told.subject !== person) return turn('other')
    token = told.token
    // Whoever has logged in again can sign out from this page, too.
    for (const place of [document, root])
      for (const field of place.querySelectorAll('form[action^="/auth/"] [name=token]')) field.value = token
    const ahead = seconds() - told.now
    ends = Math.min(told.idleEndsAt, told.endsAt) + ahead
    const calm = told.now < told.warnAt
    due = calm ? told.warnAt + ahead : ends
    turn(calm ? '' : told.idleEndsAt < told.endsAt ? 'idle' : 'final')
  }

  const ask = async (path = '', form) => {
    due = Infinity
    try {
      if (!root.firstChild) await furnish()
      const answer = await fetch(AT + path, form && { method: 'POST', body: new URLSearchParams(form) })
      // The token was of a session before this one.
      if (form && answer.status === 403) return await ask()
      if (answer.status === 401) return turn('over')
      learn(await answer.json())
    } catch {
      // No answer: nothing is known, and nothing said but to whoever chose something.
      due = seconds() + 10
      if (!form) return
      show(state)
      say(dialog.dataset.lost)
    }
  }

  const stay = async () => {
    await ask('/extend', { token })
    others.postMessage('')
  }

  // Whoever closes this one, by its button or by Escape, stays.
  root.addEventListener('close', () => state === 'idle' && stay(), true)
  // What is sent without a session would be lost: the page asks first, and sends it once there is one again.
  addEventListener('submit', async (event) => {
    if (!isOver()) return
    event.preventDefault()
    event.stopImmediatePropagation()
    await ask()
    if (!isOver()) event.target.requestSubmit(event.submitter)
    else if (!dialog.open) dialog.showModal()
  }, true)
  document.addEventListener('visibilitychange', () => document.hidden || !state || ask())
  // Another tab was opened or extended: what is said here may be out of date.
  others.onmessage = () => state && ask()
  others.postMessage('')
  setInterval(() => {
    if (dialog?.open && !isOver()) count()
    if (seconds() >= due) ask()
  }, 1000)
})()
