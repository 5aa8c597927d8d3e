// A value offered under a field is put there without leaving the page; without this, the same button sends the form and comes back.
document.addEventListener('click', event => {
  const button = event.target.closest?.('button[name=geste][value^="mettre:"]');
  if (!button) return;
  const [, field, value] = button.value.match(/^mettre:([^=]+)=([\s\S]*)$/) ?? [];
  const target = document.getElementById(`${button.form?.id}-${field}`);
  if (!target) return;
  event.preventDefault();
  target.value = value;
  target.focus();
  target.dispatchEvent(new Event('change', { bubbles: true }));
});
