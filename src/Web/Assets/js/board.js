// The board: arrows from card to card, M then a digit, A, R then a digit, X; a card may also be dragged onto a column. Each goes through the form a button would send.
import { onKeys, press } from './keys.js';

/** A key that waits for its digit, and the card it is about. */
let awaiting = null;

const say = text => {
  const status = document.getElementById('statut');
  if (status) status.textContent = text;
};

function send(id, card, values) {
  const form = document.getElementById(id);
  if (!form) return;
  form.elements.candidature.value = card.dataset.candidature;
  if (form.elements.etape) form.elements.etape.value = card.dataset.etape;
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
  form.elements.commande.value = crypto.randomUUID();
  card.focus();
  form.requestSubmit();
}

const move = (card, stage) => send('deplacer', card, { vers: stage });
const reject = (card, reason) => send('refuser', card, { raison: reason });

const columns = card => card.matches('tr') ? [[...document.querySelectorAll('tr[data-carte]')]]
  : [...card.closest('.j-board').querySelectorAll('.j-column')].map(column => [...column.querySelectorAll('[data-carte]')]).filter(cards => cards.length > 0);

function neighbour(card, across, along) {
  const all = columns(card);
  const column = all.findIndex(cards => cards.includes(card));
  const row = all[column].indexOf(card);
  const there = across === 0 ? all[column] : all[column + across];
  there?.[across === 0 ? row + along : Math.min(row, there.length - 1)]?.focus();
  return true;
}

function openReasons(card) {
  const dialog = document.getElementById('raisons');
  if (!dialog || !card.querySelector('[data-touche="refuser"]')) return false;
  dialog.querySelector('[data-nom]').textContent = card.querySelector('h3, th').firstElementChild.textContent;
  awaiting = { kind: 'reject', card };
  dialog.showModal();
  return true;
}

onKeys('[data-carte]', (key, card, event) => {
  if (awaiting?.kind === 'move' && /^[1-8]$/.test(key)) {
    awaiting = null;
    move(card, key);
    return true;
  }
  awaiting = null;
  switch (key) {
    case 'ArrowLeft': return neighbour(card, -1, 0);
    case 'ArrowRight': return neighbour(card, 1, 0);
    case 'ArrowUp': return neighbour(card, 0, -1);
    case 'ArrowDown': return neighbour(card, 0, 1);
    case 'M':
      if (!card.querySelector('[data-touche="deplacer"]')) return false;
      awaiting = { kind: 'move', card };
      say('Déplacer : tapez le numéro de l’étape, de 1 à 8.');
      return true;
    case 'A': return press(card, 'principale');
    case 'R': return openReasons(card);
    case 'X': {
      const box = card.querySelector('input[type=checkbox]');
      box?.click();
      return box !== null;
    }
    case 'Enter':
      if (event.target !== card) return false;
      card.querySelector('h3 a, th a')?.click();
      return true;
    default: return false;
  }
});

// The reasons: one press of a button, or its digit.
document.addEventListener('click', event => {
  const reason = event.target.closest('#raisons [data-raison]');
  if (reason && awaiting?.kind === 'reject') {
    const { card } = awaiting;
    awaiting = null;
    document.getElementById('raisons').close();
    reject(card, reason.dataset.raison);
  }
  const link = event.target.closest('[data-carte] [data-touche="refuser"]');
  if (link && openReasons(link.closest('[data-carte]'))) event.preventDefault();
});
document.addEventListener('keydown', event => {
  const dialog = document.querySelector('#raisons[open]');
  if (!dialog || event.ctrlKey || event.metaKey || event.altKey) return;
  const chosen = dialog.querySelector(`[data-chiffre="${CSS.escape(event.key.toUpperCase())}"]`);
  if (chosen) {
    event.preventDefault();
    chosen.click();
  }
});
document.addEventListener('close', event => {
  if (event.target.id === 'raisons') awaiting?.card?.focus();
}, true);

// Dragging is an extra: everything it does has a button and keys.
let dragged = null;
document.addEventListener('dragstart', event => {
  dragged = event.target.closest?.('[data-carte][draggable]');
  if (dragged) event.dataTransfer.effectAllowed = 'move';
});
document.addEventListener('dragend', () => { dragged = null; });
document.addEventListener('dragover', event => {
  if (dragged && event.target.closest?.('[data-colonne]')) event.preventDefault();
});
document.addEventListener('drop', event => {
  const column = event.target.closest?.('[data-colonne]');
  if (!dragged || !column) return;
  event.preventDefault();
  if (column.dataset.colonne !== dragged.dataset.etape) move(dragged, column.dataset.colonne);
});

// How many are ticked, where they can be acted upon together.
document.addEventListener('change', event => {
  if (!event.target.matches('.j-pick input')) return;
  const form = document.getElementById('ensemble');
  if (!form) return;
  const count = document.querySelectorAll('.j-pick input:checked').length;
  const shown = form.querySelector('[data-compte]');
  if (shown) shown.textContent = count === 0 ? 'Aucune candidature cochée' : count === 1 ? '1 candidature cochée' : `${count} candidatures cochées`;
  form.classList.toggle('j-together--some', count > 0);
});
