// What scripts add. Every page works without this file.
import { openChoices } from './theme-switch';
import { walkMatrix } from './matrix';
import { takeFiles } from './drop';
import { keepDrafts } from './autosave';

function closeMenus(except?: Element): void {
  document.querySelectorAll<HTMLDetailsElement>('details.menu[open]').forEach((menu) => {
    if (menu !== except) menu.open = false;
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

document.addEventListener('click', (event) => {
  const target = event.target as Element;
  closeMenus(target.closest('details.menu') ?? undefined);
  // "In trang này": a button that prints; hidden until scripts are here.
  if (target.closest('[data-print]')) window.print();
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    const open = document.querySelector<HTMLDetailsElement>('details.menu[open]');
    closeMenus();
    open?.querySelector('summary')?.focus();
    if (location.hash === '#rooms') location.hash = '#main';
  }
  if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) {
    const search = document.querySelector<HTMLInputElement>('#search');
    if (search && search.offsetParent) {
      event.preventDefault();
      search.focus();
    }
  }
});

// On a phone a strip of tabs is wider than the screen: begin where one is.
document.querySelectorAll<HTMLElement>('.tabs').forEach((strip) => {
  const here = strip.querySelector<HTMLElement>('[aria-current]');
  if (here) strip.scrollLeft = here.offsetLeft - strip.offsetLeft - (strip.clientWidth - here.offsetWidth) / 2;
});

// A list that filters itself when a choice changes: <form class="filters" data-submit-on-change>.
document.addEventListener('change', (event) => {
  const form = (event.target as Element).closest<HTMLFormElement>('form[data-submit-on-change]');
  if (form) form.requestSubmit();
});

// A form is sent once: a second press waits for the answer to the first.
document.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.method !== 'post' || form.hasAttribute('data-again')) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = '1';
  setTimeout(() => delete form.dataset.sent, 5000);
});

function arrive(root: ParentNode): void {
  root.querySelectorAll<HTMLElement>('[data-needs-script]').forEach((element) => (element.hidden = false));
  root.querySelector<HTMLElement>('.error-summary')?.focus();
  root.querySelectorAll<HTMLTableElement>('table.matrix').forEach(walkMatrix);
  root.querySelectorAll<HTMLElement>('.drop').forEach(takeFiles);
}

openChoices();
keepDrafts();
arrive(document);
document.addEventListener('htmx:afterSwap', (event) => arrive(event.target as HTMLElement));
