// Loaded before the page is painted: a kept choice of light or dark must not flash.
(() => {
  try {
    const kept = localStorage.getItem('tantam-theme');
    if (kept === 'light' || kept === 'dark') document.documentElement.dataset.theme = kept;
  } catch {
    // Storage is switched off: the device's own choice holds.
  }
})();
