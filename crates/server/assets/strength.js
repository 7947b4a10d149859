// How good a new password is, while it is typed: asked of the server, which knows what holds. Without it, sending the form says the same.
(() => {
  for (const input of document.querySelectorAll("input[data-strength]")) {
    const box = document.getElementById(input.dataset.strength), [meter, text] = box.children;
    let timer, asked = 0;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      const mine = ++asked;
      if (!input.value) { box.hidden = true; return; }
      timer = setTimeout(async () => {
        const answer = await fetch(`/password-strength?lang=${document.documentElement.lang}`, {
          method: "POST", body: new URLSearchParams({ password: input.value }), headers: { accept: "application/json" },
        }).catch(() => null);
        if (!answer?.ok || mine !== asked) return;
        const { score, told } = await answer.json();
        meter.value = score;
        text.textContent = told.join(" ");
        box.hidden = false;
      }, 300);
    });
  }
})();
