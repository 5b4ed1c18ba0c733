import { html } from 'hono/html'
import { type Around, frame, type Markup } from './frame.ts'
import { pathOf } from './places.ts'
import { TEXT } from './text.ts'

const { help, setup, faults } = TEXT
/** The guard's own: it knows how people log in, and this portal does not. */
const trouble = html`<a class="go" href="/auth/trouble">${help.link}</a>`

export const helpPage = (around: Around, support: string): Markup =>
  frame(
    around,
    { place: 'help', title: TEXT.places.help },
    html`<h1>${TEXT.places.help}</h1>
<section><h2>${help.cases}</h2><p>${help.ask(support)}</p></section>
<section><h2>${help.login}</h2><p>${help.change}</p><p>${trouble}</p></section>
<section><h2>${help.desk}</h2><p>${help.shared}</p></section>`,
  )

/** What the pass says of the person. */
export const setupPage = (around: Around): Markup =>
  frame(
    around,
    { place: 'setup', title: TEXT.places.setup },
    html`<h1>${TEXT.places.setup}</h1>
<p>${setup.lead}</p>
<dl class="facts">
<div><dt>${setup.name}</dt><dd><bdi>${around.visitor.name}</bdi></dd></div>
<div><dt>${setup.username}</dt><dd><bdi>${around.visitor.username}</bdi></dd></div>
<div><dt>${setup.facility}</dt><dd><bdi>${around.visitor.facility}</bdi></dd></div>
<div><dt>${setup.loggedIn}</dt><dd>${around.look.moment(around.visitor.loggedInAt)}</dd></div>
</dl>
<section><h2>${setup.login}</h2><p>${setup.change}</p><p>${trouble}</p></section>`,
  )

export type Fault = 'notFound' | 'foreign' | 'tooLarge' | 'broken'

export const faultPage = (around: Around, fault: Fault): Markup =>
  frame(
    around,
    { place: null, title: faults[fault].title },
    html`<h1>${faults[fault].title}</h1>
<p>${faults[fault].words}</p>
<a class="go" href="${pathOf('home')}">${TEXT.home}</a>`,
  )
