// The shortlist: G keeps, E opens the reason for setting aside, the arrows go from one person to the next, over the pages. With nothing focused they are about the first person left to see.
import { onKeys, press } from './keys.js';

function step(file, by) {
  const all = [...document.querySelectorAll('[data-dossier]')];
  const next = all[all.indexOf(file) + by];
  if (next) next.focus();
  else document.querySelector(`[data-suite="${by}"]`)?.click();
  return true;
}

function act(key, file) {
  switch (key) {
    case 'G': return press(file, 'garder');
    case 'E': return press(file, 'ecarter');
    case 'ArrowRight': return step(file, 1);
    case 'ArrowLeft': return step(file, -1);
    default: return false;
  }
}

const firstLeft = () => document.querySelector('[data-dossier]:has([data-touche="garder"])');

onKeys('[data-dossier]', act);
onKeys('body', (key, body) => document.activeElement === body && firstLeft() !== null && act(key, firstLeft()));
