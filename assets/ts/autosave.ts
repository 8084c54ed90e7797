// Says so when a draft could not be saved; the words come from the page (data-lost) so that they are translated.
export function keepDrafts(): void {
  const tell = (event: Event): void => {
    const form = (event.target as Element).closest('form');
    const place = form?.querySelector<HTMLElement>('.autosave');
    if (!place?.dataset.lost) return;
    place.classList.add('wrong');
    place.textContent = place.dataset.lost;
  };
  document.addEventListener('htmx:sendError', tell);
  document.addEventListener('htmx:responseError', tell);
}
