// What the pages can do besides, where scripts run: count a wait down, tell times in the reader's own zone, show a password that is being typed, and say that the line is cut.
(() => {
  const unit = (n, name) => `${n} ${name}${n === 1 ? '' : 's'}`
  const words = (left) => (left < 60 ? unit(left, 'second') : unit(Math.ceil(left / 60), 'minute'))
  const ends = new WeakMap()

  const countDown = () => {
    for (const line of document.querySelectorAll('[data-wait]')) {
      if (!ends.has(line)) ends.set(line, performance.now() + Number(line.dataset.wait) * 1000)
      const left = Math.ceil((ends.get(line) - performance.now()) / 1000)
      if (left > 0) line.textContent = line.textContent.replace(/\d+ (second|minute)s?/, words(left))
      else {
        line.textContent = line.dataset.then
        delete line.dataset.wait
      }
    }
  }

  const peek = (button, { show, hide }) => {
    const shown = button.textContent === show
    for (const box of button.form.querySelectorAll('[autocomplete$=password]')) box.type = shown ? 'text' : 'password'
    button.textContent = shown ? hide : show
  }

  // Told by the server in the house's zone, and named with it; the reader's own goes without saying.
  const tellTimes = () => {
    for (const time of document.querySelectorAll('time:not([data-own])')) {
      time.dataset.own = ''
      time.textContent = new Date(time.dateTime).toLocaleTimeString(document.documentElement.lang)
    }
  }

  // The button is made here, since without a script it could do nothing.
  const equip = () => {
    for (const place of document.querySelectorAll('[data-show]:empty')) {
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'quiet', textContent: place.dataset.show })
      button.addEventListener('click', () => peek(button, place.dataset))
      place.append(button)
    }
  }

  const attend = () => {
    equip()
    tellTimes()
  }

  attend()
  new MutationObserver(attend).observe(document.body, { childList: true, subtree: true })
  // A password that is sent is a password again, so that managers keep it and the browser does not offer it as text.
  document.addEventListener('submit', ({ target }) => {
    for (const box of target.querySelectorAll('[autocomplete$=password]')) box.type = 'password'
  })
  // A form that got no answer at all stays as it is; without this, nothing would be seen to happen.
  document.addEventListener('htmx:error', ({ target }) => {
    const place = document.querySelector('#fault')
    const notice = Object.assign(document.createElement('p'), { className: 'alert', textContent: place.dataset.lost })
    if (target.matches('form')) place.replaceChildren(notice)
  })
  setInterval(countDown, 1000)
})()
