// Single keys act only with the focus on a line, a card or the panel of the triage, or on nothing at all; never in a field, and not for who switched them off.
import { lines } from './regions.js';

const off = () => document.body.dataset.sansTouches === 'oui';
const inField = target => target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');

/** Handlers by the attribute of the element that has to hold the focus. */
const scopes = [];
export const onKeys = (selector, handler) => scopes.push({ selector, handler });

/** Handlers of a key pressed while nothing has the focus. */
const idle = [];
export const onIdle = handler => idle.push(handler);

const written = event => event.key.length === 1 ? event.key.toUpperCase() : event.key;

function help(open) {
  const dialog = document.getElementById('touches');
  if (!dialog) return;
  if (open) dialog.showModal();
  else dialog.close();
}

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || inField(event.target)) return;
  if (event.key === '?') {
    event.preventDefault();
    return help(true);
  }
  if (off() || document.querySelector('dialog[open]')) return;
  for (const { selector, handler } of scopes) {
    const holder = event.target.closest(selector);
    if (holder && handler(written(event), holder, event) === true) {
      event.preventDefault();
      return;
    }
  }
  if (document.activeElement === document.body && idle.some(handler => handler(written(event)) === true)) event.preventDefault();
});

document.addEventListener('click', event => {
  if (event.target.closest('[data-touches]')) {
    event.preventDefault();
    help(true);
  }
});

export const press = (holder, name) => {
  const button = holder.querySelector(`[data-touche="${name}"]`);
  button?.click();
  return button !== null;
};

/** One line further or back, in the order they are read. */
function step(line, by) {
  const all = lines(document);
  all[all.indexOf(line) + by]?.focus();
  return true;
}

onKeys('[data-ligne]', (key, line, event) => {
  switch (key) {
    case 'J': case 'ArrowDown': return step(line, 1);
    case 'K': case 'ArrowUp': return step(line, -1);
    case 'Enter': return event.target === line && press(line, 'principale');
    case 'S': return press(line, 'plus-tard');
    case 'O': line.querySelector('[data-ouvrir]')?.click(); return true;
    default: return false;
  }
});

// A key written on a button or a link presses it, while nothing else has the focus, or one of the people compared.
function letter(key) {
  const carrier = document.querySelector(`[data-lettre="${CSS.escape(key)}"]`);
  carrier?.click();
  return carrier !== null;
}

onIdle(letter);
onKeys('[data-dossier]', letter);

// Written, then sent, without leaving the field.
document.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !event.target.matches('textarea')) return;
  event.target.form?.querySelector('[data-touche="envoyer"]')?.click();
});

// The first key on a page with lines and nothing focused takes the first of them.
onIdle(key => {
  const first = ['J', 'ArrowDown'].includes(key) && lines(document)[0];
  if (first) first.focus();
  return Boolean(first);
});
