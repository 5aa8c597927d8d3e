// Ctrl-K from anywhere: the box of the bar, or of the menu where the bar is folded. Escape gives the focus back.
let before = null;

document.addEventListener('keydown', event => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
    const boxes = [...document.querySelectorAll('.j-header input[type=search]')];
    if (boxes.length === 0) return;
    event.preventDefault();
    before = document.activeElement;
    let box = boxes.find(one => one.checkVisibility());
    if (!box) {
      document.querySelector('.j-menu').open = true;
      box = boxes.find(one => one.checkVisibility());
    }
    box?.focus();
    box?.select();
  } else if (event.key === 'Escape' && event.target.matches?.('.j-header input[type=search]') && before?.isConnected) {
    event.preventDefault();
    before.focus();
  }
});
