(()=>{(()=>{try{let t=localStorage.getItem("tantam-theme");(t==="light"||t==="dark")&&(document.documentElement.dataset.theme=t)}catch{}})();})();
