import type { Child, FC } from 'hono/jsx'
import { text } from './text.ts'

const words = text.session

/** What the script on a portal's pages shows when a session comes to its end. Each is opened by its id; none has a style or a script of its own. */
export const SessionDialogs: FC = () => (
  <>
    <Warning id="idle" />
    <Warning id="final" />
    <Ended id="over" />
    <Ended id="other" />
  </>
)

/**
 * Whoever is typing has a key down already, so the focus is on the heading; on the button only where pressing it does what they want.
 * The time left is a timer, which nobody reads out every second.
 */
const Warning: FC<{ id: 'idle' | 'final' }> = ({ id }) => (
  <Dialog id={id} focus={id === 'idle' ? 'button' : 'heading'}>
    <p id={`${id}-text`}>
      {words[id].why} {words[id].before} <span role="timer" data-left={words.left} />
      {words[id].after}
    </p>
    <p role="status" />
    <form method="post" action="/auth/sign-out">
      <input type="hidden" name="token" />
      <button class="first" formmethod="dialog" autofocus={id === 'idle'}>
        {words[id].stay}
      </button>
      <button>{words.signOut}</button>
    </form>
  </Dialog>
)

const Ended: FC<{ id: 'over' | 'other' }> = ({ id }) => (
  <Dialog id={id} focus="heading">
    <p id={`${id}-text`}>{words[id].body}</p>
    <p role="status" />
    <form method="dialog">
      <a class="first" href="/auth/login" target="_blank" rel="noopener">
        {words.logIn}
      </a>
      <button>{words.back}</button>
    </form>
  </Dialog>
)

type DialogProps = { id: keyof typeof words & ('idle' | 'final' | 'over' | 'other'); focus: 'heading' | 'button'; children: Child }

const Dialog: FC<DialogProps> = ({ id, focus, children }) => (
  <dialog
    id={id}
    lang="en"
    role="alertdialog"
    aria-modal="true"
    aria-labelledby={`${id}-title`}
    aria-describedby={`${id}-text`}
    data-lost={words.lost}
  >
    <h2 id={`${id}-title`} tabindex={-1} autofocus={focus === 'heading'}>
      {words[id].title}
    </h2>
    {children}
  </dialog>
)
