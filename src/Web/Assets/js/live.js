// A board follows what others do: one stream rings, the board is read again. Never while somebody writes here; « Suspendre » stops it.
import htmx from 'htmx.org';
import { isWriting } from './regions.js';

let source = null;
let waiting = false;

const holder = () => document.querySelector('[data-direct]');
const paused = () => sessionStorage.getItem('direct') === 'suspendu';

function show() {
  const line = document.getElementById('direct');
  if (!line) return;
  line.hidden = false;
  line.querySelector('[data-etat]').textContent = paused() ? 'Suivi suspendu' : 'À jour en direct';
  line.querySelector('button').textContent = paused() ? 'Reprendre' : 'Suspendre';
}

/** Nothing moves under a field, a dialog, a pointer held down or another request on its way: it waits for its end. */
const busy = () => isWriting() || document.querySelector('dialog[open], .htmx-request:not([data-direct])') || pressed;
let pressed = false;
document.addEventListener('pointerdown', () => { pressed = true; });
for (const end of ['pointerup', 'pointercancel', 'dragend']) document.addEventListener(end, () => { pressed = false; });

function refresh() {
  const region = holder();
  if (!region || paused()) return;
  if (busy() || region.matches('.htmx-request')) {
    waiting = true;
    return;
  }
  waiting = false;
  htmx.ajax('GET', location.pathname + location.search, { source: region, target: region, select: `#${region.id}`, swap: 'outerHTML show:none' }).then(keepUndo);
}

/** The last way back on the page: what is done while the board is read again counts, not what was there when it was asked. */
let undo = null;
document.addEventListener('htmx:beforeSwap', event => {
  undo = holder()?.querySelector('.j-undo') ?? null;
  // What began while the board was read again would be answered into a board that is gone.
  if (!event.detail.requestConfig?.elt?.hasAttribute('data-direct') || !busy()) return;
  event.detail.shouldSwap = false;
  waiting = true;
});

/** A way back is offered for a minute, whatever the others do meanwhile: the page asked again has already forgotten it. */
function keepUndo() {
  const region = holder();
  if (!undo || !region || region.querySelector('.j-undo')) return;
  undo.dataset.depuis ??= Date.now();
  if (Date.now() - undo.dataset.depuis > 60_000) return;
  region.querySelector('.j-page')?.after(undo);
  htmx.process(undo);
}

setInterval(() => { if (waiting && !busy()) refresh(); }, 1000);

function connect() {
  source?.close();
  source = null;
  const region = holder();
  if (!region) return;
  show();
  if (paused()) return;
  source = new EventSource(region.dataset.direct);
  source.addEventListener('change', refresh);
}

document.addEventListener('click', event => {
  if (!event.target.closest('#direct button')) return;
  if (paused()) sessionStorage.removeItem('direct');
  else sessionStorage.setItem('direct', 'suspendu');
  connect();
  if (!paused()) refresh();
});
document.addEventListener('htmx:afterSettle', show);
document.addEventListener('DOMContentLoaded', connect);
addEventListener('pagehide', () => source?.close());
