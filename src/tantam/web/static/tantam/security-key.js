/* Security keys: ties a form marked data-security-key to allauth's script, and shows when a key does not answer. */
(() => {
  const form = document.querySelector('form[data-security-key]');
  if (!form) return;
  const wrong = form.querySelector('[data-security-key-wrong]');
  const button = form.querySelector('#security-key');
  const attach = window.allauth.webauthn.forms[form.dataset.securityKey];
  // First this, then allauth's: a key may fail before the next listener of the click runs.
  button.addEventListener('click', () => { wrong.hidden = true; });
  attach({
    ids: {
      add: button.id,
      authenticate: button.id,
      credential: form.querySelector('[name="credential"]').id,
      data: 'security-key-options',
    },
  });
  document.addEventListener('allauth.error', (event) => {
    event.preventDefault();
    wrong.hidden = false;
  });
})();
