// A file field that also takes files dropped on it, and lists what was chosen with its size.
const number = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 });

// In whole kB below one MB: a small file is not "0 MB".
function sizeWords(bytes: number): string {
  const kilobytes = Math.ceil(bytes / 1000);
  return kilobytes < 1000 ? `${kilobytes} kB` : `${number.format(bytes / 1_000_000)} MB`;
}

export function takeFiles(place: HTMLElement): void {
  const field = place.querySelector<HTMLInputElement>('input[type="file"]');
  const list = place.querySelector<HTMLElement>('.drop-list');
  if (!field) return;

  field.addEventListener('change', () => {
    if (!list) return;
    list.replaceChildren(
      ...Array.from(field.files ?? []).map((file) => {
        const row = document.createElement('li');
        const name = document.createElement('span');
        const weight = document.createElement('small');
        name.textContent = file.name;
        weight.textContent = sizeWords(file.size);
        row.append(name, weight);
        return row;
      }),
    );
  });
  for (const kind of ['dragenter', 'dragover']) {
    place.addEventListener(kind, (event) => {
      event.preventDefault();
      place.classList.add('over');
    });
  }
  for (const kind of ['dragleave', 'drop']) place.addEventListener(kind, () => place.classList.remove('over'));
  place.addEventListener('drop', (event) => {
    const files = event.dataTransfer?.files;
    if (!files?.length) return;
    event.preventDefault();
    field.files = files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  });
}
