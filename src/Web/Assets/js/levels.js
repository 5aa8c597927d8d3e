// The levels of an opinion: a figure answers the first criterion left, and after the last one the words are to be written.
import { onIdle, onKeys } from './keys.js';

function answer(key) {
  const left = [...document.querySelectorAll('.j-levels')].filter(criterion => !criterion.querySelector(':checked'));
  const level = left[0]?.querySelectorAll('input[type=radio]')[Number(key) - 1];
  if (!level) return false;
  level.click();
  if (left.length === 1) left[0].form.querySelector('textarea')?.focus();
  return true;
}

onIdle(answer);
onKeys('#avis', answer);
