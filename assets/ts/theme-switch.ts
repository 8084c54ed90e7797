// The switch of light, dark or as the device has it; kept in this browser only.
export function openChoices(): void {
  const buttons = document.querySelectorAll<HTMLButtonElement>('[data-theme-choice]');
  const root = document.documentElement;

  function show(): void {
    const now = root.dataset.theme ?? 'auto';
    buttons.forEach((button) => button.setAttribute('aria-pressed', String(button.dataset.themeChoice === now)));
  }

  buttons.forEach((button) =>
    button.addEventListener('click', () => {
      const choice = button.dataset.themeChoice;
      try {
        if (choice === 'light' || choice === 'dark') {
          root.dataset.theme = choice;
          localStorage.setItem('tantam-theme', choice);
        } else {
          delete root.dataset.theme;
          localStorage.removeItem('tantam-theme');
        }
      } catch {
        // Storage is switched off: the choice holds for this page.
      }
      show();
    }),
  );
  show();
}
